import type { PageKey } from '../../storage/store';

/** Cursors are opaque: base64url of a version tag and a place. Only what these functions wrote is read back. */

/** The place of an event in its account's stream, which counts from 1. */
export function encodeEventCursor(sequence: number): string {
  return toBase64Url(`v1:${sequence}`);
}

/** Null for anything that encodeEventCursor did not write. */
export function decodeEventCursor(text: string): number | null {
  const digits = /^v1:(\d{1,16})$/.exec(fromBase64Url(text))?.[1];
  const sequence = Number(digits);
  return Number.isSafeInteger(sequence) && encodeEventCursor(sequence) === text ? sequence : null;
}

/** The place of a verification in a list, newest first. */
export function encodePageCursor({ createdAt, id }: PageKey): string {
  return toBase64Url(`p1:${createdAt.getTime()}:${id}`);
}

/** Null for anything that encodePageCursor did not write. */
export function decodePageCursor(text: string): PageKey | null {
  const [, milliseconds, id] = /^p1:(\d{1,16}):(.+)$/s.exec(fromBase64Url(text)) ?? [];
  if (milliseconds === undefined || id === undefined) return null;
  const place = { createdAt: new Date(Number(milliseconds)), id };
  return encodePageCursor(place) === text ? place : null;
}

function toBase64Url(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64url');
}

function fromBase64Url(text: string): string {
  return Buffer.from(text, 'base64url').toString('utf8');
}
