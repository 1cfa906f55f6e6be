import type { Secret } from '../privacy/secret';
import type { VerificationStatus } from '../verification/verification';
import type {
  CaseAttempt,
  CaseCause,
  CaseEvent,
  CaseStatus,
  IdentityCase,
  KeptInput,
  RecordedDecision,
} from './case';

/** The one table of allowed transitions of a case. */
const allowedTransitions: Readonly<Record<CaseStatus, readonly CaseStatus[]>> = {
  OPEN: ['OPEN', 'NEEDS_EVIDENCE', 'ACHIEVED', 'NOT_ACHIEVED', 'EXPIRED', 'CANCELED'],
  NEEDS_EVIDENCE: ['OPEN', 'NEEDS_EVIDENCE', 'ACHIEVED', 'NOT_ACHIEVED', 'EXPIRED', 'CANCELED'],
  // A second inspection can take a verdict back, and a newer audit can give it again.
  ACHIEVED: ['NOT_ACHIEVED'],
  NOT_ACHIEVED: ['ACHIEVED'],
  // We stopped waiting, but the provider did not stop working: its verdict still counts.
  EXPIRED: ['ACHIEVED', 'NOT_ACHIEVED'],
  CANCELED: [],
};

export const caseStatuses = Object.keys(allowedTransitions) as readonly CaseStatus[];

export function caseCanBecome(from: CaseStatus, to: CaseStatus): boolean {
  return allowedTransitions[from].includes(to);
}

/** True while the case waits for an attempt or for evidence. */
export function isWaiting(status: CaseStatus): boolean {
  return status === 'OPEN' || status === 'NEEDS_EVIDENCE';
}

/** The change that a fact asks for. Fields that it does not name stay as they are. */
export interface CaseChange {
  readonly status: CaseStatus;
  readonly cause: CaseCause;
  readonly attempt?: CaseAttempt;
  readonly attemptStatus?: VerificationStatus;
  readonly decision?: RecordedDecision;
  readonly kept?: Secret<KeptInput>;
  readonly avoidFace?: boolean;
}

export interface CaseTransition {
  readonly next: IdentityCase;
  readonly event: CaseEvent;
  readonly decision: RecordedDecision | null;
}

/** The case after a change, and the event that records it; null if the table does not allow the change. */
export function changeCase(current: IdentityCase, change: CaseChange, now: Date): CaseTransition | null {
  return caseCanBecome(current.status, change.status) ? transition(current, change, now) : null;
}

/** The first version of a case. `blank` has the version 0. */
export function openCase(blank: IdentityCase, change: CaseChange): CaseTransition {
  return transition(blank, change, blank.createdAt);
}

/** Destroys what is kept; status and times stay. Null if that was done before. */
export function redactCase(current: IdentityCase, now: Date): CaseTransition | null {
  if (current.redactedAt !== null) return null;
  const change: CaseChange = { status: current.status, cause: 'REDACTED' };
  return transition({ ...current, kept: null, redactedAt: now }, change, now);
}

function transition(current: IdentityCase, change: CaseChange, now: Date): CaseTransition {
  const { status, cause, attempt, attemptStatus, decision, kept, avoidFace } = change;
  const waits = isWaiting(status);
  const next: IdentityCase = {
    ...current,
    version: current.version + 1,
    status,
    avoidFace: avoidFace ?? current.avoidFace,
    attempts: attempt ? [...current.attempts, attempt] : current.attempts,
    attemptStatus: attempt ? 'PENDING' : (attemptStatus ?? current.attemptStatus),
    decisions: current.decisions + (decision ? 1 : 0),
    kept: waits && current.redactedAt === null ? (kept ?? current.kept) : null,
    updatedAt: now,
    expiresAt: waits ? current.expiresAt : null,
  };
  const event: CaseEvent = {
    caseId: next.id,
    version: next.version,
    status,
    cause,
    attempts: next.attempts.length,
    decisions: next.decisions,
    expiresAt: next.expiresAt,
    recordedAt: now,
  };
  return { next, event, decision: decision ?? null };
}
