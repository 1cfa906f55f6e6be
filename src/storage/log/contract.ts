import type { LogEntry, PolicyKind } from '../../domain/log/entry';
import type { StoredEvent } from '../../domain/verification/event';

/** The transparency log, as the database keeps it. Entries are only ever added, by one process at a time. */
export interface TransparencyLog extends LogReads, LogChanges {}

export interface LogReads {
  /** Null before the log has begun. */
  state(): Promise<LogState | null>;
  /** Entries from that place on, as they stand in the log; fewer if the log ends before. */
  entries(from: number, count: number): Promise<readonly Buffer[]>;
  /** Hashes of a level of tiles from that place on, one after another; fewer if the level ends before. */
  hashes(level: number, from: number, count: number): Promise<readonly Uint8Array[]>;
  /** The places of the entries of events; null for one without an entry. */
  placesOf(events: readonly LoggedEventKey[]): Promise<readonly (number | null)[]>;
  /** The facts that the entries of a verification commit to, as far as its data key is there. */
  commitmentsOf(verificationId: string): Promise<readonly OpenedCommitment[]>;
  /** The recorded hand-overs of the log's key, oldest first. */
  handOvers(): Promise<readonly string[]>;
  /** The newest policy of that kind in the log, or waiting for its entry: `name/version`; null without one. */
  lastPolicy(kind: PolicyKind): Promise<string | null>;
  /** When the oldest event or record without an entry was recorded; null if none waits, or no log is kept. */
  oldestWaiting(): Promise<Date | null>;
  /** Rows of the database that have or await an entry, events in the order of the feed. */
  rows(): Promise<AsyncIterable<LoggedRecord>>;
}

export interface LogChanges {
  /** Begins the log, unless it has begun. Returns its state. */
  begin(identity: LogIdentity): Promise<LogState>;
  /** From now on everything gets an entry, what was recorded while no log was kept too, as far as it still is there. */
  keep(): Promise<void>;
  /** From now on nothing waits for an entry. Does nothing if no log is kept. */
  rest(): Promise<void>;
  /** Gives the log another key. */
  changeKey(from: string, to: string): Promise<void>;
  /** Adds at most `most` entries for events and records that wait for one, in the order of the feed. Returns their number. */
  append(most: number): Promise<number>;
  /** Something besides an event waits for an entry from now on. */
  wait(entry: LogEntry): Promise<void>;
  /** Publishes a checkpoint, unless one of a greater size is published. */
  publish(note: string, size: number): Promise<void>;
}

export interface LogIdentity {
  readonly origin: string;
  /** The verifier key of the log. */
  readonly vkey: string;
}

export interface LogState extends LogIdentity {
  readonly size: number;
  /** The newest published checkpoint, and its size; null and 0 before the first. */
  readonly published: string | null;
  readonly publishedSize: number;
}

export type LoggedEventKey = Pick<StoredEvent, 'verificationId' | 'version'>;

export interface OpenedCommitment {
  /** Null for an entry of something else than an event. */
  readonly version: number | null;
  readonly index: number;
  readonly salt: Buffer;
  /** Canonical JSON. */
  readonly facts: string;
}

export interface LoggedRecord {
  /** The entry that it must have, without the commitment. */
  readonly entry: LogEntry;
  readonly opened: Pick<OpenedCommitment, 'salt' | 'facts'> | null;
  /** Whether what the entry commits to was destroyed with the person's data. */
  readonly isErased: boolean;
  /** For the newest event of a verification: how the verification stands. */
  readonly now: { readonly version: number; readonly status: string; readonly facts: string | null } | null;
  /** The facts that the row itself holds, as canonical JSON; null for a row that holds none that never change. */
  readonly facts: string | null;
}
