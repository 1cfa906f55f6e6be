import { type Kysely, sql } from 'kysely';
import type { Tables } from '../schema';

/**
 * On PostgreSQL the event table is cut by time, one partition a month, so that old months can be moved, vacuumed and
 * archived by themselves. The key is the verification's id, a UUIDv7, whose first 48 bits are the time it was made:
 * the whole history of a verification lies in one partition, which every look-up by id finds at once, and the keys
 * that keep versions and facts single hold across the table.
 */

/** Months since year 0. */
type Month = number;

/** What is there of months that lie ahead, so that a night without the service leaves no gap. */
const monthsAhead = 2;

/** Every event of before the table was cut; named by the first month that it does not hold. */
const earlyPrefix = 'verification_event_before_';
const monthPrefix = 'verification_event_';
/** Whatever belongs to no month yet. */
export const otherEvents = 'verification_event_other';

export function earlyEvents(next: Month): string {
  return `${earlyPrefix}${nameOf(next)}`;
}

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

/** Makes the partitions of this month and the next ones where they are missing. */
export async function makeEventMonths(db: Kysely<Tables>, now: Date): Promise<void> {
  const month = monthOf(now);
  const wanted = Array.from({ length: monthsAhead + 1 }, (_, ahead) => month + ahead);
  const there = await readMonths(db);
  for (const missing of wanted.filter((one) => !there.has(one))) await makeMonth(db, missing);
}

async function makeMonth(db: Kysely<Tables>, month: Month): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('event months', 0))`.execute(tx);
    if ((await readMonths(tx)).has(month)) return;
    const table = sql.table(`${monthPrefix}${nameOf(month)}`);
    const [from, to] = [sql.lit(firstIdOf(month)), sql.lit(firstIdOf(month + 1))];
    await sql`create table ${table} (like verification_event including defaults)`.execute(tx);
    // What the month's first events were is with those of no month, where nobody made its partition in time.
    await sql`with moved as (
        delete from ${sql.table(otherEvents)} where verification_id >= ${from} and verification_id < ${to} returning *
      ) insert into ${table} select * from moved`.execute(tx);
    await sql`alter table verification_event attach partition ${table} for values from (${from}) to (${to})`.execute(
      tx,
    );
  });
}

/** The months that have a place of their own, or lie before the table was cut. */
async function readMonths(db: Kysely<Tables>): Promise<{ has(month: Month): boolean }> {
  const { rows } = await sql<{ name: string }>`
    select child.relname as name
    from pg_inherits join pg_class child on child.oid = pg_inherits.inhrelid
    where pg_inherits.inhparent = to_regclass('verification_event')`.execute(db);
  const names = new Set(rows.map(({ name }) => name));
  return {
    // The first partition is named by the month after its last, which is the one it was made in.
    has: (month) => names.has(`${monthPrefix}${nameOf(month)}`) || names.has(earlyEvents(month + 1)),
  };
}

/** 2026_11 */
function nameOf(month: Month): string {
  return `${Math.floor(month / 12)}_${String((month % 12) + 1).padStart(2, '0')}`;
}
