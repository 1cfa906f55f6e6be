import type { Kysely } from 'kysely';
import type { Tables } from '../schema';

/**
 * The places of the entries about these subjects, as a query: entries of events by the places of the events in the feed,
 * all others by their subject.
 */
export function placesOfSubjects(db: Kysely<Tables>, ids: readonly string[]) {
  return db
    .selectFrom('log_entry as of_event')
    .select('of_event.place')
    .where('of_event.feed_place', 'in', (eb) =>
      eb.selectFrom('event_feed').select('event_feed.place').where('event_feed.verification_id', 'in', ids),
    )
    .unionAll(
      db
        .selectFrom('log_entry as other')
        .select('other.place')
        .where('other.subject_id', 'in', ids)
        .where('other.feed_place', 'is', null),
    );
}
