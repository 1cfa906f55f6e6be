import type { VerificationStatus } from './verification';

/**
 * The one table of allowed transitions. No other transition happens: a fact that would need one is still recorded, as
 * an event that changes no status.
 */
const allowedTransitions: Readonly<Record<VerificationStatus, readonly VerificationStatus[]>> = {
  PENDING: [
    'AWAITING_USER',
    'IN_REVIEW',
    'APPROVED',
    'REJECTED',
    'CONFLICT',
    'BLOCKED',
    'FAILED',
    'EXPIRED',
    'CANCELED',
  ],
  AWAITING_USER: ['PENDING', 'IN_REVIEW', 'APPROVED', 'REJECTED', 'FAILED', 'EXPIRED', 'CANCELED'],
  IN_REVIEW: ['APPROVED', 'REJECTED', 'EXPIRED', 'CANCELED'],
  // A later push can take a verdict back: a second inspection, or simply a newer audit.
  APPROVED: ['IN_REVIEW', 'REJECTED'],
  REJECTED: ['IN_REVIEW', 'APPROVED'],
  // PENDING while a merge is under way; a refused merge leads back to CONFLICT.
  CONFLICT: ['PENDING', 'CANCELED'],
  BLOCKED: [],
  FAILED: [],
  // We stopped waiting, but the provider did not stop working: its verdict still counts.
  EXPIRED: ['APPROVED', 'REJECTED'],
  CANCELED: [],
};

const undecidedStatuses: ReadonlySet<VerificationStatus> = new Set(['AWAITING_USER', 'PENDING', 'IN_REVIEW']);

export const verificationStatuses = Object.keys(allowedTransitions) as readonly VerificationStatus[];

/** True when a verification may change from one status to the other; staying in a status is not a change. */
export function canBecome(from: VerificationStatus, to: VerificationStatus): boolean {
  return allowedTransitions[from].includes(to);
}

/** True while we wait for the person or the provider, and may stop waiting. */
export function isUndecided(status: VerificationStatus): boolean {
  return undecidedStatuses.has(status);
}

const statusesForStaff: ReadonlySet<VerificationStatus> = new Set([
  ...undecidedStatuses,
  'CONFLICT',
  'BLOCKED',
]);

/** True if staff may decide: the provider has not decided, or cannot. */
export function isForStaff(status: VerificationStatus): boolean {
  return statusesForStaff.has(status);
}

/** True when the provider has given its verdict. */
export function isVerdict(status: VerificationStatus): boolean {
  return status === 'APPROVED' || status === 'REJECTED';
}
