import type { InputError, InputErrorCode } from '../domain/input-check';
import type { Verification } from '../domain/verification';

/** What a mutation answers: the verification, or why the request was not accepted and nothing was sent. */
export type Submission =
  | { readonly accepted: true; readonly verification: Verification }
  | { readonly accepted: false; readonly errors: readonly InputError[] };

export function accepted(verification: Verification): Submission {
  return { accepted: true, verification };
}

export function refused(path: readonly string[], code: InputErrorCode, message: string): Submission {
  return { accepted: false, errors: [{ path, code, message }] };
}

/** The same answer for what does not exist and for what is not the caller's. */
export function unknownVerification(field: string): Submission {
  return refused([field], 'UNKNOWN_REFERENCE', 'There is no such verification.');
}

export const keyReused = refused(
  ['idempotencyKey'],
  'IDEMPOTENCY_KEY_REUSED',
  'This idempotencyKey was used with other input. Use a new key for a new request.',
);

export const tooManyAttempts = refused(
  [],
  'TOO_MANY_ATTEMPTS',
  'Too many attempts. Wait a while before trying again.',
);
