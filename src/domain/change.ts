import type { Outcome } from './outcome';
import type { EventCause, Failure, PushOrder, Verification, VerificationStatus } from './verification';

/** What a fact amounts to, before it meets the table. */
export interface Change {
  readonly cause: EventCause;
  readonly status: VerificationStatus;
  readonly message: string | null;
  readonly occurredAt?: Date | undefined;
  readonly failure?: Failure | null;
  readonly ruling?: PushOrder;
  readonly outcome?: Outcome;
}

const silence: Failure = {
  code: 'PROVIDER_UNAVAILABLE',
  message: 'The provider did not answer. Please try again later.',
  providerCode: null,
  providerMessage: null,
  retryable: true,
};

/** What an outcome amounts to for a verification, whoever brought it. */
export function changeOf(current: Verification, outcome: Outcome, cause: EventCause): Change {
  const common = {
    cause,
    message: outcome.message ?? null,
    occurredAt: outcome.occurredAt,
    outcome,
  };
  switch (outcome.kind) {
    case 'awaitingUser':
      return { ...common, status: 'AWAITING_USER', failure: null };
    case 'inReview':
      return { ...common, status: 'IN_REVIEW', failure: null };
    case 'approved':
      return { ...common, status: 'APPROVED', failure: null };
    case 'rejected':
      return {
        ...common,
        status: 'REJECTED',
        failure: outcome.failure,
        message: common.message ?? outcome.failure.message,
      };
    case 'conflict':
      return { ...common, status: 'CONFLICT', failure: null };
    case 'blocked':
    case 'failed':
      return {
        ...common,
        status: outcome.kind === 'blocked' ? 'BLOCKED' : 'FAILED',
        failure: outcome.failure,
        message: common.message ?? outcome.failure.message,
      };
    case 'undecided':
      return { ...common, status: current.status };
    case 'silent':
      // Silence to the first request leaves nothing to ask by; silence to a query leaves things as they are.
      return cause === 'PROVIDER_RESPONSE'
        ? { ...common, status: 'FAILED', failure: silence, message: silence.message }
        : { ...common, status: current.status, message: 'The provider did not answer.' };
  }
}

/** An explicit refusal of a merge leads back to CONFLICT with its failure; silence stays PENDING for good. */
export function mergeChangeOf(current: Verification, outcome: Outcome): Change {
  if (outcome.kind === 'approved') return changeOf(current, outcome, 'MERGED');
  const change = changeOf(current, outcome, 'PROVIDER_RESPONSE');
  if (outcome.kind === 'silent') {
    return { cause: 'PROVIDER_RESPONSE', status: 'PENDING', message: 'The provider did not answer.' };
  }
  if (outcome.kind === 'failed' || outcome.kind === 'rejected' || outcome.kind === 'blocked') {
    const { outcome: _findings, ...refusal } = change;
    return { ...refusal, status: 'CONFLICT' };
  }
  return change;
}
