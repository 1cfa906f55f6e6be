import { createSecretKey, type KeyObject, randomBytes, randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Dialect } from './dialect';
import type { Tables } from './schema';
import { prepareRead } from './statement';
import type { Vault } from './vault';

/** A key that is open takes nearly two kilobytes. */
const cacheSize = 10_000;
const batchSize = 500;

export interface DataKey {
  readonly id: string;
  readonly key: KeyObject;
}

/**
 * The accounts' data keys, which seal everything personal. They stand wrapped in the key store, which is kept apart
 * from the database: once a key is deleted there, no backup of the database brings its account's data back.
 */
export class DataKeys {
  /** A key opened once is kept for a while: unwrapping costs more than using it. */
  readonly #opened = new Map<string, KeyObject>();
  readonly #wrapped;

  constructor(
    private readonly db: Kysely<Tables>,
    private readonly vault: Vault,
    dialect: Dialect,
  ) {
    this.#wrapped = prepareRead(db, dialect, ({ ids }: { ids: readonly string[] }) =>
      db.selectFrom('keystore.data_key').select(['id', 'wrapped']).where(dialect.among('id', ids)),
    );
  }

  /** A new key, durable before it is returned, and so before anything is sealed with it. */
  async create(): Promise<DataKey> {
    const id = randomUUID();
    const key = randomBytes(32);
    const wrapped = this.vault.wrap(key, contextOf(id));
    await this.db.insertInto('keystore.data_key').values({ id, wrapped }).execute();
    return { id, key: createSecretKey(key) };
  }

  /** Null when it was destroyed. */
  async find(db: Kysely<Tables>, id: string): Promise<DataKey | null> {
    const row = await db
      .selectFrom('keystore.data_key')
      .select('wrapped')
      .where('id', '=', id)
      .executeTakeFirst();
    return row ? { id, key: this.open(id, row.wrapped) } : null;
  }

  /** The key that came with a row; null where it was destroyed. */
  readonly keyOf = (row: { data_key_id: string; data_key_wrapped: Uint8Array | null }): KeyObject | null =>
    row.data_key_wrapped && this.open(row.data_key_id, row.data_key_wrapped);

  /** The key that is in memory. */
  opened(id: string): KeyObject | undefined {
    return this.#opened.get(id);
  }

  /** Those of these keys that there are, in one query. Each is opened when it is needed. */
  async findMany(ids: readonly string[]): Promise<ReadonlyMap<string, () => KeyObject>> {
    const rows = await this.#wrapped({ ids });
    return new Map(rows.map(({ id, wrapped }) => [id, () => this.open(id, wrapped)]));
  }

  open(id: string, wrapped: Uint8Array): KeyObject {
    const known = this.#opened.get(id);
    if (known) return known;
    const key = createSecretKey(this.vault.unwrap(wrapped, contextOf(id)));
    const oldest = this.#opened.size >= cacheSize ? this.#opened.keys().next().value : undefined;
    if (oldest !== undefined) this.#opened.delete(oldest);
    this.#opened.set(id, key);
    return key;
  }

  /** For good: what it sealed, wherever a copy of that lies, is gone with it. */
  async destroy(id: string): Promise<void> {
    this.#opened.delete(id);
    await this.db.deleteFrom('keystore.data_key').where('id', '=', id).execute();
  }

  /** Wraps every key with the first service key that is not yet. Safe while the service runs. How many it wrapped. */
  async rewrap(onProgress: (done: number) => void = () => {}): Promise<number> {
    let done = 0;
    for (let after = ''; ; ) {
      const rows = await this.db
        .selectFrom('keystore.data_key')
        .selectAll()
        .where('id', '>', after)
        .orderBy('id')
        .limit(batchSize)
        .execute();
      for (const { id, wrapped } of rows) {
        if (!this.vault.isOutdated(wrapped)) continue;
        const renewed = this.vault.wrap(this.vault.unwrap(wrapped, contextOf(id)), contextOf(id));
        await this.db
          .updateTable('keystore.data_key')
          .set({ wrapped: renewed })
          .where('id', '=', id)
          .execute();
        done += 1;
      }
      onProgress(done);
      const last = rows.at(-1);
      if (!last) return done;
      after = last.id;
    }
  }
}

function contextOf(id: string): string {
  return `data_key:${id}`;
}
