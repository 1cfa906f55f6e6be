import type { CombinedError, OperationResult } from 'urql';
import type { SubmittedFragment, VerificationInputErrorCode } from '../generated/operations.ts';

/** The data of every mutation of this page: operations/*.graphql call the field so. */
export interface Submission {
  readonly submitted: SubmittedFragment;
}

export type InputError = SubmittedFragment['inputErrors'][number];

export type SubmitOutcome =
  | { readonly kind: 'accepted'; readonly id: string }
  /** Nothing was sent to a provider. */
  | { readonly kind: 'refused'; readonly errors: readonly InputError[] }
  /** No answer, or none that the schema foresees. */
  | { readonly kind: 'failed'; readonly failure: RequestFailure };

export type RequestFailure =
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'error'; readonly message: string };

export function outcomeOf({ data, error }: OperationResult<Submission>): SubmitOutcome {
  if (data?.submitted.verification) return { kind: 'accepted', id: data.submitted.verification.id };
  if (data) return { kind: 'refused', errors: data.submitted.inputErrors };
  return { kind: 'failed', failure: failureOf(error) };
}

export function failureOf(error: CombinedError | undefined): RequestFailure {
  const [first] = error?.graphQLErrors ?? [];
  return first ? { kind: 'error', message: first.message } : { kind: 'unreachable' };
}

/** The errors of one field; `path` begins with its name. */
export function errorsAt(errors: readonly InputError[], field: string): readonly InputError[] {
  return errors.filter(({ path }) => path[0] === field);
}

/** The errors that belong to none of the fields that are shown. */
export function errorsElsewhere(
  errors: readonly InputError[],
  fields: readonly string[],
): readonly InputError[] {
  return errors.filter(({ path: [field = ''] }) => !fields.includes(field));
}

/** In the reader's language where there are words for it. */
export function errorText(
  { code, message }: InputError,
  words: Readonly<Record<VerificationInputErrorCode, string>> | null,
): string {
  return words?.[code] ?? message;
}
