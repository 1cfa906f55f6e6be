import { type Kysely, sql } from 'kysely';
import type { OpenDatabase } from '../dialect';
import type { Tables } from '../schema';
import { patience } from './connection-limits';

/**
 * On PostgreSQL the event table has one partition a month, so that old months can be moved, vacuumed and archived by
 * themselves. The partition key is the verification's id, a UUIDv7, whose first 48 bits are its time: the whole history
 * of a verification lies in one partition, every look-up by id reads only that one, and the unique keys of versions
 * and facts hold across the table.
 */

/** Months since year 0. */
type Month = number;

/** How many partitions are made in advance, so that none is missing after a night without the service. */
const monthsAhead = 2;

/** The partition that migration 0002 made of the existing table; named by the first month that it does not hold. */
const earlyPrefix = 'verification_event_before_';
const monthPrefix = 'verification_event_';
/** Events of no month that has a partition yet; also made by migration 0002. */
const otherEvents = 'verification_event_other';

export function monthOf(time: Date): Month {
  return time.getUTCFullYear() * 12 + time.getUTCMonth();
}

/** The least id of a month. */
export function firstIdOf(month: Month): string {
  const time = Date.UTC(Math.floor(month / 12), month % 12)
    .toString(16)
    .padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}`;
}

/** Makes the missing partitions of this month and the next ones. */
export async function makeEventMonths(
  db: Kysely<Tables>,
  patiently: OpenDatabase['patiently'],
  now: Date,
): Promise<void> {
  const month = monthOf(now);
  const wanted = Array.from({ length: monthsAhead + 1 }, (_, ahead) => month + ahead);
  const there = await readMonths(db);
  const missing = wanted.filter((one) => !there.has(one));
  if (missing.length === 0) return;
  await patiently(async (patient) => {
    for (const one of missing) await makeMonth(patient, one);
  });
}

/**
 * Rejects if the next month has no partition yet: its events would go to the default one, and be moved when the partition
 * is made. For a process that makes none itself.
 */
export async function requireEventMonth(db: Kysely<Tables>, now: Date): Promise<void> {
  const month = monthOf(now) + 1;
  if ((await readMonths(db)).has(month)) return;
  throw new Error(`The event table has no partition for ${nameOf(month)}: run \`realname migrate\`.`);
}

async function makeMonth(db: Kysely<Tables>, month: Month): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql.raw(patience).execute(tx);
    await sql`select pg_advisory_xact_lock(hashtextextended('event months', 0))`.execute(tx);
    if ((await readMonths(tx)).has(month)) return;
    const table = sql.table(`${monthPrefix}${nameOf(month)}`);
    const [from, to] = [sql.lit(firstIdOf(month)), sql.lit(firstIdOf(month + 1))];
    await sql`create table ${table} (like verification_event including defaults)`.execute(tx);
    // If the partition was not made in time, the month's first events are in the default partition.
    await sql`with moved as (
        delete from ${sql.table(otherEvents)} where verification_id >= ${from} and verification_id < ${to} returning *
      ) insert into ${table} select * from moved`.execute(tx);
    await sql`alter table verification_event attach partition ${table} for values from (${from}) to (${to})`.execute(
      tx,
    );
  });
}

/** The months that have a partition of their own, or lie before the table was partitioned. */
async function readMonths(db: Kysely<Tables>): Promise<{ has(month: Month): boolean }> {
  const { rows } = await sql<{ name: string }>`
    select child.relname as name
    from pg_inherits join pg_class child on child.oid = pg_inherits.inhrelid
    where pg_inherits.inhparent = to_regclass('verification_event')`.execute(db);
  const names = new Set(rows.map(({ name }) => name));
  return {
    // The first partition is named by the month after the one it was made in.
    has: (month) =>
      names.has(`${monthPrefix}${nameOf(month)}`) || names.has(`${earlyPrefix}${nameOf(month + 1)}`),
  };
}

/** 2026_11 */
function nameOf(month: Month): string {
  return `${Math.floor(month / 12)}_${String((month % 12) + 1).padStart(2, '0')}`;
}
