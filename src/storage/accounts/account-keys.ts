import type { Kysely, Transaction } from 'kysely';
import type { OpenDatabase } from '../dialect';
import type { DataKey, DataKeys } from '../encryption/data-keys';
import type { Tables } from '../schema';

/** A key that a transaction may use, and whether it was made for it. */
export interface PreparedKey {
  readonly key: DataKey;
  readonly isFresh: boolean;
}

/** The data key of each account, and the account's counter of events. */
export class AccountKeys {
  readonly #db: Kysely<Tables>;

  constructor(
    database: OpenDatabase,
    private readonly dataKeys: DataKeys,
  ) {
    this.#db = database.db;
  }

  /**
   * Runs the work with the account's own key, or with a new one. Once more with a new one if the account was erased in
   * the meantime.
   */
  async using<Result>(guid: string | null, work: (usual: PreparedKey) => Promise<Result>): Promise<Result> {
    const known = await this.#keyOf(guid);
    try {
      return await work(known ? { key: known, isFresh: false } : await this.#fresh());
    } catch (error) {
      if (!(error instanceof AccountErased)) throw error;
      return work(await this.#fresh());
    }
  }

  /**
   * Adds `events` to the account's counter, and makes the account if it is new. The key is the one found before, unless
   * that was replaced since.
   */
  async claim(
    tx: Transaction<Tables>,
    guid: string,
    { key: usual, isFresh }: PreparedKey,
    events: number,
  ): Promise<{ readonly sequence: number; readonly dataKey: DataKey }> {
    const account = await tx
      .insertInto('account')
      .values({ guid, last_sequence: events, data_key_id: usual.id })
      .onConflict((conflict) =>
        conflict
          .column('guid')
          .doUpdateSet((eb) => ({ last_sequence: eb('account.last_sequence', '+', events) })),
      )
      .returning(['last_sequence', 'data_key_id'])
      .executeTakeFirstOrThrow();
    const sequence = account.last_sequence;
    if (account.data_key_id === usual.id) return { sequence, dataKey: usual };
    const own = await this.dataKeys.find(account.data_key_id, tx);
    if (own) return { sequence, dataKey: own };
    if (!isFresh) throw new AccountErased();
    await tx.updateTable('account').set({ data_key_id: usual.id }).where('guid', '=', guid).execute();
    return { sequence, dataKey: usual };
  }

  /** Destroys a key that was made in vain: nothing was recorded, or a concurrent creation made the account's first. */
  async settle({ key, isFresh }: PreparedKey, usedId: string | null): Promise<void> {
    if (isFresh && usedId !== key.id) await this.dataKeys.destroy([key.id]);
  }

  /** Before the transaction: a key is durable before its use. */
  async #fresh(): Promise<PreparedKey> {
    return { key: await this.dataKeys.create(), isFresh: true };
  }

  async #keyOf(guid: string | null): Promise<DataKey | null> {
    if (guid === null) return null;
    const account = await this.#db
      .selectFrom('account')
      .select('data_key_id')
      .where('guid', '=', guid)
      .executeTakeFirst();
    return account ? this.dataKeys.find(account.data_key_id) : null;
  }
}

/** Thrown to roll back: since the account's key was read, the account was erased, and that key is being destroyed. */
class AccountErased extends Error {
  override readonly name = 'AccountErased';
}
