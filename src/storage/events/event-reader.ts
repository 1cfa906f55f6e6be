import type { Kysely } from 'kysely';
import { Coalescer } from '../../domain/coalescer';
import { isStorable } from '../../domain/input/storable-text';
import type { StoredEvent } from '../../domain/verification/event';
import type { Dialect } from '../dialect';
import type { Tables } from '../schema';
import { prepareRead } from '../statement';
import type { Events } from './contract';
import { eventColumns, toEvent } from './event-rows';

const nothing: Promise<readonly StoredEvent[]> = Promise.resolve([]);

/** Reads of the event table, the one truth about what happened in which order. */
export class EventReader implements Events {
  readonly #histories;
  readonly #after;
  readonly #ofAccountAfter;
  readonly #reads = new Coalescer<readonly StoredEvent[]>();

  constructor(db: Kysely<Tables>, dialect: Dialect) {
    const events = () => db.selectFrom('verification_event').select(eventColumns);
    this.#histories = prepareRead(db, dialect, ({ ids }: { ids: readonly string[] }) =>
      events().where(dialect.among('verification_id', ids)).orderBy('verification_id').orderBy('version'),
    );
    this.#after = prepareRead(
      db,
      dialect,
      ({ id, version, limit }: { id: string; version: number; limit: number }) =>
        events()
          .where('verification_id', '=', id)
          .where('version', '>', version)
          .orderBy('version')
          .limit(limit),
    );
    this.#ofAccountAfter = prepareRead(
      db,
      dialect,
      ({ guid, sequence, limit }: { guid: string; sequence: number; limit: number }) =>
        events().where('guid', '=', guid).where('sequence', '>', sequence).orderBy('sequence').limit(limit),
    );
  }

  async histories(ids: readonly string[]): Promise<ReadonlyMap<string, readonly StoredEvent[]>> {
    const histories = new Map<string, StoredEvent[]>(ids.map((id) => [id, []]));
    const storable = ids.filter(isStorable);
    if (storable.length === 0) return histories;
    const rows = await this.#histories({ ids: storable });
    for (const row of rows) histories.get(row.verification_id)?.push(toEvent(row));
    return histories;
  }

  /** Thousands can be woken by one change. */
  after(id: string, version: number, limit: number): Promise<readonly StoredEvent[]> {
    if (!isStorable(id)) return nothing;
    return this.#reads.ask(`verification ${id} ${version} ${limit}`, async () =>
      (await this.#after({ id, version, limit })).map(toEvent),
    );
  }

  ofAccountAfter(guid: string, sequence: number, limit: number): Promise<readonly StoredEvent[]> {
    if (!isStorable(guid)) return nothing;
    return this.#reads.ask(`account ${guid} ${sequence} ${limit}`, async () =>
      (await this.#ofAccountAfter({ guid, sequence, limit })).map(toEvent),
    );
  }
}
