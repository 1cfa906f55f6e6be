import type { ColumnDataType, CompiledQuery, Kysely, RawBuilder, SqlBool, Transaction } from 'kysely';
import type { Tables } from './schema';
import type { ChangeFeed, ConnectionCounts } from './store';

/** What differs between the databases; below `sqlite/` and `postgres/`, files have the same names. */
export interface Dialect {
  readonly name: 'sqlite' | 'postgres';
  readonly types: { readonly blob: ColumnDataType; readonly time: ColumnDataType };
  /** True where several connections write at once, and a row must be locked before it is changed. */
  readonly locksRows: boolean;
  /** True where the column's value is among those of a list, which is one parameter whatever its length. */
  among(column: string, list: readonly string[]): RawBuilder<SqlBool>;
  /** The list as that parameter. */
  listParameter(list: readonly string[]): unknown;
  /** Present where a read need not wait its turn; null when it has to after all, and nothing was read. */
  readNow?(sql: string, parameters: readonly unknown[]): unknown[] | null;
  /** Runs a compiled statement, within the transaction where `db` is one. */
  run<Row>(db: Kysely<Tables>, query: CompiledQuery<Row>): Promise<Row[]>;
}

export interface OpenDatabase {
  readonly db: Kysely<Tables>;
  readonly dialect: Dialect;
  readonly changes: StoreChangeFeed;
  /**
   * One transaction for the work; works that wait at the same time may share one. The work leaves nothing to be taken
   * back: where it throws, those it shares with are done again.
   */
  transactTogether<Result>(work: (tx: Transaction<Tables>) => Promise<Result>): Promise<Result>;
  /** Has what was deleted leave the files as well, as far as the database can. */
  forgetDeleted(): Promise<void>;
  /** Until the transaction ends, nobody else has a lock of this name. */
  lock(tx: Kysely<Tables>, name: string): Promise<void>;
  /** Makes what the tables need for the time ahead. */
  makeRoom(now: Date): Promise<void>;
  /** Runs the job unless another process runs one of this name. */
  exclusively(name: string, job: () => Promise<unknown>): Promise<void>;
  /** Present where several connections are pooled. */
  connections?(): ConnectionCounts;
  /** True for a transaction that failed only because of others, and did nothing. */
  isWorthRepeating(error: unknown): boolean;
}

/** The verification that a commit changed, and its account. */
export interface CommittedChange {
  readonly id: string;
  readonly guid: string | null;
}

export interface StoreChangeFeed extends ChangeFeed {
  /** Called after the commit. */
  announce(change: CommittedChange): void;
  close(): Promise<void>;
}
