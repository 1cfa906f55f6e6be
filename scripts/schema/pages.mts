export interface Page {
  readonly file: string;
  readonly title: string;
  readonly about: string;
  /** Names of fields of Query, Mutation and Subscription. */
  readonly roots: RegExp;
  /** Names of types. */
  readonly types: RegExp;
}

/** The pages of docs/schema. Every operation and type is on the first page that matches it. */
export const pages: readonly Page[] = [
  {
    file: 'cases.md',
    title: 'Cases: the service chooses the method',
    about: 'An application says what it needs, and the service chooses: [Choosing a method](../routing.md).',
    roots: /IdentityCase|^(verifyIdentity|planIdentityVerification|identityCase)/,
    types: /^(IdentityCase|Routing|Plan|VerifyIdentity|Continue|IdentityEvidenceInput|WechatFaceEvidence)/,
  },
  {
    file: 'methods.md',
    title: 'Methods: one mutation for each',
    about:
      'Each method of a provider has its own mutation and input: [Writing a front end](../front-end.md#start).',
    roots:
      /^(start|verifyBy|verifyLinkId|verifyMobile|completeLinkId|send|merge|linkIdAppResult|verificationMethods)/,
    types: /^(Start|Verify|Complete|Send|Merge|LinkId|RelationProofSource|VerificationMethod)/,
  },
  {
    file: 'consents.md',
    title: 'Consents',
    about: 'Records that a person agreed, before anything is sent: [Consents](../consent.md).',
    roots: /Consent/,
    types: /Consent/,
  },
  {
    file: 'events.md',
    title: 'Events and webhooks for back ends',
    about: 'Every event of every account in one order, read or delivered: [Webhooks](../webhooks.md).',
    roots: /Destination|^(verificationEvents|replayEvents)/,
    types: /Destination|Delivery|^VerificationEvent/,
  },
  {
    file: 'staff.md',
    title: 'Reveals, redaction, decisions of staff, and the log',
    about: 'Privileged acts; each needs a scope and is recorded: [Data protection](../data-protection.md).',
    roots: /^(reveal|approve|redact|resolve|log)/,
    types: /Reveal|^(Redact|Resolve|Staff|LogReceipt)/,
  },
  {
    file: 'accounts.md',
    title: 'Accounts: assurance and facts',
    about:
      'Shows what is known about an account, and how sure it is: [Gate a feature](../front-end.md#gate-a-feature).',
    roots: /^verificationViewer/,
    types:
      /^(User|Assurance|IdentityFacts|AgeBand|ClaimMatch|MatchResult|PersonBinding|ResultChannel|IdentityEvidence)/,
  },
  {
    file: 'verifications.md',
    title: 'Verifications',
    about:
      'One attempt to learn who a person is, its status and its history: [Follow](../front-end.md#follow).',
    roots: /./,
    types: /./,
  },
];
