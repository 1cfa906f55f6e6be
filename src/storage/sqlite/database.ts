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
import type { MemoryAddress, SqliteAddress } from '../database-address';
import type { OpenDatabase } from '../dialect';
import { StoreOpenError } from '../errors';
import type { Tables } from '../schema';
import { Writability } from '../writability';
import { SqliteChangeFeed } from './change-feed';
import { SqliteConnection, SqliteDriver } from './connection';
import { DirectReader } from './direct-reader';
import { isUnwritable } from './faults';
import { harden, makeFile, refuseForeignFile } from './files';
import { GroupCommit } from './group-commit';
import { openKeystore, refuseLostKeystore } from './keystore';
import { SqliteLeases } from './leases';

const pageCacheKib = { main: 64 * 1024, keystore: 32 * 1024 };

/** Opens or makes a database file and its key store, or keeps both in memory. Throws StoreOpenError. */
export function openSqlite(address: SqliteAddress | MemoryAddress): OpenDatabase {
  const files = openFiles(address);
  const writability = new Writability(isUnwritable);
  const connection = new SqliteConnection(files, writability.onFault);
  const reader = new DirectReader(files);
  const db = new Kysely<Tables>({ dialect: kyselyDialect(connection) });
  const groups = new GroupCommit(db);
  const changes = new SqliteChangeFeed();
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
      runEach: (text, parameters) => connection.runEach(text, parameters),
    },
    changes,
    leases: new SqliteLeases(db),
    transactTogether: (work) => groups.transact(work),
    forgetDeleted: () => clearJournal(db, 'main'),
    flushKeystore: () => clearJournal(db, 'keystore'),
    keystorePlace:
      address.kind === 'memory' ? 'the key store in memory' : `the key store ${address.keystorePath}`,
    // There is one connection, and every transaction begins immediate: it has the whole file to itself.
    async lock() {},
    async lockMigrations() {},
    async makeRoom() {},
    patiently: (work) => work(db),
    async ping() {
      await db.selectFrom('setting').select('name').limit(1).execute();
      await writability.check(db);
    },
    isWorthRepeating: () => false,
    awayError: () => null,
    async close() {
      await changes.close();
      await db.destroy();
    },
  };
}

/**
 * The write-ahead log still holds what was overwritten in the file. Run through Kysely, which queues: during a
 * transaction SQLite refuses a checkpoint. A reader of another process, such as a backup, can be in the way for a while.
 */
async function clearJournal(db: Kysely<Tables>, schema: 'main' | 'keystore'): Promise<void> {
  const { rows } = await sql<{ busy: number }>`pragma ${sql.raw(schema)}.wal_checkpoint(truncate)`.execute(
    db,
  );
  if (rows[0]?.busy !== 0) {
    throw new Error('The write-ahead log cannot be cleared while another process reads the database.');
  }
}

function openFiles(address: SqliteAddress | MemoryAddress): DatabaseSync {
  const path = address.kind === 'memory' ? ':memory:' : address.path;
  let database: DatabaseSync | undefined;
  try {
    makeFile(path);
    database = new DatabaseSync(path, { timeout: 5000 });
    refuseForeignFile(database, 'main', 'database', path);
    openKeystore(database, address);
    harden(database, 'main', 'database');
    // SQLite's default of 2 MB holds a thousand verifications; the others would be read from the file each time.
    for (const [schema, kib] of Object.entries(pageCacheKib)) {
      database.exec(`pragma ${schema}.cache_size = ${-kib}`);
    }
    if (address.kind === 'sqlite') refuseLostKeystore(database, address);
    return database;
  } catch (cause) {
    database?.close();
    if (cause instanceof StoreOpenError) throw cause;
    const reason = cause instanceof Error ? cause.message : 'unknown fault';
    throw new StoreOpenError(
      `The database file ${path} cannot be opened (${reason}). Name a file that this user may write, in a folder that this user may write (DATABASE_URL).`,
      { cause },
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

/** SQLite rolls back created tables with their transaction: an interrupted start can be repeated. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}
