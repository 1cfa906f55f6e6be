import { type Known, maskKnown } from '../domain/masking';
import type { Outcome } from '../domain/outcome';
import type { Failure } from '../domain/verification';

/**
 * A provider's words may repeat what they are about, or what we showed it: 姓名张三与身份证号不符. Numbers are masked
 * wherever they stand; a name or a password is known only from the request, so that what was sent is masked in what
 * came back, before anybody stores it or sees it.
 */
export function withoutEcho(outcome: Outcome, sent: readonly Known[]): Outcome {
  return 'failure' in outcome ? { ...outcome, failure: failureWithoutEcho(outcome.failure, sent) } : outcome;
}

export function failureWithoutEcho(failure: Failure, sent: readonly Known[]): Failure {
  const { providerCode, providerMessage } = failure;
  const clean = (words: string | null) => words && withoutTail(maskKnown(words, sent), sent);
  return { ...failure, providerCode: clean(providerCode), providerMessage: clean(providerMessage) };
}

/** Words are cut to a length before they come here: what they end with can be the beginning of a value. */
function withoutTail(words: string, sent: readonly Known[]): string {
  const cuts = sent.flatMap(([value]) => {
    const beginning = value ? beginningAtEnd(words, value) : 0;
    return beginning > 0 ? [words.length - beginning] : [];
  });
  return cuts.length === 0 ? words : `${words.slice(0, Math.min(...cuts))}***`;
}

/** Shorter ones come about by chance, and tell nobody anything. */
const shortestBeginning = 3;

/** Length of the longest beginning of the value, less than all of it, with which the words end; 0 where none does. */
function beginningAtEnd(words: string, value: string): number {
  for (let length = Math.min(value.length - 1, words.length); length >= shortestBeginning; length -= 1) {
    if (words.endsWith(value.slice(0, length))) return length;
  }
  return 0;
}
