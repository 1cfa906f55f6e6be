import type { OperationResult } from 'urql';
import type { SubmittedCaseFragment } from '../../generated/operations.ts';
import { failureOf, type InputError, type SubmitOutcome } from '../submission.ts';

/** The data of every mutation about a case: operations/*.graphql use this alias for the field. */
export interface CaseSubmission {
  readonly submitted: SubmittedCaseFragment;
}

/** As `outcomeOf` for a verification. The paths of errors begin with the field of the form. */
export function caseOutcomeOf({ data, error }: OperationResult<CaseSubmission>): SubmitOutcome {
  if (data?.submitted.identityCase) return { kind: 'accepted', id: data.submitted.identityCase.id };
  if (!data) return { kind: 'failed', failure: failureOf(error) };
  return { kind: 'refused', errors: data.submitted.inputErrors.map(inForm) };
}

function inForm(error: InputError): InputError {
  const [first, ...rest] = error.path;
  return first === 'evidence' ? { ...error, path: rest } : error;
}
