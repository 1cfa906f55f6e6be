/** Readers for single values of ucenter's bodies. They take what came; what is too odd to read is null. */
import { z } from 'zod';
import { maskFreeText } from '../../domain/masking';

/** A value that the document does not name, for the log. Holds nothing personal. */
export interface Oddity {
  readonly field: string;
  readonly value: string;
}

/** What an answer was read into, and what in it no document names. */
export interface Noted<T> {
  readonly value: T;
  readonly oddities: readonly Oddity[];
}

/** Any value, and absence. */
export const anything = z.unknown().optional();

/** Text that came as text or number; null where there is none. */
export const text = anything.transform(readText);

/** A reference is stored and searched, so one of absurd length is none. */
export const reference = anything.transform((value): string | null => {
  const found = readText(value);
  return found === null || found.length > 128 ? null : found;
});

/** A boolean that came as boolean, text or number; null where it is none of them. */
export const flag = anything.transform((value): boolean | null => {
  if (value === true || value === 'true' || value === 1 || value === '1') return true;
  if (value === false || value === 'false' || value === 0 || value === '0') return false;
  return null;
});

/**
 * A Unix time in seconds or milliseconds (providers.md). Only for a time that must be about now, as finishTime is:
 * below 1e11 it can then only be seconds.
 */
export const recentTime = anything.transform((value): Date | null => {
  const number = Number(readText(value) ?? Number.NaN);
  if (!(number > 0)) return null;
  const date = new Date(number >= 1e11 ? number : number * 1000);
  return Number.isNaN(date.getTime()) ? null : date;
});

/** ucenter's words as they may be shown. Masked before cut, so that a cut cannot hide a number from the mask. */
export function shown(words: string | null, length = 500): string | null {
  return words === null ? null : Array.from(maskFreeText(words)).slice(0, length).join('');
}

/** A value fit for a log line: a short code as it is, anything else only by its kind. */
export function loggable(value: unknown): string {
  const short = typeof value === 'number' || typeof value === 'string' ? String(value) : '';
  return /^[\w.-]{1,10}$/.test(short) ? short : `(${value === null ? 'null' : typeof value})`;
}

function readText(value: unknown): string | null {
  // An integer too long for a JSON number has lost digits on the way: better no reference than a wrong one.
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : null;
  if (typeof value !== 'string') return null;
  // Characters that no name has, and a database may refuse, become spaces.
  const found = value.replace(/[\p{Cc}\p{Cs}]/gu, ' ').trim();
  return found === '' ? null : found;
}
