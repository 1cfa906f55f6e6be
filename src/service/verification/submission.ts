import type { InputError, InputErrorCode } from '../../domain/input/input-check';
import { type Message, type MessageCode, message } from '../../domain/messages/message';
import type { Verification } from '../../domain/verification/verification';

/** The answer to a mutation: the verification, or why the request was not accepted and nothing was sent. */
export type Submission =
  | { readonly accepted: true; readonly verification: Verification }
  | { readonly accepted: false; readonly errors: readonly InputError[] };

export function accepted(verification: Verification): Submission {
  return { accepted: true, verification };
}

/** A request that was not accepted: nothing was sent. */
export type Refusal = Extract<Submission, { readonly accepted: false }>;

export function refused(
  path: readonly string[],
  code: InputErrorCode,
  sentence: MessageCode,
  values?: Message['values'],
): Refusal {
  return { accepted: false, errors: [inputError(path, code, sentence, values)] };
}

export function inputError(
  path: readonly string[],
  code: InputErrorCode,
  sentence: MessageCode,
  values?: Message['values'],
): InputError {
  return { path, code, message: message(sentence, values) };
}

/** The same answer for a verification that does not exist and for one that is not the caller's. */
export function unknownVerification(field: string): Refusal {
  return refused([field], 'UNKNOWN_REFERENCE', 'NO_SUCH_VERIFICATION');
}

export const keyReused = refused(['idempotencyKey'], 'IDEMPOTENCY_KEY_REUSED', 'KEY_REUSED');

export function tooManyAttempts({
  retryAt,
  path = [],
}: {
  readonly retryAt: Date;
  readonly path?: readonly string[];
}): Refusal {
  return { accepted: false, errors: [{ ...inputError(path, 'TOO_MANY_ATTEMPTS', 'TOO_MANY'), retryAt }] };
}
