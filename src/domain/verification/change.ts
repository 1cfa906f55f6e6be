import { message, type Said } from '../messages/message';
import type { EventCause } from './event';
import type { Outcome } from './outcome';
import type { Failure, PushOrder, Verification, VerificationStatus } from './verification';

/** The change that a fact asks for, before the table of transitions allows or refuses it. */
export interface Change {
  readonly cause: EventCause;
  readonly status: VerificationStatus;
  readonly message: Said | null;
  readonly occurredAt?: Date | undefined;
  readonly failure?: Failure | null;
  readonly ruling?: PushOrder;
  readonly outcome?: Outcome;
}

const silence: Failure = {
  code: 'PROVIDER_UNAVAILABLE',
  message: message('PROVIDER_SILENT'),
  providerCode: null,
  providerMessage: null,
  retryable: true,
};

function silenceOf({ isUnsent }: Outcome): Failure {
  return { ...silence, delivery: isUnsent ? 'UNSENT' : 'SILENT' };
}

/** The change that an outcome asks for, from whichever fact it came. */
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
      return {
        ...common,
        status: 'BLOCKED',
        failure: outcome.failure,
        message: common.message ?? outcome.failure.message,
      };
    case 'failed':
      return {
        ...common,
        status: 'FAILED',
        failure: { ...outcome.failure, delivery: outcome.isUnsent ? 'UNSENT' : 'ANSWERED' },
        message: common.message ?? outcome.failure.message,
      };
    case 'undecided':
      return { ...common, status: current.status };
    case 'silent':
      // Without an answer to the first request there is no reference to query with. Without one to a query nothing
      // changes.
      return cause === 'PROVIDER_RESPONSE'
        ? { ...common, status: 'FAILED', failure: silenceOf(outcome), message: silence.message }
        : { ...common, status: current.status, message: message('NO_ANSWER') };
  }
}

/** A refused merge leads back to CONFLICT with its failure; a merge without an answer stays PENDING for good. */
export function mergeChangeOf(current: Verification, outcome: Outcome): Change {
  if (outcome.kind === 'approved') return changeOf(current, outcome, 'MERGED');
  const change = changeOf(current, outcome, 'PROVIDER_RESPONSE');
  if (outcome.kind === 'silent') {
    return { cause: 'PROVIDER_RESPONSE', status: 'PENDING', message: message('NO_ANSWER') };
  }
  if (outcome.kind === 'failed' || outcome.kind === 'rejected' || outcome.kind === 'blocked') {
    const { outcome: _findings, ...refusal } = change;
    return { ...refusal, status: 'CONFLICT' };
  }
  return change;
}
