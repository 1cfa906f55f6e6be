/**
 * How sure we may be that the person behind an account is who the account says (docs/front-end.md, "Gate a feature").
 *
 * - evidence: the parts of one verification that the rules use.
 * - identity: how well the name is known. binding: how the person is tied to it. channel: how the outcome reached us.
 * - level: the sum of the three by the deployment's policy.
 */
import type { Verification } from '../verification/verification';
import type { AssuranceLevel } from './levels';

/** In rising order. */
export const identityEvidences = ['NONE', 'CLAIMED', 'MATCHED', 'AUTHORITATIVE'] as const;
export type IdentityEvidence = (typeof identityEvidences)[number];

/** In rising order. */
export const personBindings = ['NONE', 'POSSESSION', 'FACE', 'LIVE_FACE'] as const;
export type PersonBinding = (typeof personBindings)[number];

export type ResultChannel = 'NONE' | 'REDIRECT' | 'UNSIGNED_PUSH' | 'AUTHENTICATED' | 'CORROBORATED';

export type AssuranceReasonCode =
  | 'METHOD'
  | 'NOT_APPROVED'
  | 'UNSIGNED_CHANNEL'
  | 'CORROBORATED'
  | 'PHONE_CONFIRMED'
  | 'SECOND_INSPECTION_PASSED'
  | 'SECOND_INSPECTION_FAILED'
  | 'STAFF_DECISION'
  | 'IDENTITY_INCONSISTENT'
  | 'LAPSED'
  | 'CERTIFICATE_ENDED'
  | 'SANDBOX'
  | 'MERGED_AWAY'
  | 'REDACTED';

export interface Assurance {
  readonly level: AssuranceLevel;
  readonly identity: IdentityEvidence;
  readonly binding: PersonBinding;
  readonly channel: ResultChannel;
  /** Every rule that made, raised or lowered the level. */
  readonly reasons: readonly AssuranceReasonCode[];
  /** The moment at which the level lapses; null if it does not. */
  readonly validUntil: Date | null;
  /** Name and version of the policy that judged, e.g. default/1. */
  readonly policy: string;
}

/** The parts of a verification that the rules use. */
export type Evidence = Pick<
  Verification,
  | 'method'
  | 'status'
  | 'secondInspection'
  | 'decidedAt'
  | 'verdictBy'
  | 'environment'
  | 'movedAt'
  | 'redactedAt'
  | 'certificateEndsAt'
  | 'personal'
>;

/** The value that comes later in `order`. */
export function higher<Value extends string>(order: readonly Value[], a: Value, b: Value): Value {
  return order.indexOf(a) >= order.indexOf(b) ? a : b;
}
