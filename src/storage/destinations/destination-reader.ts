import type { Kysely } from 'kysely';
import type { Envelope } from '../../domain/destinations/cloud-event';
import { isStorable } from '../../domain/input/storable-text';
import type { Dialect } from '../dialect';
import type { Tables } from '../schema';
import { prepareRead } from '../statement';
import type { Destination, DestinationReads } from './contract';
import { destinationColumns, toDestination } from './rows';

export class DestinationReader implements DestinationReads {
  readonly #envelopes;
  readonly #epoch;

  constructor(
    private readonly db: Kysely<Tables>,
    dialect: Dialect,
  ) {
    this.#epoch = prepareRead(db, dialect, ({ id }: { readonly id: string }) =>
      db.selectFrom('event_destination').select('epoch').where('id', '=', id),
    );
    this.#envelopes = prepareRead(db, dialect, ({ ids }: { readonly ids: readonly string[] }) =>
      db
        .selectFrom('verification')
        .select(['id', 'provider', 'method', 'environment', 'client_reference', 'redacted_at'])
        .where(dialect.among('id', ids)),
    );
  }

  async list(): Promise<readonly Destination[]> {
    const rows = await this.db
      .selectFrom('event_destination')
      .select(destinationColumns)
      .orderBy('created_at')
      .orderBy('id')
      .execute();
    return rows.map(toDestination);
  }

  async find(id: string): Promise<Destination | null> {
    if (!isStorable(id)) return null;
    const row = await this.db
      .selectFrom('event_destination')
      .select(destinationColumns)
      .where('id', '=', id)
      .executeTakeFirst();
    return row ? toDestination(row) : null;
  }

  async epochOf(id: string): Promise<number | null> {
    return (await this.#epoch({ id }))[0]?.epoch ?? null;
  }

  async waiting(id: string): Promise<{ readonly count: number; readonly first: number | null }> {
    const row = await this.db
      .selectFrom('event_delivery as delivery')
      .innerJoin('event_destination as destination', 'destination.id', 'delivery.destination_id')
      .select((eb) => [
        eb.fn.countAll<number>().as('count'),
        eb.fn.min<number | null>('delivery.place').as('first'),
      ])
      .where('destination.id', '=', id)
      .whereRef('delivery.place', '<=', 'destination.reached')
      .executeTakeFirst();
    return { count: Number(row?.count ?? 0), first: row?.first == null ? null : Number(row.first) };
  }

  async envelopes(verificationIds: readonly string[]): Promise<ReadonlyMap<string, Envelope>> {
    const rows = await this.#envelopes({ ids: verificationIds });
    return new Map(
      rows.map((row) => [
        row.id,
        {
          provider: row.provider,
          method: row.method,
          environment: row.environment,
          clientReference: row.client_reference,
          isRedacted: row.redacted_at !== null,
        },
      ]),
    );
  }
}
