import type { OperationResult } from 'urql';
import type { RecordedConsentFragment } from '../../generated/operations.ts';
import { failureOf, type SubmitOutcome } from '../submission.ts';

/** The data of every mutation about a consent: operations/*.graphql use this alias for the field. */
export interface RecordedConsent {
  readonly recorded: RecordedConsentFragment;
}

export function consentOutcomeOf({ data, error }: OperationResult<RecordedConsent>): SubmitOutcome {
  if (data?.recorded.consent) return { kind: 'accepted', id: data.recorded.consent.id };
  if (data) return { kind: 'refused', errors: data.recorded.inputErrors };
  return { kind: 'failed', failure: failureOf(error) };
}
