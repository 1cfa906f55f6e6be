import { type Kysely, sql } from 'kysely';

/**
 * Partitions PostgreSQL's event table by month. Nothing is copied: the existing table becomes the first partition. The
 * new event_of_account is no longer unique, because a key across partitions would have to contain the id; sequences
 * are unique because the account's counter is raised in the same transaction.
 */
export function monthlyEvents(dialect: { readonly name: 'sqlite' | 'postgres' }) {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      if (dialect.name !== 'postgres') return;
      const { rows } = await sql<{ now: Date }>`select now() as now`.execute(db);
      const next = nextMonth(rows[0]?.now ?? new Date());
      const early = sql.table(`verification_event_before_${nameOf(next)}`);
      const other = sql.table('verification_event_other');
      const bound = sql.lit(firstIdOf(next));

      await sql`drop index event_of_account`.execute(db);
      await sql`alter index event_fact rename to early_event_fact`.execute(db);
      await sql`alter index event_recorded rename to early_event_recorded`.execute(db);
      await sql`alter table verification_event rename constraint verification_event_key to early_event_key`.execute(
        db,
      );
      await sql`alter table verification_event rename to ${early}`.execute(db);

      await sql`create table verification_event (
          like ${early} including defaults,
          constraint verification_event_key primary key (verification_id, version)
        ) partition by range (verification_id)`.execute(db);
      await sql`create unique index event_fact on verification_event (verification_id, fact_key) where fact_key is not null`.execute(
        db,
      );
      await sql`create index event_of_account on verification_event (guid, sequence) where guid is not null`.execute(
        db,
      );
      await sql`create index event_recorded on verification_event (recorded_at)`.execute(db);

      await sql`create table ${other} partition of verification_event default`.execute(db);
      await sql`with moved as (delete from ${early} where verification_id >= ${bound} returning *)
        insert into ${other} select * from moved`.execute(db);
      await sql`alter table verification_event attach partition ${early} for values from (minvalue) to (${bound})`.execute(
        db,
      );
    },
  };
}

/** The first moment of the next month, UTC. */
function nextMonth(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1));
}

/** 2026_11 */
function nameOf(month: Date): string {
  return month.toISOString().slice(0, 7).replace('-', '_');
}

/** The least id of a month: the first 48 bits of a UUIDv7 are its time. */
function firstIdOf(month: Date): string {
  const time = month.getTime().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}`;
}
