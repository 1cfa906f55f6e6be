import type { ColumnDataType, Kysely } from 'kysely';
import type { Tables } from './schema';

/** What differs between the databases; below `sqlite/` and its twins, files have the same names. */
export interface Dialect {
  readonly name: 'sqlite' | 'postgres';
  readonly types: { readonly blob: ColumnDataType; readonly time: ColumnDataType };
  /** True where several connections write at once, and a row must be locked before it is changed. */
  readonly locksRows: boolean;
}

export interface OpenDatabase {
  readonly db: Kysely<Tables>;
  readonly dialect: Dialect;
  /** Has what was deleted leave the files as well, as far as the database can. */
  forgetDeleted(): Promise<void>;
}
