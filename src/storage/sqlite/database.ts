import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { Kysely, SqliteDialect } from 'kysely';
import type { OpenDatabase } from '../dialect';
import { StoreOpenError } from '../errors';
import type { Tables } from '../schema';

/** Written into the file's header, so that a file of another program is told apart: "rnv1". */
const applicationId = 0x726e7631;

/** Opens or makes a database file; `:memory:` keeps it in memory. Throws StoreOpenError. */
export function openSqlite(path: string): OpenDatabase {
  const database = openFile(path);
  return {
    db: new Kysely<Tables>({ dialect: new SqliteDialect({ database: new KyselySqlite(database) }) }),
    dialect: { name: 'sqlite', types: { blob: 'blob', time: 'integer' }, locksRows: false },
  };
}

function openFile(path: string): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
    database = new DatabaseSync(path, { timeout: 5000 });
    refuseForeignFile(database, path);
    // FULL: a commit is on the disk before it returns. Without it a power cut takes back acknowledged pushes.
    database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on;');
    // Deleted personal data is overwritten with zeros, in the file as well.
    database.exec('pragma secure_delete = on;');
    database.exec(`pragma application_id = ${applicationId};`);
    return database;
  } catch (cause) {
    database?.close();
    if (cause instanceof StoreOpenError) throw cause;
    const reason = cause instanceof Error ? cause.message : 'unknown fault';
    throw new StoreOpenError(
      `The database file ${path} cannot be opened (${reason}). DATABASE_URL must name a file that this user may write, in a folder that this user may write.`,
      { cause },
    );
  }
}

function refuseForeignFile(database: DatabaseSync, path: string): void {
  const id = database.prepare('pragma application_id').get()?.['application_id'];
  const tables = database.prepare('select count(*) as count from sqlite_master').get()?.['count'];
  if (id !== applicationId && tables !== 0) {
    throw new StoreOpenError(
      `The file ${path} is a database of another program. DATABASE_URL must name a new file, or one that this service made.`,
    );
  }
}

/** The face of better-sqlite3 that Kysely expects, over node:sqlite, with prepared statements kept. */
class KyselySqlite {
  readonly #statements = new Map<string, KyselyStatement>();

  constructor(private readonly database: DatabaseSync) {}

  prepare(sql: string): KyselyStatement {
    // Kysely begins transactions deferred; one that reads first could then be refused when it comes to write.
    const text = sql === 'begin' ? 'begin immediate' : sql;
    const known = this.#statements.get(text);
    if (known) return known;
    // Lists of ids make statements of many lengths: forget the old ones rather than keep them all.
    if (this.#statements.size >= 256) this.#statements.clear();
    const statement = new KyselyStatement(this.database.prepare(text));
    this.#statements.set(text, statement);
    return statement;
  }

  close(): void {
    this.#statements.clear();
    this.database.close();
  }
}

type SqliteValue = null | number | bigint | string | NodeJS.ArrayBufferView;

class KyselyStatement {
  readonly reader: boolean;

  constructor(private readonly statement: StatementSync) {
    this.reader = statement.columns().length > 0;
  }

  all(parameters: readonly unknown[]): unknown[] {
    return this.statement.all(...(parameters as SqliteValue[]));
  }

  run(parameters: readonly unknown[]): { changes: number | bigint; lastInsertRowid: number | bigint } {
    return this.statement.run(...(parameters as SqliteValue[]));
  }

  iterate(parameters: readonly unknown[]): IterableIterator<unknown> {
    return this.statement.iterate(...(parameters as SqliteValue[]));
  }
}
