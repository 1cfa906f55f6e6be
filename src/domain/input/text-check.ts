import { foldNumber, foldText } from './fold';
import { fault, type ValueCheck } from './input-check';

/** Largest Int of GraphQL. */
const MAX_INT = 2 ** 31 - 1;

const NAME_MAX_LENGTH = 64;

/** Control characters, unpaired surrogates, line separators, and marks that make a text read in another order. */
const unwanted = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;

/**
 * Traces of programs that handled the name before us: an empty variable as text, text escaped for a web page (browsers
 * accept it without the semicolon), bytes that were read in the wrong encoding.
 */
const traces = /^(?:null|undefined)$|&(?:#|[a-z])|\ufffd/i;

/**
 * A mainland mobile number of 11 digits (13 for the internet of things). The country code, `tel:`, brackets, blanks and
 * dashes are accepted and removed. Otherwise MALFORMED.
 */
export function checkMobileNo(value: unknown): ValueCheck<string> {
  if (typeof value === 'string') {
    const digits = foldNumber(value).replace(/^(?:TEL:)?(?:\+86|0086|86)?/, '');
    if (/^1[3-9]\d{9}$/.test(digits) || /^1(?:0[46]|4[14])\d{10}$/.test(digits)) {
      return { ok: true, value: digits };
    }
  }
  return fault('MALFORMED', 'PHONE_FORM');
}

/**
 * Text of one line, folded. REQUIRED when blank, MALFORMED with control characters, TOO_LONG above `maxLength` code
 * points.
 */
export function checkText(
  label: string,
  options: { readonly maxLength: number },
): (value: unknown) => ValueCheck<string> {
  return (value) => checkLine(label, options.maxLength, value, foldText);
}

/** A number or code that is not only digits, such as a school number: folded as one, otherwise as `checkText`. */
export function checkCode(
  label: string,
  options: { readonly maxLength: number },
): (value: unknown) => ValueCheck<string> {
  return (value) => checkLine(label, options.maxLength, value, foldNumber);
}

/**
 * Text that is not a person's: a credential, an application's own value. It is not folded, and only loses the blanks
 * around it; otherwise as `checkText`.
 */
export function checkVerbatim(
  label: string,
  options: { readonly maxLength: number },
): (value: unknown) => ValueCheck<string> {
  return (value) => checkLine(label, options.maxLength, value, (text) => text.trim());
}

/**
 * A person's name of at most 64 characters, folded, with at least one letter. MALFORMED with a digit, with an HTML
 * entity or U+FFFD, or when it is the word null or undefined.
 */
export function checkName(value: unknown): ValueCheck<string> {
  const checked = checkText('The name', { maxLength: NAME_MAX_LENGTH })(value);
  if (!checked.ok) return checked;
  if (!/\p{L}/u.test(checked.value)) return fault('MALFORMED', 'NAME_NEEDS_LETTER');
  if (/[\p{Nd}\p{No}]/u.test(checked.value)) return fault('MALFORMED', 'NAME_WITHOUT_DIGITS');
  return traces.test(checked.value) ? fault('MALFORMED', 'NAME_AS_WRITTEN') : checked;
}

/** The check judges the folded text, and the text goes on as it was typed: for fields that are signed. */
export function checkTyped<T>(
  check: (value: unknown) => ValueCheck<T>,
): (value: unknown) => ValueCheck<{ readonly typed: string; readonly folded: T }> {
  return (value) => {
    const checked = check(value);
    if (!checked.ok) return checked;
    return { ok: true, value: { typed: String(value), folded: checked.value } };
  };
}

/** A password exactly as it was typed: 1 to `maxLength` characters. REQUIRED when empty, TOO_LONG above. */
export function checkPassword(
  label: string,
  options: { readonly maxLength: number },
): (value: unknown) => ValueCheck<string> {
  return (value) => {
    if (typeof value !== 'string') return fault('MALFORMED', 'TEXT_EXPECTED', { field: label });
    if (value === '') return fault('REQUIRED', 'FIELD_REQUIRED', { field: label });
    return longerThan(value, options.maxLength) ? tooLong(label, options.maxLength) : { ok: true, value };
  };
}

/** A whole number from 1 to 2^31-1. OUT_OF_RANGE for any other number, MALFORMED for a value of another type. */
export function checkPositiveInt(label: string): (value: unknown) => ValueCheck<number> {
  return (value) => {
    if (typeof value !== 'number') return fault('MALFORMED', 'NUMBER_EXPECTED', { field: label });
    return Number.isInteger(value) && value >= 1 && value <= MAX_INT
      ? { ok: true, value }
      : fault('OUT_OF_RANGE', 'WHOLE_NUMBER', { field: label, max: MAX_INT });
  };
}

/** `min` to `max` decimal digits after folding, such as an SMS code. Otherwise MALFORMED. */
export function checkDigits(
  label: string,
  length: { readonly min: number; readonly max: number },
): (value: unknown) => ValueCheck<string> {
  return (value) => {
    const digits = typeof value === 'string' ? foldNumber(value) : '';
    return /^\d+$/.test(digits) && digits.length >= length.min && digits.length <= length.max
      ? { ok: true, value: digits }
      : fault('MALFORMED', 'DIGITS_BETWEEN', { field: label, ...length });
  };
}

/** A consent that only `true` gives; any other value is NOT_ALLOWED. */
export function checkBooleanTrue(label: string): (value: unknown) => ValueCheck<true> {
  return (value) =>
    value === true ? { ok: true, value } : fault('NOT_ALLOWED', 'MUST_BE_TRUE', { field: label });
}

/** One of the given words, in exactly that spelling; any other value is NOT_ALLOWED. */
export function checkOneOf<const T extends string>(
  label: string,
  values: readonly T[],
): (value: unknown) => ValueCheck<T> {
  return (value) => {
    const found = values.find((candidate) => candidate === value);
    return found === undefined
      ? fault('NOT_ALLOWED', 'ONE_OF', { field: label, values: values.join(', ') })
      : { ok: true, value: found };
  };
}

function checkLine(
  label: string,
  maxLength: number,
  value: unknown,
  fold: (text: string) => string,
): ValueCheck<string> {
  if (typeof value !== 'string') return fault('MALFORMED', 'TEXT_EXPECTED', { field: label });
  // Folding a text costs more than finding that it is far too long. It can shorten a text, but not to a tenth.
  if (value.length > 10 * maxLength) return tooLong(label, maxLength);
  const text = fold(value);
  if (text === '') return fault('REQUIRED', 'FIELD_REQUIRED', { field: label });
  if (unwanted.test(text)) return fault('MALFORMED', 'CONTROL_CHARACTERS', { field: label });
  return longerThan(text, maxLength) ? tooLong(label, maxLength) : { ok: true, value: text };
}

function longerThan(text: string, maxLength: number): boolean {
  // A code point takes at most two units, so the costly count is needed only in between.
  if (text.length <= maxLength) return false;
  return text.length > 2 * maxLength || [...text].length > maxLength;
}

function tooLong(label: string, maxLength: number): ValueCheck<never> {
  return fault('TOO_LONG', 'MOST_CHARACTERS', { field: label, max: maxLength });
}
