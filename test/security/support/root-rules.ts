import { type Standing, standings } from './callers';
import { caseInput, consentInput, startInputs, type Things } from './things';
import type { Answer } from './transports';

/**
 * The answer to a caller: `data`, `null`, the code of an error (UNAUTHENTICATED, FORBIDDEN, NOT_FOUND), or the code of
 * an input error (UNKNOWN_REFERENCE, NOT_ALLOWED, WRONG_STATE).
 */
export type Told = string;

export interface RootRule {
  args(things: Things): Readonly<Record<string, unknown>>;
  readonly expected: Readonly<Record<Standing, Told>>;
}

/** No sign-in is required; callers that are not listed get `otherwise`. */
function rule(args: RootRule['args'], told: Partial<Record<Standing, Told>>, otherwise: Told): RootRule {
  const others = Object.fromEntries(standings.map((standing) => [standing, otherwise]));
  const expected = { ...others, nobody: 'UNAUTHENTICATED', ...told };
  return { args, expected: expected as RootRule['expected'] };
}

let numbers = 13_800_100_000;
/** One number gets one code a minute. */
function anotherNumber(): string {
  numbers += 1;
  return String(numbers);
}

const seeing = { owner: 'data', read: 'data' } as const;
/** Callers that may change it are told that it cannot be changed any more; others not even that. */
const changing = { owner: 'WRONG_STATE', write: 'WRONG_STATE' } as const;
const public_ = { nobody: 'data' } as const;

const starts = Object.fromEntries(
  Object.entries(startInputs).map(([mutation, input]) => [
    `Mutation.${mutation}`,
    rule(
      // LinkID's userId must be the caller's own account, too.
      ({ guid }) => ({
        input: { ...input, guid, ...('userId' in input && 'appId' in input && { userId: guid }) },
      }),
      { owner: 'data', write: 'data' },
      'NOT_ALLOWED',
    ),
  ]),
);

/** The expected answer of every field of Query, Mutation and Subscription: a missing one fails the suite. */
export const rootRules: Readonly<Record<string, RootRule>> = {
  'Query._service': rule(() => ({}), public_, 'data'),
  'Query._entities': rule(
    ({ decided }) => ({ representations: [{ __typename: 'Verification', id: decided }] }),
    { ...seeing, nobody: 'null' },
    'null',
  ),
  'Query.verification': rule(({ decided }) => ({ id: decided }), seeing, 'null'),
  'Query.verificationByTicket': rule(({ ticket }) => ({ rnAuthTicket: ticket }), seeing, 'null'),
  'Query.verificationByBusiSeq': rule(({ busiSeq }) => ({ busiSeq }), seeing, 'null'),
  'Query.verifications': rule(({ guid }) => ({ filter: { guid } }), { read: 'data' }, 'FORBIDDEN'),
  'Query.verificationEvents': rule(({ guid }) => ({ filter: { guid } }), { read: 'data' }, 'FORBIDDEN'),
  'Query.eventDestinations': rule(() => ({}), { webhooks: 'null' }, 'FORBIDDEN'),
  // There is no log in this service.
  'Query.logCheckpoint': rule(() => ({}), { audit: 'null' }, 'FORBIDDEN'),
  'Query.identityCase': rule(({ closedCase }) => ({ id: closedCase }), seeing, 'null'),
  // Names of fields, and nothing of any account.
  'Query.planIdentityVerification': rule(() => ({ input: { evidence: ['name', 'certNo'] } }), {}, 'data'),
  'Query.verificationViewer': rule(() => ({}), {}, 'data'),
  'Query.verificationMethods': rule(() => ({}), public_, 'data'),
  // LinkID's record of an application, not of an account.
  'Query.linkIdAppResult': rule(() => ({ appId: 'app-1', platform: 'PC' }), { read: 'data' }, 'FORBIDDEN'),

  'Query.mergePreview': rule(({ decided }) => ({ verificationId: decided }), {}, 'null'),

  ...starts,
  'Mutation.verifyIdentity': rule(
    ({ guid }) => ({ input: { ...caseInput, guid } }),
    { owner: 'data', write: 'data' },
    'NOT_ALLOWED',
  ),
  'Mutation.continueIdentityCase': rule(
    ({ closedCase }) => ({ input: { id: closedCase, evidence: { smsCode: '123456' } } }),
    changing,
    'UNKNOWN_REFERENCE',
  ),
  'Mutation.cancelIdentityCase': rule(
    ({ closedCase }) => ({ id: closedCase }),
    changing,
    'UNKNOWN_REFERENCE',
  ),
  'Mutation.recordConsent': rule(
    ({ guid }) => ({ input: { ...consentInput, guid } }),
    { owner: 'data', write: 'data' },
    'NOT_ALLOWED',
  ),
  'Mutation.withdrawConsent': rule(
    ({ consent }) => ({ id: consent }),
    { owner: 'data', write: 'data' },
    'UNKNOWN_REFERENCE',
  ),
  'Mutation.sendMobileCode': rule(() => ({ input: { mobileNo: anotherNumber() } }), {}, 'data'),
  'Mutation.sendMergeCode': rule(
    ({ decided }) => ({ input: { verificationId: decided } }),
    changing,
    'UNKNOWN_REFERENCE',
  ),
  'Mutation.mergeAccount': rule(
    ({ decided }) => ({ input: { verificationId: decided, code: '123456', confirmIrreversible: true } }),
    changing,
    'UNKNOWN_REFERENCE',
  ),
  'Mutation.completeLinkIdVerification': rule(
    ({ closedPage }) => ({ input: { verificationId: closedPage, at: 'an-invented-at' } }),
    changing,
    'UNKNOWN_REFERENCE',
  ),
  'Mutation.refreshVerification': rule(({ decided }) => ({ id: decided }), changing, 'UNKNOWN_REFERENCE'),
  'Mutation.cancelVerification': rule(({ decided }) => ({ id: decided }), changing, 'UNKNOWN_REFERENCE'),
  'Mutation.revealPersonalInfo': rule(
    ({ decided }) => ({ input: { verificationId: decided, purpose: 'a check of the matrix' } }),
    { reveal: 'data' },
    'FORBIDDEN',
  ),
  'Mutation.approveReveal': rule(
    ({ decided }) => ({
      input: { verificationId: decided, callerGuid: 'clerk', purpose: 'a check of the matrix' },
    }),
    { approve: 'data' },
    'FORBIDDEN',
  ),
  'Mutation.resolveVerification': rule(
    ({ decided }) => ({
      input: { verificationId: decided, decision: 'CLOSE', reason: 'a check of the matrix' },
    }),
    { review: 'WRONG_STATE' },
    'FORBIDDEN',
  ),
  // Who tells a destination of every account's events needs realname:read as well: no scope alone is enough.
  'Mutation.createEventDestination': rule(
    () => ({ input: { url: 'http://127.0.0.1:9/hook' } }),
    {},
    'FORBIDDEN',
  ),
  'Mutation.updateEventDestination': rule(({ decided }) => ({ input: { id: decided } }), {}, 'FORBIDDEN'),
  'Mutation.replayEvents': rule(
    ({ decided, feedCursor }) => ({ id: decided, after: feedCursor }),
    {},
    'FORBIDDEN',
  ),
  'Mutation.rotateEventDestinationSecret': rule(
    ({ decided }) => ({ id: decided }),
    { webhooks: 'UNKNOWN_REFERENCE' },
    'FORBIDDEN',
  ),
  'Mutation.deleteEventDestination': rule(
    ({ decided }) => ({ id: decided }),
    { webhooks: 'UNKNOWN_REFERENCE' },
    'FORBIDDEN',
  ),
  'Mutation.redactVerification': rule(({ spare }) => ({ id: spare() }), { redact: 'data' }, 'FORBIDDEN'),
  'Mutation.redactUser': rule(({ spareGuid }) => ({ guid: spareGuid }), { redact: 'data' }, 'FORBIDDEN'),

  'Subscription.verificationUpdated': rule(
    ({ decided }) => ({ id: decided, sinceVersion: 0 }),
    seeing,
    'NOT_FOUND',
  ),
  'Subscription.identityCaseUpdated': rule(
    ({ closedCase }) => ({ id: closedCase, sinceVersion: 0 }),
    seeing,
    'NOT_FOUND',
  ),
  'Subscription.userVerificationUpdated': rule(
    ({ guid }) => ({ guid, after: Buffer.from('v1:0').toString('base64url') }),
    seeing,
    'NOT_FOUND',
  ),
  'Subscription.verificationEvents': rule(
    ({ guid, feedCursor }) => ({ after: feedCursor, filter: { guid } }),
    { read: 'data' },
    'FORBIDDEN',
  ),
};

/** The outcome of one root field in an answer. */
export function toldBy({ data, errors = [] }: Answer, fieldName: string): Told {
  const value = data?.[fieldName] ?? null;
  const told = isNothing(value) ? 'null' : (inputErrorsOf(value) ?? 'data');
  if (errors.length === 0) return told;
  const codes = [...new Set(errors.map(({ extensions }) => extensions?.code ?? 'without a code'))].join();
  return told === 'null' ? codes : `${told} beside ${codes}`;
}

function isNothing(value: unknown): boolean {
  return Array.isArray(value) ? value.every(isNothing) : value === null;
}

function inputErrorsOf(value: unknown): Told | null {
  if (typeof value !== 'object' || value === null || !('inputErrors' in value)) return null;
  const errors = value.inputErrors as readonly { readonly code: string }[];
  return errors.length === 0 ? null : errors.map(({ code }) => code).join();
}
