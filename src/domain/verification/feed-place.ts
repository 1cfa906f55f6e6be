/** The place of an event in the feed, which is the one order of all events. */
export interface FeedPlace {
  /** Counted from 1. */
  readonly place: number;
  /** Tells this place from the same place of a history that a restored backup has undone. */
  readonly tag: string;
}

/** feedCursor: base64url of a version tag and a place; the same for every reader, and opaque to all of them. */
export function encodeFeedCursor({ place, tag }: FeedPlace): string {
  return Buffer.from(`f1:${place}:${tag}`, 'utf8').toString('base64url');
}

/** Null for anything that encodeFeedCursor did not write. Only the store knows whether the feed has such a place. */
export function decodeFeedCursor(text: string): FeedPlace | null {
  const decoded = Buffer.from(text, 'base64url').toString('utf8');
  const [, digits, tag] = /^f1:(\d{1,15}):([0-9a-f]{12})$/.exec(decoded) ?? [];
  if (digits === undefined || tag === undefined) return null;
  const place = { place: Number(digits), tag };
  return encodeFeedCursor(place) === text ? place : null;
}
