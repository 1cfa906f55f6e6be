/** Readers for single values of what providers send. They take what came; what is too odd to read is null. */
import { z } from 'zod';
import { maskFreeText } from '../domain/masking';

/** Any value, and absence. */
export const anything = z.unknown().optional();

/**
 * Text that came as text or number; null where there is none. Numbers are as they arrived, rounded ones too: for codes
 * and times, and for what is only compared with what was read alike.
 */
export function readText(value: unknown): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : null;
  if (typeof value !== 'string') return null;
  // Characters that no name has, and a database may refuse, become spaces.
  const found = value.replace(/[\p{Cc}\p{Cs}]/gu, ' ').trim();
  return found === '' ? null : found;
}

/** As readText, for what says who or which one: of a number that has lost digits on its way, better nothing than that. */
export function readExactText(value: unknown): string | null {
  return typeof value === 'number' && !Number.isSafeInteger(value) ? null : readText(value);
}

export const text = anything.transform(readExactText);

/** A boolean that came as boolean, text or number; null where it is none of them. */
export const flag = anything.transform((value): boolean | null => {
  if (value === true || value === 'true' || value === 1 || value === '1') return true;
  if (value === false || value === 'false' || value === 0 || value === '0') return false;
  return null;
});

/** A reference is stored and searched, so one of absurd length is none. */
export function asReference(found: string | null): string | null {
  return found === null || found.length > 128 ? null : found;
}

/** An address that a browser may be sent to; null for what is no http(s) address. */
export function readWebAddress(value: string | null): string | null {
  if (value === null || /\s/u.test(value) || !URL.canParse(value)) return null;
  return ['http:', 'https:'].includes(new URL(value).protocol) ? value : null;
}

/** A code is cut to this length: one that is shorter is whole. */
export const codeLength = 32;

/** A provider's words as they may be shown. Masked before cut, so that a cut cannot hide a number from the mask. */
export function shown(words: string | null, length = 500): string | null {
  return words === null ? null : Array.from(maskFreeText(words)).slice(0, length).join('');
}

/** A value fit for a log line: a short code as it is, anything else only by its kind. */
export function loggable(value: unknown): string {
  const short = typeof value === 'number' || typeof value === 'string' ? String(value) : '';
  return /^[\w.-]{1,10}$/.test(short) ? short : `(${value === null ? 'null' : typeof value})`;
}
