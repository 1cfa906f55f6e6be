import { type ColumnDataType, type Kysely, sql } from 'kysely';

interface Types {
  readonly types: { readonly time: ColumnDataType };
}

/**
 * An entry of an event is found by the place of its event in the feed. These grow with the entries, so that an index of
 * them grows at its end; the index that this one replaces was changed all over by every batch of entries, which cost
 * more than the entries. Other entries are few and still found by their subject.
 *
 * log_state.erasures counts what took or changed data keys: entries that were made before are not added after.
 */
export function logPlaces({ types: { time } }: Types) {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema.alterTable('log_entry').addColumn('feed_place', time).execute();
      await sql`update log_entry set feed_place = (
          select place from event_feed
          where event_feed.verification_id = log_entry.subject_id and event_feed.version = log_entry.version
        ) where kind = 'event'`.execute(db);
      await sql`create unique index log_entry_feed_place on log_entry (feed_place) where feed_place is not null`.execute(
        db,
      );
      await sql`create index log_entry_other on log_entry (subject_id) where feed_place is null`.execute(db);
      await sql`drop index log_entry_subject`.execute(db);
      await db.schema
        .alterTable('log_state')
        .addColumn('erasures', time, (column) => column.notNull().defaultTo(0))
        .execute();
    },
  };
}
