import type { ColumnDataType, CompiledQuery, Kysely, RawBuilder, SqlBool, Transaction } from 'kysely';
import type { DatabaseAwayError } from './errors';
import type { ChangeFeed } from './events/contract';
import type { Leases } from './leases/contract';
import type { Tables } from './schema';
import type { ConnectionCounts, Maintenance } from './store';

/**
 * The differences between the databases; in `sqlite/` and `postgres/`, files of the same purpose have the same name.
 */
export interface Dialect {
  readonly name: 'sqlite' | 'postgres';
  readonly types: { readonly blob: ColumnDataType; readonly time: ColumnDataType };
  /** True if several connections write at once, so that a row must be locked before it is changed. */
  readonly locksRows: boolean;
  /** A condition: the column's value is one of the list, which is one parameter whatever its length. */
  among(column: string, list: readonly string[]): RawBuilder<SqlBool>;
  /** The list as that parameter. */
  listParameter(list: readonly string[]): unknown;
  /** Present if reads need not queue; returns null, without reading, for a read that must queue. */
  readNow?(sql: string, parameters: readonly unknown[]): unknown[] | null;
  /** Runs a compiled statement, within the transaction if `db` is one. */
  run<Row>(db: Kysely<Tables>, query: CompiledQuery<Row>): Promise<Row[]>;
  /** Present if a statement may run for many parameters without a pause; within a transaction, and for no rows. */
  runEach?(sql: string, parameters: readonly (readonly unknown[])[]): void;
}

export interface OpenDatabase extends Maintenance {
  readonly db: Kysely<Tables>;
  readonly dialect: Dialect;
  readonly changes: StoreChangeFeed;
  readonly leases: StoreLeases;
  /**
   * One transaction for the work; works that wait at the same time may share it. The work must not rely on rollback:
   * when it throws, the works it shares the transaction with run again.
   */
  transactTogether<Result>(work: (tx: Transaction<Tables>) => Promise<Result>): Promise<Result>;
  /** Takes the lock of migrations, which no other transaction gets until this one ends. */
  lockMigrations(tx: Kysely<Tables>): Promise<void>;
  /**
   * Gives places in the feed to committed events that wait for one, `most` of them at a time, and returns their
   * number. Absent if an event has its place with its commit.
   */
  placeEvents?(most: number): Promise<number>;
  /** Removes deleted data from the files as well, as far as the database can. */
  forgetDeleted(): Promise<void>;
  /** The same for the key store that lies next to the tables. Rejects if it cannot be done now. */
  flushKeystore(): Promise<void>;
  /** For messages: where that key store is. */
  readonly keystorePlace: string;
  /** Takes a lock of this name, which no other transaction gets until this one ends. */
  lock(tx: Kysely<Tables>, name: string): Promise<void>;
  /** Runs work whose statements may take minutes, such as migrations, without the limits of ordinary ones. */
  patiently<Result>(work: (db: Kysely<Tables>) => Promise<Result>): Promise<Result>;
  /** Rejects if the database cannot be reached or takes no changes. */
  ping(): Promise<void>;
  /** Present if connections are pooled. */
  connections?(): ConnectionCounts;
  /** The error for an opening that failed because of this one and may succeed later; null if it cannot. */
  awayError(error: unknown): DatabaseAwayError | null;
  /** True for a transaction that failed only because of concurrent ones, and changed nothing. */
  isWorthRepeating(error: unknown): boolean;
  /** Closes the change feed, then the connections. */
  close(): Promise<void>;
}

export interface StoreLeases extends Leases {
  /**
   * Within a transaction: makes sure that this process still has the duty's lease, and that no other process gets it
   * before the commit. Throws LeaseLostError otherwise. For work that two processes must not do even for a moment.
   */
  confirm(tx: Kysely<Tables>, duty: string): Promise<void>;
}

/** The verification that a commit changed, and its account; or a case, without its account. */
export interface CommittedChange {
  readonly id: string;
  readonly guid: string | null;
}

export interface StoreChangeFeed extends ChangeFeed {
  /** Called after the commit. */
  announce(change: CommittedChange): void;
  /** Called after events have got their places. */
  announcePlaced(): void;
  /** Tells the other processes that these data keys were destroyed. */
  keysDestroyed(ids: readonly string[]): void;
  /** Calls the listener with the keys that another process destroyed; without ids if messages may have been lost. */
  onKeysDestroyed(listener: (ids?: readonly string[]) => void): void;
  /** Called after the settings of a destination have changed. */
  announceDestinations(): void;
  close(): Promise<void>;
}
