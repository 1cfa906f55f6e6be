import type { InputError, InputErrorCode } from '../../domain/input/input-check';
import type { Message, MessageCode } from '../../domain/messages/message';
import type { IdentityCase } from '../../domain/routing/case';
import { type Refusal, refused } from '../verification/submission';

/** The answer to a mutation about a case: the case, or why the request was not accepted and nothing was sent. */
export type CaseAnswer =
  | { readonly accepted: true; readonly identityCase: IdentityCase }
  | { readonly accepted: false; readonly errors: readonly InputError[] };

export function acceptedCase(identityCase: IdentityCase): CaseAnswer {
  return { accepted: true, identityCase };
}

export function refusedCase(
  path: readonly string[],
  code: InputErrorCode,
  sentence: MessageCode,
  values?: Message['values'],
): Refusal {
  return refused(path, code, sentence, values);
}

/** The same answer for a case that does not exist and for one that is not the caller's. */
export const unknownCase = refused(['id'], 'UNKNOWN_REFERENCE', 'NO_SUCH_CASE');
