import { Kysely, PostgresDialect, sql } from 'kysely';
import { Pool, types } from 'pg';
import type { OpenDatabase } from '../dialect';
import { StoreOpenError } from '../errors';
import type { Tables } from '../schema';
import { PostgresChangeFeed } from './change-feed';
import { makeEventMonths } from './event-months';

/** Connections of one process: one for each duty of the sweeper, the rest for changes of a few milliseconds each. */
const poolSize = 20;

const tryLock = 'select pg_try_advisory_lock(hashtextextended($1, 1)) as mine';
const unlock = 'select pg_advisory_unlock(hashtextextended($1, 1))';

/** Any number that nobody else locks: two processes that start at once make the key store one after the other. */
const keystoreLock = 72_691_001;

export interface PostgresOptions {
  readonly url: string;
  /** Redis that carries wake-ups between processes; null for NOTIFY. */
  readonly busUrl: string | null;
  readonly report: (error: unknown) => void;
}

/**
 * Connects to PostgreSQL. The key store is a schema of its own, `keystore`, to be left out of the database's backups
 * (`pg_dump --exclude-schema=keystore`). Rejects with StoreOpenError.
 */
export async function openPostgres({ url, busUrl, report }: PostgresOptions): Promise<OpenDatabase> {
  const pool = new Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: 5000,
    // A peer that is gone without a word is noticed.
    keepAlive: true,
    application_name: 'realname-subgraph',
    types: { getTypeParser },
  });
  // A connection that breaks is replaced at its next use; unheard, the event would end the process. The pool hears
  // those of idle connections only.
  pool.on('error', report);
  pool.on('connect', (client) => client.on('error', () => {}));
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  let changes: PostgresChangeFeed;
  try {
    await makeKeystore(db);
    changes = await PostgresChangeFeed.open({ pool, databaseUrl: url, busUrl, report });
  } catch (cause) {
    await db.destroy();
    const reason = cause instanceof Error ? cause.message || cause.name : 'unknown fault';
    throw new StoreOpenError(
      `The PostgreSQL database cannot be opened (${withoutPassword(reason, url)}). DATABASE_URL must name a reachable database in which this user may create schemas and tables.`,
    );
  }
  return {
    db,
    dialect: {
      name: 'postgres',
      types: { blob: 'bytea', time: 'bigint' },
      locksRows: true,
      among: (column, list) => sql`${sql.ref(column)} = any(${list})`,
      listParameter: (list) => list,
      run: async (on, query) => (await on.executeQuery(query)).rows,
    },
    changes,
    // PostgreSQL makes groups of commits by itself.
    transactTogether: (work) => db.transaction().execute(work),
    // Dead rows are PostgreSQL's to vacuum; what matters is that their key is gone.
    async forgetDeleted() {},
    async lock(tx, name) {
      await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx);
    },
    makeRoom: (now) => makeEventMonths(db, now),
    async exclusively(name, job) {
      const client = await pool.connect();
      let broken: unknown;
      try {
        const { rows } = await client.query(tryLock, [name]);
        if (rows[0]?.mine !== true) return;
        await job().finally(() => client.query(unlock, [name]));
      } catch (error) {
        broken = error;
        throw error;
      } finally {
        // A lock that could not be given back goes with its connection.
        client.release(broken !== undefined);
      }
    },
    connections: () => ({ open: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    // 40001 serialisation failure, 40P01 deadlock: nothing was done, and once more may well succeed.
    isWorthRepeating: (error) => hasCode(error) && (error.code === '40001' || error.code === '40P01'),
  };
}

async function makeKeystore(db: Kysely<Tables>): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${keystoreLock})`.execute(tx);
    await sql`create schema if not exists keystore`.execute(tx);
    await sql`create table if not exists keystore.data_key (id text primary key, wrapped bytea not null)`.execute(
      tx,
    );
  });
}

/** bigint as a number: ours are times and counters, far below 2^53. */
function getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  return oid === types.builtins.INT8 ? Number : types.getTypeParser(oid, format as 'text');
}

function hasCode(error: unknown): error is { readonly code: unknown } {
  return typeof error === 'object' && error !== null && 'code' in error;
}

function withoutPassword(text: string, url: string): string {
  const password = URL.parse(url)?.password;
  return password ? text.replaceAll(password, '…').replaceAll(decodeURIComponent(password), '…') : text;
}
