import type { Verification } from '../verification/verification';
import type { CaseStatus } from './case';
import type { AttemptResult } from './decision';

/** The part of an attempt that the case looks at. */
export type AttemptState = Pick<Verification, 'status' | 'failure'>;

/** `credential`: the evidence field that is wrong if the provider answers WRONG_CREDENTIAL; null if it takes none. */
export function resultOf({ status, failure }: AttemptState, credential: string | null): AttemptResult {
  switch (status) {
    case 'APPROVED':
      return 'APPROVED';
    case 'REJECTED':
      return 'REJECTED';
    case 'AWAITING_USER':
    case 'PENDING':
    case 'IN_REVIEW':
    case 'CONFLICT':
      return 'WAITING';
    case 'BLOCKED':
    case 'EXPIRED':
    case 'CANCELED':
      return 'ENDED';
    case 'FAILED':
      if (failure?.delivery === 'UNSENT') return 'UNSENT';
      if (failure?.code === 'MISMATCH') return 'REJECTED';
      // Without the mark of an answer, bytes may have left: silence never sends a person to another provider.
      if (failure?.delivery !== 'ANSWERED') return 'SILENT';
      return failure.code === 'WRONG_CREDENTIAL' && credential !== null ? 'WRONG_CREDENTIAL' : 'NO_VERDICT';
  }
}

export type NextStep =
  /** A verdict can still come. */
  | { readonly kind: 'wait' }
  | { readonly kind: 'end'; readonly status: CaseStatus }
  /** Another method may be asked. */
  | { readonly kind: 'next' }
  /** The person must give this field again; nothing is sent before that. */
  | { readonly kind: 'needsCredential'; readonly field: string };

export interface StepRules {
  /** The attempt's credential, as for `resultOf`. */
  readonly credential: string | null;
  /** Whether the account has the level that the case needs. */
  readonly meets: boolean;
  readonly secondOpinion: boolean;
  /** Whether the purpose allows one more attempt. */
  readonly mayTryAgain: boolean;
}

/**
 * The next step of a case, by the state of its last attempt. Another provider gets a person's data only if the attempt
 * certainly did nothing, or was answered without a verdict.
 */
export function stepAfter(status: CaseStatus, attempt: AttemptState, rules: StepRules): NextStep {
  const result = resultOf(attempt, rules.credential);
  if (status !== 'OPEN') return stepAfterEnd(status, result, rules);
  switch (result) {
    case 'APPROVED':
      return verdict(rules.meets);
    case 'WAITING':
      return { kind: 'wait' };
    case 'SILENT':
      return { kind: 'end', status: 'NOT_ACHIEVED' };
    case 'REJECTED':
      return rules.secondOpinion ? nextIf(rules.mayTryAgain) : { kind: 'end', status: 'NOT_ACHIEVED' };
    case 'WRONG_CREDENTIAL':
      return rules.mayTryAgain && rules.credential !== null
        ? { kind: 'needsCredential', field: rules.credential }
        : nextIf(false);
    case 'UNSENT':
    case 'NO_VERDICT':
      return nextIf(rules.mayTryAgain);
    case 'ENDED':
      return { kind: 'end', status: endedBy(attempt) };
  }
}

/** After the end only verdicts count: they may come late, and may be taken back. */
function stepAfterEnd(status: CaseStatus, result: AttemptResult, { meets }: StepRules): NextStep {
  if (status === 'CANCELED' || status === 'NEEDS_EVIDENCE') return { kind: 'wait' };
  if (result === 'APPROVED') return status === 'ACHIEVED' ? { kind: 'wait' } : verdict(meets);
  return result === 'REJECTED' ? verdict(false) : { kind: 'wait' };
}

function verdict(meets: boolean): NextStep {
  return { kind: 'end', status: meets ? 'ACHIEVED' : 'NOT_ACHIEVED' };
}

function nextIf(mayTryAgain: boolean): NextStep {
  return mayTryAgain ? { kind: 'next' } : { kind: 'end', status: 'NOT_ACHIEVED' };
}

function endedBy({ status }: AttemptState): CaseStatus {
  if (status === 'EXPIRED') return 'EXPIRED';
  return status === 'CANCELED' ? 'CANCELED' : 'NOT_ACHIEVED';
}
