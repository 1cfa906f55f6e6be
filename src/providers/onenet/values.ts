/** Readers for single values that only OneNET's bodies have. */
import { maskFreeText } from '../../domain/privacy/masking';
import { asReference, readText } from '../values';

export function readReference(value: unknown): string | null {
  return asReference(readText(value));
}

export function readNumber(value: unknown): number | null {
  const text = readText(value);
  if (text === null) return null;
  const number = Number(text);
  return Number.isFinite(number) ? number : null;
}

/** A value fit for a log line: one word as it is, with numbers masked; anything else only by its kind. */
export function loggable(value: string): string {
  const masked = maskFreeText(value);
  return /^[\w.()*-]{1,32}$/.test(masked) ? masked : '(text)';
}
