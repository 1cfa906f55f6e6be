import { Secret } from '../../../src/domain/privacy/secret';
import type { Outcome } from '../../../src/domain/verification/outcome';
import type { Fact, Transition, TransitionRules } from '../../../src/domain/verification/transition';
import { transition } from '../../../src/domain/verification/transition';
import type {
  Failure,
  IdentityHolder,
  PushOrder,
  Verification,
  VerificationStatus,
} from '../../../src/domain/verification/verification';
import { inventedVerification, person } from '../../graphql/invented';
import { rules as assurance } from '../assurance/evidence';

/** Helpers for the tests of the state machine: one verification in any status, and facts about it. */

export const now = new Date('2025-03-01T09:00:00.000Z');
export const pendingTtlMs = 86_400_000;
export const rules: TransitionRules = {
  now,
  pendingTtlMs,
  assurance,
  identifiers: new Set(['busiSeq', 'transactionId', 'bsn']),
};

export const holder: IdentityHolder = { mobileNo: '199******34', guid: 'account-old', mergeable: true };
export const replay = '{"rnAuthPatternCode":"IMPORT","data":{"outid":"350002"}}';

export const refusal: Failure = {
  code: 'OTHER',
  message: { code: 'REQUEST_FAILED' },
  providerCode: '500',
  providerMessage: null,
  retryable: false,
};

const waiting: ReadonlySet<VerificationStatus> = new Set(['PENDING', 'AWAITING_USER', 'IN_REVIEW']);
const decided: ReadonlySet<VerificationStatus> = new Set(['APPROVED', 'REJECTED']);
const failing: ReadonlySet<VerificationStatus> = new Set(['REJECTED', 'BLOCKED', 'FAILED']);
const held: ReadonlySet<VerificationStatus> = new Set(['CONFLICT', 'BLOCKED']);

/** A verification as it may stand in a status; what waits, waits until an hour from now. */
export function standing(status: VerificationStatus, changes: Partial<Verification> = {}): Verification {
  return inventedVerification({
    status,
    version: 4,
    expiresAt: waiting.has(status) ? new Date(now.getTime() + 3_600_000) : null,
    decidedAt: decided.has(status) ? new Date('2025-03-01T08:45:00.000Z') : null,
    failure: failing.has(status) ? refusal : null,
    personal: {
      subject: Secret.of(person),
      ...(held.has(status) && { holder: Secret.of(holder) }),
      ...(status === 'CONFLICT' && { replay: Secret.of(replay) }),
    },
    ...changes,
  });
}

/** The transition, where the fact must be recorded. */
export function recorded(current: Verification, fact: Fact, at: TransitionRules = rules): Transition {
  const next = transition(current, fact, at);
  if (!next) throw new Error(`${fact.kind} was not recorded in ${current.status}`);
  return next;
}

export const auditCodes = ['0', '1', '2', '3', '4'] as const;

export type AuditCode = (typeof auditCodes)[number];

/** providers.md, OneNET: 0 approved, 1 in review, 2 rejected, 3 and 4 the second inspection. */
function auditOutcome(code: AuditCode): Outcome {
  switch (code) {
    case '0':
      return { kind: 'approved' };
    case '1':
      return { kind: 'inReview' };
    case '2':
      return { kind: 'rejected', failure: rejectionBy('2') };
    case '3':
      return { kind: 'approved', secondInspection: 'PASSED' };
    case '4':
      return { kind: 'rejected', secondInspection: 'FAILED', failure: rejectionBy('4') };
  }
}

/** The status after each code of a verification that may still change (providers.md). */
export const auditVerdict: Readonly<Record<AuditCode, VerificationStatus>> = {
  '0': 'APPROVED',
  '1': 'IN_REVIEW',
  '2': 'REJECTED',
  '3': 'APPROVED',
  '4': 'REJECTED',
};

export function rejectionBy(providerCode: string): Failure {
  return {
    code: 'REVIEW_REJECTED',
    message: { words: 'Rejected by a reviewer.' },
    providerCode,
    providerMessage: null,
    retryable: false,
  };
}

/** A push of OneNET's at a time, in milliseconds since 1970. */
export function push(
  code: AuditCode,
  time: number,
  findings: Partial<Omit<Outcome, 'kind'>> = {},
): Extract<Fact, { kind: 'pushed' }> {
  const order: PushOrder = { time, rank: auditRanks[code], tie: `${code}@${time}` };
  return {
    kind: 'pushed',
    order,
    outcome: { ...auditOutcome(code), occurredAt: new Date(time), ...findings },
  };
}

/** Of two pushes of one moment, the one that inspects rules over the one inspected. */
export const auditRanks: Readonly<Record<AuditCode, number>> = { '1': 0, '0': 1, '2': 2, '3': 3, '4': 4 };
