import type { Standing } from './callers';
import { startInputs, type Things } from './things';
import type { Answer } from './transports';

/**
 * What a caller is told: `data`, `null`, the code of an error (UNAUTHENTICATED, FORBIDDEN, NOT_FOUND), or the code of
 * an input error (UNKNOWN_REFERENCE, NOT_ALLOWED, WRONG_STATE).
 */
export type Told = string;

export interface RootRule {
  args(things: Things): Readonly<Record<string, unknown>>;
  readonly expected: Readonly<Record<Standing, Told>>;
}

/** Nobody must sign in first; those not named are told `otherwise`. */
function rule(args: RootRule['args'], told: Partial<Record<Standing, Told>>, otherwise: Told): RootRule {
  const [owner, other, read, write, reveal, redact] = Array<Told>(6).fill(otherwise) as [
    Told,
    Told,
    Told,
    Told,
    Told,
    Told,
  ];
  return {
    args,
    expected: { nobody: 'UNAUTHENTICATED', owner, other, read, write, reveal, redact, ...told },
  };
}

const seeing = { owner: 'data', read: 'data' } as const;
/** Whoever may change it is told that it cannot be changed any more; nobody else hears even that. */
const changing = { owner: 'WRONG_STATE', write: 'WRONG_STATE' } as const;
const public_ = { nobody: 'data' } as const;

const starts = Object.fromEntries(
  Object.entries(startInputs).map(([mutation, input]) => [
    `Mutation.${mutation}`,
    rule(({ guid }) => ({ input: { ...input, guid } }), { owner: 'data', write: 'data' }, 'NOT_ALLOWED'),
  ]),
);

/** What is expected of every field of Query, Mutation and Subscription: one that is missing here fails the suite. */
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
  'Query.verificationMethods': rule(() => ({}), public_, 'data'),
  // LinkID's record of an application, not of an account.
  'Query.linkIdAppResult': rule(() => ({ appId: 'app-1', platform: 'PC' }), {}, 'data'),

  ...starts,
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
  'Mutation.redactVerification': rule(({ spare }) => ({ id: spare() }), { redact: 'data' }, 'FORBIDDEN'),
  'Mutation.redactUser': rule(({ spareGuid }) => ({ guid: spareGuid }), { redact: 'data' }, 'FORBIDDEN'),

  'Subscription.verificationUpdated': rule(
    ({ decided }) => ({ id: decided, sinceVersion: 0 }),
    seeing,
    'NOT_FOUND',
  ),
  'Subscription.userVerificationUpdated': rule(
    ({ guid }) => ({ guid, after: Buffer.from('v1:0').toString('base64url') }),
    seeing,
    'NOT_FOUND',
  ),
};

/** What an answer tells of one root field. */
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
