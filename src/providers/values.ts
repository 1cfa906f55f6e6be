/** Readers for single values that providers send. A value that cannot be read is null. */
import { z } from 'zod';
import { openJson } from '../domain/input/json';
import { maskFreeText } from '../domain/privacy/masking';

/** Any value, or none. */
export const anything = z.unknown().optional();

/**
 * Text that came as text or number; null for any other value, for blanks, and for a number that lost digits before it
 * came here: it would name another person.
 */
export function readText(value: unknown): string | null {
  if (typeof value === 'number') return Math.abs(value) <= Number.MAX_SAFE_INTEGER ? String(value) : null;
  if (typeof value !== 'string') return null;
  // Characters that no name has, and a database may refuse, become spaces.
  const found = value.replace(/[\p{Cc}\p{Cs}]/gu, ' ').trim();
  return found === '' ? null : found;
}

export const text = anything.transform(readText);

/** A person's text in the form in which it is stored and compared; null for any other value. */
export const folded = (fold: (value: string) => string) =>
  text.transform((value) => (value === null ? null : fold(value) || null));

/** An object of the schema, also when it came as JSON text. */
export function opened<T extends z.ZodType>(schema: T) {
  return z.preprocess(openJson, schema);
}

/** A boolean that came as boolean, text or number; null for any other value. */
export const flag = anything.transform((value): boolean | null => {
  if (value === true || value === 'true' || value === 1 || value === '1') return true;
  if (value === false || value === 'false' || value === 0 || value === '0') return false;
  return null;
});

/** A reference is stored and searched, so a text of absurd length is not one. */
export function asReference(found: string | null): string | null {
  return found === null || found.length > 128 ? null : found;
}

/** An address to which a browser may be sent; null for any text that is not an http(s) address. */
export function readWebAddress(value: string | null): string | null {
  if (value === null || /\s/u.test(value) || !URL.canParse(value)) return null;
  return ['http:', 'https:'].includes(new URL(value).protocol) ? value : null;
}

/** A code is cut to this length, so a shorter one was not cut. */
export const codeLength = 32;

/** A provider's words as they may be shown. Masked before the cut, so that a cut cannot hide a number from the mask. */
export function shown(words: string | null, length = 500): string | null {
  return words === null ? null : Array.from(maskFreeText(words)).slice(0, length).join('');
}

/** A value fit for a log line: a short code as it is, any other value only by its type. */
export function loggable(value: unknown): string {
  const short = typeof value === 'number' || typeof value === 'string' ? String(value) : '';
  return /^[\w.-]{1,10}$/.test(short) ? short : `(${value === null ? 'null' : typeof value})`;
}
