/** Readers for single values of LinkID's answers. They take what came; what is too odd to read is null. */
import { z } from 'zod';
import { maskFreeText } from '../../domain/masking';

/** Any value, and absence. */
export const anything = z.unknown().optional();

/** Text that came as text or number; null where there is none. */
export const text = anything.transform((value): string | null => {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : null;
  if (typeof value !== 'string') return null;
  // Characters that no name has, and a database may refuse, become spaces.
  const found = value.replace(/[\p{Cc}\p{Cs}]/gu, ' ').trim();
  return found === '' ? null : found;
});

/** A boolean that came as boolean, text or number; null where it is none of them. */
export const flag = anything.transform((value): boolean | null => {
  if (value === true || value === 'true' || value === 1 || value === '1') return true;
  if (value === false || value === 'false' || value === 0 || value === '0') return false;
  return null;
});

/** An address that a browser may be sent to; null for what is no http(s) address. */
export function readWebAddress(value: string | null): string | null {
  if (value === null || /\s/u.test(value) || !URL.canParse(value)) return null;
  return ['http:', 'https:'].includes(new URL(value).protocol) ? value : null;
}

/** LinkID's words as they may be shown. Masked before cut, so that a cut cannot hide a number from the mask. */
export function shown(words: string | null, length = 500): string | null {
  return words === null ? null : Array.from(maskFreeText(words)).slice(0, length).join('');
}

/** A value fit for a log line: a short code as it is, anything else only by its kind. */
export function loggable(value: unknown): string {
  const short = typeof value === 'number' || typeof value === 'string' ? String(value) : '';
  return /^[\w.-]{1,10}$/.test(short) ? short : `(${value === null ? 'null' : typeof value})`;
}

/**
 * True for what can be one segment of a path: printable ASCII, and not the dots that an address would swallow to
 * climb up to another path.
 */
export function isPathSegment(value: string): boolean {
  return /^[\x21-\x7e]{1,256}$/.test(value) && !/^\.{1,2}$/.test(value);
}
