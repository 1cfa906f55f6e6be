import { message } from '../messages/message';
import { Secret } from '../privacy/secret';
import { eventOf, type Transition, type TransitionRules } from './apply';
import type { Change } from './change';
import { isForStaff, isVerdict } from './status';
import type { Failure, StaffDecisionKind, Verification } from './verification';

/** The decision of a member of staff, and its reason. */
export interface StaffVerdict {
  readonly decision: StaffDecisionKind;
  readonly callerGuid: string;
  readonly reason: string;
}

/**
 * Applies a decision of staff, to which the table of transitions does not apply: staff decide what providers cannot.
 */
export function decide(
  current: Verification,
  verdict: StaffVerdict,
  rules: TransitionRules,
): Transition | null {
  if (!isForStaff(current.status)) return null;
  const { decision, callerGuid, reason } = verdict;
  const change = changeOf(decision);
  const { holder: _holder, replay: _replay, ...kept } = current.personal;
  const next: Verification = {
    ...current,
    version: current.version + 1,
    status: change.status,
    verdictBy: 'STAFF',
    staffDecision: { decision, callerGuid, decidedAt: rules.now },
    failure: change.failure ?? null,
    // After redaction there is no key left to seal the reason with.
    personal: current.redactedAt === null ? { ...kept, staffReason: Secret.of(reason) } : {},
    updatedAt: rules.now,
    expiresAt: null,
    decidedAt: isVerdict(change.status) ? rules.now : current.decidedAt,
  };
  return { verification: next, event: eventOf(current, next, change, rules) };
}

/** The reason is not part of the change: more people may read the history than the reason. */
function changeOf(decision: StaffDecisionKind): Change {
  switch (decision) {
    case 'APPROVE':
      return { cause: 'STAFF', status: 'APPROVED', message: message('APPROVED_BY_STAFF') };
    case 'REJECT':
      return {
        cause: 'STAFF',
        status: 'REJECTED',
        message: rejectedByStaff.message,
        failure: rejectedByStaff,
      };
    case 'CLOSE':
      return { cause: 'STAFF', status: 'CANCELED', message: message('CLOSED_BY_STAFF') };
  }
}

const rejectedByStaff: Failure = {
  code: 'REVIEW_REJECTED',
  message: message('REJECTED_BY_STAFF'),
  providerCode: null,
  providerMessage: null,
  retryable: false,
};
