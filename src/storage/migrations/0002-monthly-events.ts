import { type Kysely, sql } from 'kysely';
import type { Dialect } from '../dialect';
import { earlyEvents, firstIdOf, monthOf, otherEvents } from '../postgres/event-months';

/**
 * Cuts PostgreSQL's event table by months. Nothing is copied: the table of before becomes the first partition. What
 * remains of event_of_account is no longer unique, as a key across partitions would have to hold the id; the counter
 * of the account, raised in the same transaction, is what makes sequences single.
 */
export function monthlyEvents(dialect: Dialect) {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      if (dialect.name !== 'postgres') return;
      const { rows } = await sql<{ now: Date }>`select now() as now`.execute(db);
      const next = monthOf(rows[0]?.now ?? new Date()) + 1;
      const early = sql.table(earlyEvents(next));
      const other = sql.table(otherEvents);
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
