import { type Known, maskAll, maskFreeText, maskKnown } from '../domain/privacy/masking';
import { beginningAtEnd, spelledView } from '../domain/privacy/spellings';
import type { Outcome } from '../domain/verification/outcome';
import type { Failure } from '../domain/verification/verification';
import { codeLength } from './values';

/**
 * A provider's words may repeat the person or our credentials: 姓名张三与身份证号不符. Numbers are masked in every
 * text; a name or a password is known only from the request. So the values that were sent are masked in the words that
 * came back, before they are stored or shown.
 */
export function withoutSensitive(outcome: Outcome, sent: readonly Known[]): Outcome {
  return 'failure' in outcome
    ? { ...outcome, failure: failureWithoutSensitive(outcome.failure, sent) }
    : outcome;
}

/** A callback address is a capability URL: its last part is the token. */
export function callbackTokenIn(address: string): Known {
  return [address.slice(address.lastIndexOf('/') + 1), maskAll];
}

function failureWithoutSensitive(failure: Failure, sent: readonly Known[]): Failure {
  const { providerCode, providerMessage } = failure;
  const known = sent.flatMap(asShown);
  return {
    ...failure,
    providerCode: providerCode && codeWithout(providerCode, known),
    providerMessage: providerMessage && withoutTail(maskKnown(providerMessage, known), known),
  };
}

/**
 * Numbers in the words are masked already, so a token that contains such a number is also searched for in masked form.
 */
function asShown(known: Known): readonly Known[] {
  const [value, mask] = known;
  if (!value || value.length > longestToken) return [known];
  const seen = maskFreeText(value);
  return seen === value || seen === mask(value) ? [known] : [known, [seen, () => mask(value)]];
}

/** Longer values are photos, which no words repeat. */
const longestToken = 4096;

/**
 * Only a code that was cut can end with the beginning of a value. A whole code must not be masked for that: 310 is a
 * code, and also the beginning of identity numbers from Shanghai.
 */
function codeWithout(code: string, known: readonly Known[]): string {
  const masked = maskKnown(code, known);
  return code.length < codeLength ? masked : withoutTail(masked, known);
}

/** Words are cut to a length before they come here: they can end with the beginning of a value. */
function withoutTail(words: string, known: readonly Known[]): string {
  const view = spelledView(words);
  const cuts = known.flatMap(([value]) => (value ? (beginningAtEnd(view, value) ?? []) : []));
  return cuts.length === 0 ? words : `${words.slice(0, Math.min(...cuts))}***`;
}
