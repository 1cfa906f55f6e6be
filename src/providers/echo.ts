import { type Known, maskAll, maskFreeText, maskKnown } from '../domain/masking';
import type { Outcome } from '../domain/outcome';
import type { Failure } from '../domain/verification';
import { codeLength } from './values';

/**
 * A provider's words may repeat what they are about, or what we showed it: 姓名张三与身份证号不符. Numbers are masked
 * wherever they stand; a name or a password is known only from the request, so that what was sent is masked in what
 * came back, before anybody stores it or sees it.
 */
export function withoutEcho(outcome: Outcome, sent: readonly Known[]): Outcome {
  return 'failure' in outcome ? { ...outcome, failure: failureWithoutEcho(outcome.failure, sent) } : outcome;
}

/** The address of a door is a capability, and its last part is what makes it one. */
export function doorIn(address: string): Known {
  return [address.slice(address.lastIndexOf('/') + 1), maskAll];
}

function failureWithoutEcho(failure: Failure, sent: readonly Known[]): Failure {
  const { providerCode, providerMessage } = failure;
  const known = sent.flatMap(asShown);
  return {
    ...failure,
    providerCode: providerCode && codeWithout(providerCode, known),
    providerMessage: providerMessage && withoutTail(maskKnown(providerMessage, known), known),
  };
}

/** Words come here with the numbers in them masked: a token that has such a number inside is looked for so, too. */
function asShown([value, mask]: Known): readonly Known[] {
  const seen = value && maskFreeText(value);
  return !seen || seen === value || seen === mask(value)
    ? [[value, mask]]
    : [
        [value, mask],
        [seen, () => mask(value)],
      ];
}

/** A whole code ends with nobody's number: 310 is a code, and how the number of everybody from Shanghai begins. */
function codeWithout(code: string, known: readonly Known[]): string {
  const masked = maskKnown(code, known);
  return code.length < codeLength ? masked : withoutTail(masked, known);
}

/** Words are cut to a length before they come here: what they end with can be the beginning of a value. */
function withoutTail(words: string, known: readonly Known[]): string {
  const cuts = known.flatMap(([value]) => {
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
