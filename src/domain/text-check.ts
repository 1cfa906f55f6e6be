import type { InputErrorCode, ValueCheck } from './input-check';

/** Largest Int of GraphQL. */
const MAX_INT = 2 ** 31 - 1;

const NAME_MAX_LENGTH = 64;

/** Controls, unpaired surrogates, line separators, and the marks that make text read differently from what it is. */
const unwanted = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;

/**
 * A mainland mobile number: 11 digits (13 for the internet-of-things ranges), without country code, spaces and
 * hyphens, which are accepted and removed. Else MALFORMED.
 */
export function checkMobileNo(value: unknown): ValueCheck<string> {
  if (typeof value === 'string') {
    const digits = value
      .normalize('NFKC')
      .replace(/[\s\p{Pd}]/gu, '')
      .replace(/^(?:\+86|0086|86)/, '');
    if (/^1[3-9]\d{9}$/.test(digits) || /^1(?:0[46]|4[14])\d{10}$/.test(digits)) {
      return { ok: true, value: digits };
    }
  }
  return fault('MALFORMED', 'Expected a mainland mobile number of 11 digits, or an IoT number of 13.');
}

/**
 * Text of one line, composed and trimmed. REQUIRED when blank, MALFORMED with control characters, TOO_LONG above
 * `maxLength` code points.
 */
export function checkText(
  label: string,
  options: { readonly maxLength: number },
): (value: unknown) => ValueCheck<string> {
  return (value) => {
    if (typeof value !== 'string') return fault('MALFORMED', `${label} must be text.`);
    const text = compose(value).trim();
    if (text === '') return fault('REQUIRED', `${label} is required.`);
    if (unwanted.test(text)) return fault('MALFORMED', `${label} must not contain control characters.`);
    if (longerThan(text, options.maxLength)) return tooLong(label, options.maxLength);
    return { ok: true, value: text };
  };
}

/** A person's name of at most 64 characters with at least one letter. Full-width Latin becomes plain Latin. */
export function checkName(value: unknown): ValueCheck<string> {
  const checked = checkText('The name', { maxLength: NAME_MAX_LENGTH })(
    typeof value === 'string'
      ? value.replace(/[\uFF01-\uFF5E\u3000]+/g, (run) => run.normalize('NFKC'))
      : value,
  );
  return checked.ok && !/\p{L}/u.test(checked.value)
    ? fault('MALFORMED', 'The name must contain at least one letter.')
    : checked;
}

/** A password exactly as it was typed: 1 to `maxLength` characters. REQUIRED when empty, TOO_LONG above. */
export function checkPassword(
  label: string,
  options: { readonly maxLength: number },
): (value: unknown) => ValueCheck<string> {
  return (value) => {
    if (typeof value !== 'string') return fault('MALFORMED', `${label} must be text.`);
    if (value === '') return fault('REQUIRED', `${label} is required.`);
    return longerThan(value, options.maxLength) ? tooLong(label, options.maxLength) : { ok: true, value };
  };
}

/** A whole number from 1 to 2^31-1. OUT_OF_RANGE for any other number, MALFORMED for what is no number. */
export function checkPositiveInt(label: string): (value: unknown) => ValueCheck<number> {
  return (value) => {
    if (typeof value !== 'number') return fault('MALFORMED', `${label} must be a number.`);
    return Number.isInteger(value) && value >= 1 && value <= MAX_INT
      ? { ok: true, value }
      : fault('OUT_OF_RANGE', `${label} must be a whole number from 1 to ${MAX_INT}.`);
  };
}

/** `min` to `max` decimal digits, such as an SMS code; full-width digits are accepted and normalised. */
export function checkDigits(
  label: string,
  length: { readonly min: number; readonly max: number },
): (value: unknown) => ValueCheck<string> {
  return (value) => {
    const digits = typeof value === 'string' ? value.normalize('NFKC').trim() : '';
    return /^\d+$/.test(digits) && digits.length >= length.min && digits.length <= length.max
      ? { ok: true, value: digits }
      : fault('MALFORMED', `${label} must be ${length.min} to ${length.max} digits.`);
  };
}

/** A consent that only `true` gives; anything else is NOT_ALLOWED. */
export function checkBooleanTrue(label: string): (value: unknown) => ValueCheck<true> {
  return (value) =>
    value === true ? { ok: true, value } : fault('NOT_ALLOWED', `${label} must be true to go on.`);
}

/** One of the given words, in exactly that spelling; anything else is NOT_ALLOWED. */
export function checkOneOf<const T extends string>(
  label: string,
  values: readonly T[],
): (value: unknown) => ValueCheck<T> {
  return (value) => {
    const found = values.find((candidate) => candidate === value);
    return found === undefined
      ? fault('NOT_ALLOWED', `${label} must be one of: ${values.join(', ')}.`)
      : { ok: true, value: found };
  };
}

/**
 * NFC, except for Chinese characters: NFC replaces the compatibility ideographs (U+F900 …) by look-alikes, and a
 * register that holds a name with one of them would no longer find the person.
 */
function compose(text: string): string {
  return text.replace(/\P{Script=Han}+/gu, (run) => run.normalize('NFC'));
}

function longerThan(text: string, maxLength: number): boolean {
  // A code point takes at most two units, so the costly count is needed only in between.
  if (text.length <= maxLength) return false;
  return text.length > 2 * maxLength || [...text].length > maxLength;
}

function tooLong(label: string, maxLength: number): ValueCheck<never> {
  return fault('TOO_LONG', `${label} must have at most ${maxLength} characters.`);
}

function fault(code: InputErrorCode, message: string): ValueCheck<never> {
  return { ok: false, code, message };
}
