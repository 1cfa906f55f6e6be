import type { ExpressionBuilder, Kysely, Transaction, UpdateObject } from 'kysely';
import { isStorable } from '../../domain/input/storable-text';
import { Secret } from '../../domain/privacy/secret';
import type { OpenDatabase } from '../dialect';
import type { Vault } from '../encryption/vault';
import type { Tables } from '../schema';
import { transact, transactTogether } from '../transact';
import type {
  DeliveryProgress,
  Destination,
  DestinationChanges,
  DestinationDraft,
  DestinationUpdate,
  OpenedDestination,
  WaitingDelivery,
} from './contract';
import { dateOf, destinationColumns, toDestination } from './rows';

type Changes = UpdateObject<Tables, 'event_destination'>;
type Builder = ExpressionBuilder<Tables, 'event_destination'>;
type Work = (tx: Transaction<Tables>) => Promise<unknown>;

/** Rows in one statement: each has six parameters, and SQLite takes 32,766 of them. */
const rowsPerStatement = 500;

/** Changes of settings begin a new epoch, so that a delivery under way cannot overwrite them. */
export class DestinationWriter implements DestinationChanges {
  constructor(
    private readonly database: OpenDatabase,
    private readonly vault: Vault,
  ) {}

  async create(draft: DestinationDraft, most: number): Promise<boolean> {
    const made = await transact(this.database, async (tx) => {
      await this.database.lock(tx, 'event destinations');
      const { count } = await tx
        .selectFrom('event_destination')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      if (Number(count) >= most) return false;
      await tx
        .insertInto('event_destination')
        .values({
          id: draft.id,
          url: draft.url,
          description: draft.description,
          filter: JSON.stringify(draft.filter),
          paused: 0,
          failing: 0,
          sealed_secret: this.#seal(draft.id, draft.secret),
          sealed_old_secret: null,
          old_secret_until: null,
          reached: draft.reached,
          epoch: 1,
          created_at: draft.createdAt.getTime(),
          last_success_at: null,
          last_failure: null,
        })
        .execute();
      return true;
    });
    if (made) this.database.changes.announceDestinations();
    return made;
  }

  /** Resuming tries everything that waits at once, whatever its state. */
  update(id: string, { isPaused, description, filter }: DestinationUpdate): Promise<Destination | null> {
    const changes: Changes = {
      ...(isPaused !== undefined && { paused: isPaused ? 1 : 0 }),
      ...(isPaused === false && { failing: 0 }),
      ...(description !== undefined && { description }),
      ...(filter !== undefined && { filter: JSON.stringify(filter) }),
    };
    return this.#change(id, changes, async (tx) => {
      if (isPaused !== false) return;
      await tx
        .updateTable('event_delivery')
        .set({ next_attempt_at: null })
        .where('destination_id', '=', id)
        .execute();
    });
  }

  async rotate(id: string, secret: Secret<Buffer>, oldUntil: Date | null): Promise<Destination | null> {
    return this.#change(id, (eb) => ({
      sealed_old_secret: oldUntil ? eb.ref('sealed_secret') : null,
      old_secret_until: oldUntil?.getTime() ?? null,
      sealed_secret: this.#seal(id, secret),
    }));
  }

  replay(id: string, after: number): Promise<Destination | null> {
    return this.#change(
      id,
      (eb) => ({ reached: eb.case().when('reached', '<', after).then(eb.ref('reached')).else(after).end() }),
      (tx) =>
        tx.deleteFrom('event_delivery').where('destination_id', '=', id).where('place', '>', after).execute(),
    );
  }

  async remove(id: string): Promise<Destination | null> {
    if (!isStorable(id)) return null;
    const removed = await transact(this.database, async (tx) => {
      await tx.deleteFrom('event_delivery').where('destination_id', '=', id).execute();
      return tx
        .deleteFrom('event_destination')
        .where('id', '=', id)
        .returning(destinationColumns)
        .executeTakeFirst();
    });
    this.database.changes.announceDestinations();
    return removed ? toDestination(removed) : null;
  }

  async open(id: string): Promise<OpenedDestination | null> {
    return transact(this.database, async (tx) => {
      const row = await tx
        .updateTable('event_destination')
        .set((eb) => ({ epoch: eb('epoch', '+', 1) }))
        .where('id', '=', id)
        .returning([...destinationColumns, 'sealed_secret', 'sealed_old_secret', 'old_secret_until'])
        .executeTakeFirst();
      if (!row) return null;
      const waiting = await tx
        .selectFrom('event_delivery')
        .selectAll()
        .where('destination_id', '=', id)
        .orderBy('place')
        .execute();
      const { sealed_old_secret: old, old_secret_until: until } = row;
      return {
        destination: toDestination(row),
        secret: this.#open(id, row.sealed_secret),
        oldSecret: old && until !== null ? { secret: this.#open(id, old), until: new Date(until) } : null,
        waiting: waiting.map((delivery) => ({
          place: delivery.place,
          verificationId: delivery.verification_id,
          attempts: delivery.attempts,
          firstTriedAt: dateOf(delivery.first_tried_at),
          nextAttemptAt: dateOf(delivery.next_attempt_at),
        })),
      };
    });
  }

  store(id: string, epoch: number, progress: DeliveryProgress): Promise<boolean> {
    return transactTogether(this.database, async (tx) => {
      const { numUpdatedRows } = await tx
        .updateTable('event_destination')
        .set({
          reached: progress.reached,
          paused: progress.isPaused ? 1 : 0,
          failing: progress.isFailing ? 1 : 0,
          last_success_at: progress.lastSuccessAt?.getTime() ?? null,
          last_failure: progress.lastFailure && JSON.stringify(progress.lastFailure),
        })
        .where('id', '=', id)
        .where('epoch', '=', epoch)
        .executeTakeFirst();
      if (numUpdatedRows === 0n) return false;
      for (const rows of parts(progress.waiting)) await insertWaiting(tx, id, rows);
      for (const places of parts(progress.settled)) {
        await tx
          .deleteFrom('event_delivery')
          .where('destination_id', '=', id)
          .where('place', 'in', places)
          .execute();
      }
      return true;
    });
  }

  async rewrap(): Promise<void> {
    const { db } = this.database;
    const rows = await db
      .selectFrom('event_destination')
      .select(['id', 'sealed_secret', 'sealed_old_secret'])
      .execute();
    for (const { id, sealed_secret: current, sealed_old_secret: old } of rows) {
      if (![current, ...(old ? [old] : [])].some((sealed) => this.vault.isOutdated(sealed))) continue;
      await db
        .updateTable('event_destination')
        .set({
          sealed_secret: this.#seal(id, this.#open(id, current)),
          sealed_old_secret: old && this.#seal(id, this.#open(id, old)),
        })
        .where('id', '=', id)
        // A rotation of the secret in the meantime has sealed it with the first key already.
        .where('sealed_secret', '=', current)
        .execute();
    }
  }

  async #change(
    id: string,
    changes: Changes | ((eb: Builder) => Changes),
    also: Work = async () => {},
  ): Promise<Destination | null> {
    if (!isStorable(id)) return null;
    const changed = await transact(this.database, async (tx) => {
      const row = await tx
        .updateTable('event_destination')
        .set((eb) => ({
          ...(typeof changes === 'function' ? changes(eb) : changes),
          epoch: eb('epoch', '+', 1),
        }))
        .where('id', '=', id)
        .returning(destinationColumns)
        .executeTakeFirst();
      if (row) await also(tx);
      return row;
    });
    this.database.changes.announceDestinations();
    return changed ? toDestination(changed) : null;
  }

  #seal(id: string, secret: Secret<Buffer>): Buffer {
    return this.vault.wrap(secret.reveal(), contextOf(id));
  }

  #open(id: string, sealed: Uint8Array): Secret<Buffer> {
    return Secret.of(this.vault.unwrap(sealed, contextOf(id)));
  }
}

function contextOf(id: string): string {
  return `secret of destination ${id}`;
}

async function insertWaiting(
  tx: Kysely<Tables>,
  id: string,
  rows: readonly WaitingDelivery[],
): Promise<void> {
  await tx
    .insertInto('event_delivery')
    .values(
      rows.map((row) => ({
        destination_id: id,
        place: row.place,
        verification_id: row.verificationId,
        attempts: row.attempts,
        first_tried_at: row.firstTriedAt?.getTime() ?? null,
        next_attempt_at: row.nextAttemptAt?.getTime() ?? null,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['destination_id', 'place']).doUpdateSet((eb) => ({
        attempts: eb.ref('excluded.attempts'),
        first_tried_at: eb.ref('excluded.first_tried_at'),
        next_attempt_at: eb.ref('excluded.next_attempt_at'),
      })),
    )
    .execute();
}

function parts<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  const count = Math.ceil(items.length / rowsPerStatement);
  return Array.from({ length: count }, (_, n) =>
    items.slice(n * rowsPerStatement, (n + 1) * rowsPerStatement),
  );
}
