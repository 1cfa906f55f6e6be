import type { Standing } from './callers';

/** The callers that may see a field of an entity, in addition to seeing the entity. */
export type FieldRule =
  /** Every caller that may see the entity. */
  | 'seen'
  /** Of those, who may reveal personal data. */
  | 'reveal'
  /** Of those, who may decide where a provider could not. */
  | 'review'
  /** Of those, who may audit the transparency log. */
  | 'audit'
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
    environment: 'seen',
    clientReference: 'seen',
    metadata: 'seen',
    purpose: 'seen',
    assurance: 'seen',
    facts: 'seen',
    staffDecision: 'review',
    receipt: 'audit',
    identityCase: 'seen',
  },
  IdentityCase: {
    id: 'seen',
    version: 'seen',
    status: 'seen',
    purpose: 'seen',
    required: 'seen',
    user: 'seen',
    clientReference: 'seen',
    createdAt: 'seen',
    updatedAt: 'seen',
    expiresAt: 'seen',
    achieved: 'seen',
    attempts: 'seen',
    decision: 'seen',
    decisions: 'seen',
    authUrl: 'seen',
  },
  User: {
    guid: 'key',
    isRealNameVerified: 'seen',
    assurance: 'seen',
    meets: 'seen',
    facts: 'seen',
    consents: 'seen',
    latestVerification: 'seen',
    verifications: 'seen',
  },
  VerificationEvent: {
    version: 'seen',
    status: 'seen',
    previousStatus: 'seen',
    assuranceLevel: 'seen',
    secondInspection: 'seen',
    cause: 'seen',
    message: 'seen',
    occurredAt: 'seen',
    recordedAt: 'seen',
    cursor: 'seen',
    feedCursor: 'seen',
    verification: 'seen',
  },
};

/** The least that may see the owner's verifications and account. */
export const seers: ReadonlySet<Standing> = new Set(['owner', 'read']);
