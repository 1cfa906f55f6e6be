import type { CombinedError, OperationResult } from 'urql';
import type { SubmittedFragment } from '../generated/operations.ts';
import type { Texts } from './language/texts.ts';

/** The data of every mutation of this page: operations/*.graphql use this alias for the field. */
export interface Submission {
  readonly submitted: SubmittedFragment;
}

export type InputError = SubmittedFragment['inputErrors'][number];

export type SubmitOutcome =
  | { readonly kind: 'accepted'; readonly id: string }
  /** Nothing was sent to a provider. */
  | { readonly kind: 'refused'; readonly errors: readonly InputError[] }
  /** No answer, or one that the schema does not foresee. */
  | { readonly kind: 'failed'; readonly failure: RequestFailure };

export type RequestFailure =
  | { readonly kind: 'unreachable' }
  /** The service's texts about requests are for developers: the page shows their code in a sentence of its own. */
  | { readonly kind: 'error'; readonly code: string };

export function outcomeOf({ data, error }: OperationResult<Submission>): SubmitOutcome {
  if (data?.submitted.verification) return { kind: 'accepted', id: data.submitted.verification.id };
  if (data) return { kind: 'refused', errors: data.submitted.inputErrors };
  return { kind: 'failed', failure: failureOf(error) };
}

export function failureOf(error: CombinedError | undefined): RequestFailure {
  const [first] = error?.graphQLErrors ?? [];
  if (!first) return { kind: 'unreachable' };
  return { kind: 'error', code: String(first.extensions['code'] ?? 'INTERNAL_SERVER_ERROR') };
}

/** The failure as a sentence in the language of the page. */
export function failureText(failure: RequestFailure, { view }: Texts): string {
  return failure.kind === 'unreachable' ? view.unreachable : `${view.refused} ${failure.code}`;
}

/** The errors of one field; `path` begins with its name. */
export function errorsAt(errors: readonly InputError[], field: string): readonly InputError[] {
  return errors.filter(({ path }) => path[0] === field);
}

/** The errors that belong to none of the visible fields. */
export function errorsElsewhere(
  errors: readonly InputError[],
  fields: readonly string[],
): readonly InputError[] {
  return errors.filter(({ path: [field = ''] }) => !fields.includes(field));
}
