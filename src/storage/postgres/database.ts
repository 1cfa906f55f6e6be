import { Kysely, PostgresDialect, sql } from 'kysely';
import { types } from 'pg';
import type { PostgresAddress } from '../database-address';
import type { OpenDatabase } from '../dialect';
import { DatabaseAwayError, DatabaseClosedError, StoreOpenError, UnwritableError } from '../errors';
import type { Tables } from '../schema';
import { Writability } from '../writability';
import { PostgresChangeFeed } from './change-feed';
import { clientLimits, patience } from './connection-limits';
import { makeEventMonths, requireEventMonth } from './event-months';
import { isAway, isUnwritable, isWorthRepeating } from './faults';
import { makeKeystore } from './keystore';
import { PostgresLeases } from './leases';
import { GuardedPool } from './pool';

/** Connections of one process, each for changes of a few milliseconds. */
const poolSize = 20;

const closedQuery = `select pg_is_in_recovery() or current_setting('transaction_read_only') = 'on' as closed`;

export interface PostgresOptions {
  readonly address: PostgresAddress;
  /** Whether this user may create tables, and does; by default it does. */
  readonly migrates?: boolean;
  /** Redis that carries wake-ups between processes; null for NOTIFY. */
  readonly busUrl: string | null;
  /** Whether the keys are in a schema of this database, which is made if it is missing; by default they are. */
  readonly holdsKeys?: boolean;
  readonly report: (error: unknown) => void;
}

/** Connects to PostgreSQL. Rejects with StoreOpenError: DatabaseAwayError if no server can be reached, or it takes no changes. */
export async function openPostgres({
  address,
  migrates = true,
  busUrl,
  holdsKeys = true,
  report,
}: PostgresOptions): Promise<OpenDatabase> {
  const { url } = address;
  const writability = new Writability(isUnwritable);
  const connection = {
    connectionString: url,
    application_name: 'realname-subgraph',
    types: { getTypeParser },
  };
  const guard = { report, onFault: writability.onFault };
  const pool = new GuardedPool({ ...connection, ...clientLimits, ...guard, max: poolSize });
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  const patiently: OpenDatabase['patiently'] = async (work) => {
    const patientPool = new GuardedPool({
      ...connection,
      ...clientLimits,
      ...guard,
      query_timeout: 0,
      max: 1,
    });
    const patientDb = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: patientPool }) });
    return work(patientDb).finally(() => patientDb.destroy());
  };
  let changes: PostgresChangeFeed;
  try {
    await pool.query('select 1');
    if (holdsKeys && migrates) await makeKeystore(db);
    changes = await PostgresChangeFeed.open({ pool, databaseUrl: url, busUrl, report });
  } catch (cause) {
    await db.destroy();
    if (cause instanceof StoreOpenError) throw cause;
    throw awayError(cause, url) ?? new StoreOpenError(openFault(cause, url));
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
    leases: new PostgresLeases(db),
    // PostgreSQL groups commits by itself.
    transactTogether: (work) => db.transaction().execute(work),
    async placeEvents(most) {
      const { rows } = await pool.query<{ placed: number }>('select place_events($1) as placed', [most]);
      const placed = rows[0]?.placed ?? 0;
      if (placed > 0) changes.announcePlaced();
      return placed;
    },
    // PostgreSQL vacuums dead rows itself; what they hold is unreadable because their key is gone.
    async forgetDeleted() {},
    // Nothing that is done here removes a row from the files and the write-ahead log: hence KEYSTORE_URL.
    async flushKeystore() {},
    keystorePlace: 'the schema keystore',
    async lock(tx, name) {
      await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx);
    },
    // Kysely's number, by which 1.0.0 locks its migrations; within the transaction, so that a pooler does not part them.
    async lockMigrations(tx) {
      await sql.raw(patience).execute(tx);
      await sql`select pg_advisory_xact_lock(3853314791062309107)`.execute(tx);
    },
    patiently,
    makeRoom: (now) => (migrates ? makeEventMonths(db, patiently, now) : requireEventMonth(db, now)),
    connections: () => pool.counts,
    async ping() {
      const { rows } = await pool.query<{ closed: boolean }>(closedQuery);
      if (rows[0]?.closed === false) return writability.check(db);
      // A name may lead to another server by now, which only new connections find.
      pool.distrustAll();
      throw new UnwritableError('The database is read-only or recovers.');
    },
    isWorthRepeating,
    awayError: (error) => awayError(error, url),
    async close() {
      await changes.close();
      await db.destroy();
    },
  };
}

/** bigint as a number: ours are times and counters, far below 2^53. */
function getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  return oid === types.builtins.INT8 ? Number : types.getTypeParser(oid, format as 'text');
}

/** Null if another attempt to open the database would fail in the same way. */
function awayError(cause: unknown, url: string): DatabaseAwayError | null {
  if (isAway(cause)) return new DatabaseAwayError(openFault(cause, url));
  return isUnwritable(cause) ? new DatabaseClosedError(openFault(cause, url)) : null;
}

function openFault(cause: unknown, url: string): string {
  const reason = cause instanceof Error ? cause.message || cause.name : 'unknown fault';
  return `The PostgreSQL database cannot be opened (${withoutPassword(reason, url)}). Name a reachable database in which this user may create schemas and tables (DATABASE_URL).`;
}

function withoutPassword(text: string, url: string): string {
  const password = URL.parse(url)?.password;
  return password ? text.replaceAll(password, '…').replaceAll(decodeURIComponent(password), '…') : text;
}
