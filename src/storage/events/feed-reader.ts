import type { Kysely } from 'kysely';
import { Coalescer } from '../../domain/coalescer';
import { isStorable } from '../../domain/input/storable-text';
import type { FeedPlace } from '../../domain/verification/feed-place';
import type { Dialect } from '../dialect';
import type { Tables } from '../schema';
import { prepareRead, prepareReads } from '../statement';
import type { EventKey, Feed, FeedEntry, FeedPage, FeedSearch } from './contract';
import { eventColumns, toEvent } from './event-rows';
import { conditionsOf, type SearchValues } from './feed-query';

/** A statement searches this many places, so that a filter that matches little holds up nothing else. */
const stride = 2000;
/** After so many statements a page ends, matches or not; the reader goes on from there. */
const maxStrides = 25;

const qualified = eventColumns.map((column) => `event.${column}` as const);

/** Reads the feed. */
export class FeedReader implements Feed {
  readonly #after;
  readonly #search;
  readonly #count;
  readonly #last;
  readonly #at;
  readonly #places;
  readonly #reads = new Coalescer<FeedPage>();

  constructor(db: Kysely<Tables>, dialect: Dialect) {
    const entries = () =>
      db
        .selectFrom('event_feed as feed')
        .innerJoin('verification_event as event', (join) =>
          join
            .onRef('event.verification_id', '=', 'feed.verification_id')
            .onRef('event.version', '=', 'feed.version'),
        )
        .select(['feed.place', 'feed.tag', ...qualified]);
    const places = () => db.selectFrom('event_feed').select(['place', 'tag']);
    this.#after = prepareRead(db, dialect, ({ place, limit }: { place: number; limit: number }) =>
      entries().where('feed.place', '>', place).orderBy('feed.place').limit(limit),
    );
    this.#search = prepareReads(db, dialect, ({ after, to, limit, ...conditions }: SearchValues) =>
      entries()
        .innerJoin('verification', 'verification.id', 'feed.verification_id')
        .where('feed.place', '>', after)
        .where('feed.place', '<=', to)
        .where((eb) => eb.and(conditionsOf(eb, dialect, conditions)))
        .orderBy('feed.place')
        .limit(limit),
    );
    this.#count = prepareReads(db, dialect, ({ after, to, limit: _limit, ...conditions }: SearchValues) =>
      db
        .selectFrom('event_feed as feed')
        .innerJoin('verification_event as event', (join) =>
          join
            .onRef('event.verification_id', '=', 'feed.verification_id')
            .onRef('event.version', '=', 'feed.version'),
        )
        .innerJoin('verification', 'verification.id', 'feed.verification_id')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('feed.place', '>', after)
        .where('feed.place', '<=', to)
        .where((eb) => eb.and(conditionsOf(eb, dialect, conditions))),
    );
    this.#last = prepareRead(db, dialect, () => places().orderBy('place', 'desc').limit(1));
    this.#at = prepareRead(db, dialect, ({ place }: { place: number }) =>
      places().where('place', '=', place),
    );
    this.#places = prepareRead(db, dialect, ({ ids }: { ids: readonly string[] }) =>
      places().select(['verification_id', 'version']).where(dialect.among('verification_id', ids)),
    );
  }

  async after(place: number, limit: number): Promise<readonly FeedEntry[]> {
    return (await this.#after({ place, limit })).map(toEntry);
  }

  /** Readers with the same filter are woken together and share one search. */
  matching(search: FeedSearch): Promise<FeedPage> {
    return this.#reads.ask(JSON.stringify(search), () => this.#searchOn(search));
  }

  /** Stride by stride, so that a long backlog holds up nothing else. */
  async count({ after, filter }: Omit<FeedSearch, 'limit'>): Promise<number> {
    const last = (await this.last())?.place ?? 0;
    if (Object.keys(filter).length === 0) return Math.max(0, last - after);
    if (!isStorable(filter.guid ?? '')) return 0;
    let count = 0;
    for (let from = after; from < last; from += stride) {
      const [row] = await this.#count({
        after: from,
        to: Math.min(from + stride, last),
        limit: 0,
        ...filter,
      });
      count += Number(row?.count ?? 0);
      await new Promise((resolve) => setImmediate(resolve));
    }
    return count;
  }

  async last(): Promise<FeedPlace | null> {
    return toPlace((await this.#last({}))[0]);
  }

  async at(place: number): Promise<FeedPlace | null> {
    return toPlace((await this.#at({ place }))[0]);
  }

  async placesOf(events: readonly EventKey[]): Promise<readonly (FeedPlace | null)[]> {
    const ids = [...new Set(events.map(({ verificationId }) => verificationId))].filter(isStorable);
    const rows = ids.length === 0 ? [] : await this.#places({ ids });
    const found = new Map(rows.map((row) => [`${row.verification_id} ${row.version}`, row]));
    return events.map(({ verificationId, version }) => toPlace(found.get(`${verificationId} ${version}`)));
  }

  async #searchOn({ after, filter, limit }: FeedSearch): Promise<FeedPage> {
    const last = await this.last();
    if (!last || last.place <= after) return { entries: [], searchedTo: null, hasMore: false };
    if (!isStorable(filter.guid ?? '')) return { entries: [], searchedTo: last, hasMore: false };
    const entries: FeedEntry[] = [];
    let from = after;
    for (let strides = 0; strides < maxStrides && from < last.place; strides += 1) {
      const to = Math.min(from + stride, last.place);
      const wanted = limit - entries.length;
      const rows = await this.#search({ after: from, to, limit: wanted + 1, ...filter });
      entries.push(...rows.slice(0, wanted).map(toEntry));
      if (rows.length > wanted) {
        const reached = entries.at(-1) ?? null;
        return { entries, searchedTo: reached, hasMore: true };
      }
      from = to;
    }
    const searchedTo = from === last.place ? last : await this.at(from);
    return { entries, searchedTo, hasMore: from < last.place };
  }
}

function toPlace(row: FeedPlace | undefined): FeedPlace | null {
  return row ? { place: row.place, tag: row.tag } : null;
}

type FeedEntryRow = FeedPlace & Parameters<typeof toEvent>[0];

function toEntry(row: FeedEntryRow): FeedEntry {
  return { place: row.place, tag: row.tag, event: toEvent(row) };
}
