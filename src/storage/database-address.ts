/** The place of the database. Only config parses DATABASE_URL; all other code gets this. */
export type DatabaseAddress = PostgresAddress | SqliteAddress | MemoryAddress;

export interface PostgresAddress {
  readonly kind: 'postgres';
  /** With user and password: never to be logged or shown. */
  readonly url: string;
}

/** A file of SQLite, and what lies next to it. */
export interface SqliteAddress {
  readonly kind: 'sqlite';
  readonly path: string;
  readonly keystorePath: string;
  /** Holds the encryption key in development, when ENCRYPTION_KEYS is not set. */
  readonly keyFilePath: string;
}

/** SQLite without a file: everything is gone when the process ends. */
export interface MemoryAddress {
  readonly kind: 'memory';
}
