import {
  canBecome,
  isUndecided,
  isVerdict,
  verificationStatuses,
} from '../../../src/domain/verification/status';
import type { VerificationStatus } from '../../../src/domain/verification/verification';

const all: readonly VerificationStatus[] = [
  'AWAITING_USER',
  'PENDING',
  'IN_REVIEW',
  'APPROVED',
  'REJECTED',
  'CONFLICT',
  'BLOCKED',
  'FAILED',
  'EXPIRED',
  'CANCELED',
];

/** The transitions in providers.md and design.md; no other is allowed. */
const allowed: ReadonlySet<string> = new Set([
  // A request was sent: any answer may come, none may come in time, the person may give up.
  'PENDING → AWAITING_USER',
  'PENDING → IN_REVIEW',
  'PENDING → APPROVED',
  'PENDING → REJECTED',
  'PENDING → CONFLICT',
  'PENDING → BLOCKED',
  'PENDING → FAILED',
  'PENDING → EXPIRED',
  'PENDING → CANCELED',
  // The person has a page to go to: they come back (and the provider is silent), or a push tells.
  'AWAITING_USER → PENDING',
  'AWAITING_USER → IN_REVIEW',
  'AWAITING_USER → APPROVED',
  'AWAITING_USER → REJECTED',
  'AWAITING_USER → FAILED',
  'AWAITING_USER → EXPIRED',
  'AWAITING_USER → CANCELED',
  'IN_REVIEW → APPROVED',
  'IN_REVIEW → REJECTED',
  'IN_REVIEW → EXPIRED',
  'IN_REVIEW → CANCELED',
  // "The newest responseTime rules": a newer push takes a verdict back, or back to review.
  'APPROVED → REJECTED',
  'APPROVED → IN_REVIEW',
  'REJECTED → APPROVED',
  'REJECTED → IN_REVIEW',
  // The merge is under way, or the person gives it up.
  'CONFLICT → PENDING',
  'CONFLICT → CANCELED',
  // "A verdict that arrives after EXPIRED still counts; after CANCELED it is recorded and changes nothing."
  'EXPIRED → APPROVED',
  'EXPIRED → REJECTED',
]);

const pairs = all.flatMap((from) => all.map((to) => ({ from, to, name: `${from} → ${to}` })));

describe('canBecome', () => {
  it.each(pairs.filter(({ name }) => allowed.has(name)))('allows $name', ({ from, to }) => {
    expect(canBecome(from, to)).toBe(true);
  });

  it.each(pairs.filter(({ name }) => !allowed.has(name)))('does not allow $name', ({ from, to }) => {
    expect(canBecome(from, to)).toBe(false);
  });
});

describe('the statuses of a verification', () => {
  it('are those of the contract', () => {
    expect([...verificationStatuses].sort()).toEqual([...all].sort());
  });

  it('count as undecided while the person or the provider has still to act', () => {
    expect(all.filter(isUndecided)).toEqual(['AWAITING_USER', 'PENDING', 'IN_REVIEW']);
  });

  it('count as a verdict only if the provider approved or rejected', () => {
    expect(all.filter(isVerdict)).toEqual(['APPROVED', 'REJECTED']);
  });
});
