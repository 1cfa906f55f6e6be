/** The tables of the transparency log. */
import type { Generated } from 'kysely';

export interface LogEntryRow {
  /** Counted from 0, without a hole. */
  place: number;
  /** Canonical JSON. */
  entry: string;
  leaf: Uint8Array;
  kind: string;
  subject_id: string | null;
  version: number | null;
  /** The place of the event in the feed; null for an entry of something else. */
  feed_place: number | null;
  /** Salt and facts of the commitment, sealed with the account's data key. */
  sealed: Uint8Array | null;
}

/** Hashes of full tiles: those of level 1 are over 256 leaves each, and so on. */
export interface LogNodeRow {
  level: number;
  place: number;
  hash: Uint8Array;
}

/** The only row has id 1. */
export interface LogStateRow {
  id: number;
  origin: string;
  vkey: string;
  size: number;
  /** Raised whenever data keys are destroyed or changed. */
  erasures: number;
  /** The last place of the feed that has an entry. */
  feed_place: number;
  /** The newest published checkpoint. */
  published: string | null;
  published_size: number;
  /** 0 while the service runs without the log: then nothing waits for an entry. */
  kept: number;
}

/** Records that wait for an entry, besides the events of the feed. */
export interface LogWaitingRow {
  id: Generated<number>;
  /** JSON of the entry without its time. */
  entry: string;
  /** JSON of what the entry commits to; null for the facts of its verification, if it has one. */
  facts: string | null;
  recorded_at: number;
}
