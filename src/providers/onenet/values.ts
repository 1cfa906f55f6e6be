/** Readers for single values of OneNET's bodies. They take what came; what is too odd to read is null. */
import { maskFreeText } from '../../domain/masking';

/** Numbers count as text. Controls and half characters, which a database may refuse, become spaces. */
export function readText(value: unknown): string | null {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (typeof value !== 'string') return null;
  const text = value.replace(/[\p{Cc}\p{Cs}]/gu, ' ').trim();
  return text === '' ? null : text;
}

/** A reference is stored and searched, so one of absurd length is none. */
export function readReference(value: unknown): string | null {
  const text = readText(value);
  return text === null || text.length > 128 ? null : text;
}

export function readNumber(value: unknown): number | null {
  const text = readText(value);
  if (text === null) return null;
  const number = Number(text);
  return Number.isFinite(number) ? number : null;
}

/** OneNET's words as they may be shown. Masked before it is cut, so that a cut cannot hide a number from the mask. */
export function shown(text: string | null, length = 500): string | null {
  return text === null ? null : Array.from(maskFreeText(text)).slice(0, length).join('');
}

/** A value fit for a log line: one word as it is, with numbers masked; anything else only by its kind. */
export function loggable(value: string): string {
  const masked = maskFreeText(value);
  return /^[\w.()*-]{1,32}$/.test(masked) ? masked : '(text)';
}
