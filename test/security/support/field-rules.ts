import type { Standing } from './callers';

/** Who is shown a field of an entity, beyond being allowed to ask for the entity at all. */
export type FieldRule =
  /** Whoever may see what it belongs to. */
  | 'seen'
  /** Of those, who may reveal personal data. */
  | 'reveal'
  /** It is what was asked by: an echo, which tells nothing. */
  | 'key';

/** Every field of the entities and of the event that leads to one; one that is missing here fails the suite. */
export const fieldRules: Readonly<Record<string, Readonly<Record<string, FieldRule>>>> = {
  Verification: {
    id: 'seen',
    version: 'seen',
    provider: 'seen',
    method: 'seen',
    status: 'seen',
    secondInspection: 'seen',
    user: 'seen',
    authUrl: 'seen',
    references: 'seen',
    subject: 'seen',
    membership: 'seen',
    deptInfo: 'seen',
    relativeInfo: 'seen',
    auditInfo: 'seen',
    conflict: 'seen',
    failure: 'seen',
    createdAt: 'seen',
    updatedAt: 'seen',
    expiresAt: 'seen',
    decidedAt: 'seen',
    reveals: 'reveal',
    history: 'seen',
  },
  User: {
    guid: 'key',
    isRealNameVerified: 'seen',
    latestVerification: 'seen',
    verifications: 'seen',
  },
  VerificationEvent: {
    version: 'seen',
    status: 'seen',
    secondInspection: 'seen',
    cause: 'seen',
    message: 'seen',
    occurredAt: 'seen',
    recordedAt: 'seen',
    cursor: 'seen',
    verification: 'seen',
  },
};

/** The least that may see the owner's verifications and account. */
export const seers: ReadonlySet<Standing> = new Set(['owner', 'read']);
