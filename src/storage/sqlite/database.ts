import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { Kysely, SqliteAdapter, SqliteDialect, sql } from 'kysely';
import type { OpenDatabase } from '../dialect';
import { StoreOpenError } from '../errors';
import { LocalChangeFeed } from '../local-change-feed';
import type { Tables } from '../schema';
import { DirectReader } from './direct-reader';
import { harden, makeFile, refuseForeignFile } from './files';

const pageCacheKib = 64 * 1024;

/**
 * Opens or makes a database file and its key store, a file beside it; `:memory:` keeps both in memory. Throws
 * StoreOpenError.
 */
export function openSqlite(path: string): OpenDatabase {
  const files = openFiles(path, keystorePathOf(path));
  const database = new KyselySqlite(files);
  const reader = new DirectReader(files);
  const db = new Kysely<Tables>({ dialect: new TransactionalSqliteDialect({ database }) });
  return {
    db,
    dialect: {
      name: 'sqlite',
      types: { blob: 'blob', time: 'integer' },
      locksRows: false,
      among: (column, list) => sql`${sql.ref(column)} in (select value from json_each(${list}))`,
      listParameter: (list) => JSON.stringify(list),
      readNow: (text, parameters) => reader.read(text, parameters),
    },
    changes: new LocalChangeFeed(),
    async forgetDeleted() {
      // The write-ahead log still holds what secure_delete has overwritten in the file. Through Kysely, which waits
      // its turn: in the midst of somebody's transaction SQLite refuses.
      await sql`pragma keystore.wal_checkpoint(truncate)`.execute(db);
      await sql`pragma main.wal_checkpoint(truncate)`.execute(db);
    },
    // One connection, and every transaction begins immediate: it has the whole file to itself.
    async lock() {},
    async makeRoom() {},
    async exclusively(_name, job) {
      await job();
    },
    isWorthRepeating: () => false,
  };
}

/** ./data/realname.db → ./data/realname.keystore */
export function keystorePathOf(path: string): string {
  return path === ':memory:' ? path : `${path.replace(/\.(db|sqlite3?)$/, '')}.keystore`;
}

function openFiles(path: string, keystorePath: string): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    makeFile(path);
    database = new DatabaseSync(path, { timeout: 5000 });
    refuseForeignFile(database, 'main', 'database', path);
    makeFile(keystorePath);
    database.prepare('attach database ? as keystore').run(keystorePath);
    refuseForeignFile(database, 'keystore', 'keystore', keystorePath);
    harden(database, 'main', 'database');
    // SQLite's own default of 2 MB is a thousand verifications; what falls out of it is read from the file again.
    database.exec(`pragma main.cache_size = ${-pageCacheKib}`);
    harden(database, 'keystore', 'keystore');
    database.exec(
      'create table if not exists keystore.data_key (id text primary key, wrapped blob not null)',
    );
    refuseLostKeystore(database, path, keystorePath);
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

/** A database restored without its keys would seem to work until somebody's data is asked for. */
function refuseLostKeystore(database: DatabaseSync, path: string, keystorePath: string): void {
  const isNew = !database.prepare("select 1 from main.sqlite_master where name = 'verification'").get();
  if (isNew) return;
  // The newest hundred tell; looking at all of them would make the start slower with every verification.
  const lost = database.prepare(
    `select 1 from (
       select data_key_id from verification where redacted_at is null order by created_at desc, id desc limit 100
     ) where data_key_id not in (select id from keystore.data_key) limit 1`,
  );
  if (lost.get()) {
    throw new StoreOpenError(
      `The key store ${keystorePath} does not belong to the database ${path}: keys of personal data are missing. Restore the two together.`,
    );
  }
}

/** SQLite takes tables back with the transaction that made them: a start that was cut short can be done again. */
class TransactionalSqliteDialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new TransactionalSqliteAdapter();
  }
}

class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
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
    // Pages with filters make statements of many shapes: forget the old ones rather than keep them all.
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
