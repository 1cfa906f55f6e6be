import type { StoredEvent } from '../../domain/verification/event';
import type { FeedPlace } from '../../domain/verification/feed-place';
import type { PlacedEvent } from '../../storage/events/contract';
import type { ListOrder, PageKey } from '../../storage/verifications/contract';

/** Cursors are opaque: base64url of a version tag and a position. Only cursors that these functions wrote are read. */

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

/** The place that an event carries, if it was read from the feed. */
export function placeIn(event: StoredEvent | PlacedEvent): FeedPlace | null {
  return 'feedPlace' in event ? event.feedPlace : null;
}

/** A tag for each order: a place in one order says nothing about a place in another. */
const orderTags = {
  CREATED_DESC: 'p1',
  CREATED_ASC: 'p2',
  UPDATED_DESC: 'p3',
  UPDATED_ASC: 'p4',
} as const satisfies Readonly<Record<ListOrder, string>>;

/** The place of a verification in a list of that order. */
export function encodePageCursor(order: ListOrder, { at, id }: PageKey): string {
  return toBase64Url(`${orderTags[order]}:${at.getTime()}:${id}`);
}

/** Null for anything that encodePageCursor did not write, or wrote for another order. */
export function decodePageCursor(order: ListOrder, text: string): PageKey | null {
  const [, milliseconds, id] = /^p\d:(\d{1,16}):([0-9a-f-]{36})$/.exec(fromBase64Url(text)) ?? [];
  if (milliseconds === undefined || id === undefined) return null;
  const place = { at: new Date(Number(milliseconds)), id };
  return encodePageCursor(order, place) === text ? place : null;
}

function toBase64Url(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64url');
}

function fromBase64Url(text: string): string {
  return Buffer.from(text, 'base64url').toString('utf8');
}
