import type { Kysely } from 'kysely';
import type { LogEntry } from '../../domain/log/entry';
import type { Dialect } from '../dialect';
import type { EventRow, Tables } from '../schema';
import { prepare, prepareRead } from '../statement';

/** An event or record that gets an entry. */
export interface Logged {
  readonly entry: LogEntry;
  /** The facts that the entry commits to; null for the facts of its verification. */
  readonly facts: unknown;
  /** The place of the event in the feed; null for something else. */
  readonly feedPlace: number | null;
}

export interface NextLogged {
  readonly logged: readonly Logged[];
  /** The place in the feed of the last event among them. */
  readonly feedPlace: number;
  readonly waitingIds: readonly number[];
}

/** Reads what has no entry yet: events of the feed after a place, then whatever else waits. */
export class LogSource {
  readonly #events;
  readonly #hasEvents;
  readonly #hasWaiting;

  constructor(db: Kysely<Tables>, dialect: Dialect) {
    this.#events = prepare(dialect, ({ after, limit }: { after: number; limit: number }) =>
      db
        .selectFrom('event_feed as feed')
        .innerJoin('verification_event as event', (join) =>
          join
            .onRef('event.verification_id', '=', 'feed.verification_id')
            .onRef('event.version', '=', 'feed.version'),
        )
        .select([
          'feed.place',
          'event.verification_id',
          'event.version',
          'event.status',
          'event.assurance_level',
          'event.cause',
          'event.recorded_at',
        ])
        .where('feed.place', '>', after)
        .orderBy('feed.place')
        .limit(limit),
    );
    this.#hasEvents = prepareRead(db, dialect, ({ after }: { after: number }) =>
      db.selectFrom('event_feed').select('place').where('place', '>', after).limit(1),
    );
    this.#hasWaiting = prepareRead(db, dialect, () => db.selectFrom('log_waiting').select('id').limit(1));
  }

  async hasMore(after: number): Promise<boolean> {
    return (await this.#hasEvents({ after })).length > 0 || (await this.#hasWaiting({})).length > 0;
  }

  async next(tx: Kysely<Tables>, after: number, most: number): Promise<NextLogged> {
    const events = await this.#events(tx, { after, limit: most });
    const waiting =
      events.length === most
        ? []
        : await tx
            .selectFrom('log_waiting')
            .select(['id', 'entry', 'facts', 'recorded_at'])
            .orderBy('id')
            .limit(most - events.length)
            .execute();
    return {
      logged: [
        ...events.map((row) => ({ entry: eventEntry(row), facts: null, feedPlace: row.place })),
        ...waiting.map(({ entry, facts, recorded_at }) => ({
          entry: { ...(JSON.parse(entry) as LogEntry), recordedAt: recorded_at },
          facts: facts === null ? null : (JSON.parse(facts) as unknown),
          feedPlace: null,
        })),
      ],
      feedPlace: events.at(-1)?.place ?? after,
      waitingIds: waiting.map(({ id }) => id),
    };
  }
}

/** Its environment is that of its verification. */
export function eventEntry(
  row: Pick<EventRow, 'verification_id' | 'version' | 'status' | 'assurance_level' | 'cause' | 'recorded_at'>,
): LogEntry {
  return {
    kind: 'event',
    id: row.verification_id,
    version: row.version,
    status: row.status,
    assurance: row.assurance_level,
    cause: row.cause,
    recordedAt: row.recorded_at,
  };
}
