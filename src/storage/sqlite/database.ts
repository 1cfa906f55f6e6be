import { DatabaseSync } from 'node:sqlite';
import {
  type CompiledQuery,
  Kysely,
  type Dialect as KyselyDialect,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from 'kysely';
import type { OpenDatabase } from '../dialect';
import { StoreOpenError } from '../errors';
import { LocalChangeFeed } from '../local-change-feed';
import type { Tables } from '../schema';
import { SqliteConnection, SqliteDriver } from './connection';
import { DirectReader } from './direct-reader';
import { harden, makeFile, refuseForeignFile } from './files';
import { GroupCommit } from './group-commit';

const pageCacheKib = 64 * 1024;

/**
 * Opens or makes a database file and its key store, a file beside it; `:memory:` keeps both in memory. Throws
 * StoreOpenError.
 */
export function openSqlite(path: string): OpenDatabase {
  const files = openFiles(path, keystorePathOf(path));
  const connection = new SqliteConnection(files);
  const reader = new DirectReader(files);
  const db = new Kysely<Tables>({ dialect: kyselyDialect(connection) });
  const groups = new GroupCommit(db);
  return {
    db,
    dialect: {
      name: 'sqlite',
      types: { blob: 'blob', time: 'integer' },
      locksRows: false,
      among: (column, list) => sql`${sql.ref(column)} in (select value from json_each(${list}))`,
      listParameter: (list) => JSON.stringify(list),
      readNow: (text, parameters) => reader.read(text, parameters),
      async run<Row>(on: Kysely<Tables>, query: CompiledQuery<Row>) {
        return (on.isTransaction ? connection.rowsWithin(query) : await connection.rows(query)) as Row[];
      },
    },
    changes: new LocalChangeFeed(),
    transactTogether: (work) => groups.transact(work),
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

/** SQLite as Kysely knows it, over our connection. */
function kyselyDialect(connection: SqliteConnection): KyselyDialect {
  return {
    createDriver: () => new SqliteDriver(connection),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new TransactionalSqliteAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  };
}

/** SQLite takes tables back with the transaction that made them: a start that was cut short can be done again. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}
