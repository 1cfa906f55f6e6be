/** A case: one need to know who a person is, served by one verification or, if a provider fails, by several. */
import type { AssuranceLevel } from '../assurance/levels';
import type { Secret } from '../privacy/secret';
import type { VerificationStatus } from '../verification/verification';
import type { RoutingDecision, RoutingQuestion } from './decision';
import type { Evidence } from './evidence';

export type CaseStatus = 'OPEN' | 'NEEDS_EVIDENCE' | 'ACHIEVED' | 'NOT_ACHIEVED' | 'EXPIRED' | 'CANCELED';

/** Why a case changed. */
export type CaseCause =
  | 'REQUESTED'
  /** An attempt began. */
  | 'ATTEMPTED'
  /** An attempt came to another status. */
  | 'ATTEMPT_CHANGED'
  /** A decision found no way. */
  | 'DECIDED'
  | 'TIMED_OUT'
  | 'CANCELED'
  | 'REDACTED';

export interface CaseAttempt {
  readonly verificationId: string;
  readonly method: string;
  /** The price at the time, in the currency's smallest unit; null if none was set. */
  readonly price: number | null;
}

/** The values that are kept sealed while a case waits, so that the next attempt can be made. */
export interface KeptInput {
  /** Without codes, passwords and faces, which are never kept. */
  readonly evidence: Evidence;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

export interface IdentityCase {
  readonly id: string;
  /** Grows by exactly one with every recorded change. */
  readonly version: number;
  /** The person's account. */
  readonly guid: string;
  readonly status: CaseStatus;
  readonly purpose: string;
  /** The level that the account must reach. */
  readonly required: AssuranceLevel;
  readonly avoidFace: boolean;
  /** The only methods that the request allows; null: all. */
  readonly allow: readonly string[] | null;
  readonly clientReference: string | null;
  /** Oldest first. */
  readonly attempts: readonly CaseAttempt[];
  /** The status of the last attempt when the case last looked at it; null before the first. */
  readonly attemptStatus: VerificationStatus | null;
  /** How many decisions were recorded. */
  readonly decisions: number;
  /** Null once the case has ended. */
  readonly kept: Secret<KeptInput> | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** When it stops waiting; null once it has ended. */
  readonly expiresAt: Date | null;
  readonly redactedAt: Date | null;
}

/** One recorded change of a case: the values that it had right after it. */
export interface CaseEvent {
  readonly caseId: string;
  readonly version: number;
  readonly status: CaseStatus;
  readonly cause: CaseCause;
  readonly attempts: number;
  readonly decisions: number;
  readonly expiresAt: Date | null;
  readonly recordedAt: Date;
}

/** A decision with the question that it answers. */
export interface RecordedDecision {
  readonly question: RoutingQuestion;
  readonly decision: RoutingDecision;
}

/** The case as it stood right after an event. */
export function caseAt(current: IdentityCase, event: CaseEvent): IdentityCase {
  if (event.version === current.version) return current;
  const { version, status, expiresAt, recordedAt } = event;
  return {
    ...current,
    version,
    status,
    expiresAt,
    updatedAt: recordedAt,
    attempts: current.attempts.slice(0, event.attempts),
    decisions: event.decisions,
  };
}
