import { randomBytes, randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Tables } from './schema';
import type { Vault } from './vault';

const cacheSize = 1000;
const batchSize = 500;

export interface DataKey {
  readonly id: string;
  readonly key: Buffer;
}

/**
 * The accounts' data keys, which seal everything personal. They stand wrapped in the key store, which is kept apart
 * from the database: once a key is deleted there, no backup of the database brings its account's data back.
 */
export class DataKeys {
  /** A key opened once is kept for a while: unwrapping costs more than using it. */
  readonly #opened = new Map<string, Buffer>();

  constructor(
    private readonly db: Kysely<Tables>,
    private readonly vault: Vault,
  ) {}

  /** A new key, durable before it is returned, and so before anything is sealed with it. */
  async create(): Promise<DataKey> {
    const id = randomUUID();
    const key = randomBytes(32);
    const wrapped = this.vault.wrap(key, contextOf(id));
    await this.db.insertInto('keystore.data_key').values({ id, wrapped }).execute();
    return { id, key };
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

  open(id: string, wrapped: Uint8Array): Buffer {
    const known = this.#opened.get(id);
    if (known) return known;
    const key = this.vault.unwrap(wrapped, contextOf(id));
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
