import { createSecretKey, type KeyObject, randomBytes, randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { KeyStore } from '../key-store/contract';
import type { Tables } from '../schema';
import { KeyCache } from './key-cache';
import type { Vault } from './vault';

/** Together some 50 MB, if so many accounts are in use. */
const cacheSizes = { objects: 10_000, plain: 200_000 };

/**
 * How long an opened key is kept if the message that it was destroyed was lost. A redacted row names no key, so that
 * the key opens something in that time only if a row is put back as it was; and a reveal reads the key afresh.
 */
const cacheMs = 60_000;

export interface DataKey {
  readonly id: string;
  readonly key: KeyObject;
}

/** Keys that were read together. */
export interface LoadedKeys {
  has(id: string): boolean;
  /** The key of a row, opened; null if it is destroyed. */
  readonly of: (row: { readonly data_key_id: string }) => KeyObject | null;
}

/** Tells the other processes on the same database that keys were destroyed. */
export interface KeyNews {
  keysDestroyed(ids: readonly string[]): void;
}

/**
 * The accounts' data keys, which seal everything personal. They are stored sealed in the key store, which is separate
 * from the database: once a key is destroyed there, no backup of the database restores its account's data.
 */
export class DataKeys {
  /** Opened keys are cached: reading and unwrapping one costs more than using it. */
  readonly #opened = new KeyCache({ ...cacheSizes, ms: cacheMs });

  readonly #forgotten: (() => void)[] = [];

  constructor(
    private readonly keyStore: KeyStore,
    private readonly vault: Vault,
    private readonly news: KeyNews,
  ) {}

  /** A new key, durable before it is returned, and so before anything is sealed with it. */
  async create(): Promise<DataKey> {
    const id = randomUUID();
    const key = randomBytes(32);
    await this.keyStore.add(id, this.vault.wrap(key, dataKeyContext(id)));
    return { id, key: createSecretKey(key) };
  }

  /** Null when it was destroyed. `within` is the transaction under way. */
  async find(id: string, within?: Kysely<Tables>): Promise<DataKey | null> {
    const key = (await this.load([id], within)).of({ data_key_id: id });
    return key && { id, key };
  }

  /** A key from the cache. */
  opened(id: string): KeyObject | undefined {
    return this.#opened.get(id);
  }

  /** Reads the keys that are not in the cache, in one query. Each is opened when it is needed. */
  async load(ids: readonly string[], within?: Kysely<Tables>): Promise<LoadedKeys> {
    const known = new Map<string, KeyObject>();
    const missing: string[] = [];
    for (const id of new Set(ids)) {
      const key = this.#opened.get(id);
      if (key) known.set(id, key);
      else if (id !== '') missing.push(id);
    }
    const sealed = missing.length === 0 ? noKeys : await this.keyStore.read(missing, within);
    return {
      has: (id) => known.has(id) || sealed.has(id),
      of: ({ data_key_id: id }) => {
        const bytes = sealed.get(id);
        return known.get(id) ?? (bytes ? this.#open(id, bytes) : null);
      },
    };
  }

  /** Irreversible: everything that the keys sealed is lost with them, in every copy. */
  async destroy(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    this.forget(ids);
    await this.keyStore.destroy(ids);
    // Again: a read that was under way can have put one back.
    this.forget(ids);
    this.news.keysDestroyed(ids);
  }

  /** Drops opened keys, which another process has destroyed; without ids, all of them. */
  readonly forget = (ids?: readonly string[]): void => {
    if (ids === undefined) this.#opened.clear();
    else for (const id of ids) this.#opened.delete(id);
    for (const listener of this.#forgotten) listener();
  };

  /** Calls the listener whenever keys are dropped because they were destroyed. */
  onForgotten(listener: () => void): void {
    this.#forgotten.push(listener);
  }

  /** Wraps every key with the first service key. Safe while the service runs. Returns how many it wrapped. */
  async rewrap(onProgress: (done: number) => void = () => {}): Promise<number> {
    let done = 0;
    for await (const ids of this.keyStore.ids()) {
      for (const [id, wrapped] of await this.keyStore.read(ids)) {
        if (!this.vault.isOutdated(wrapped)) continue;
        const renewed = this.vault.wrap(this.vault.unwrap(wrapped, dataKeyContext(id)), dataKeyContext(id));
        if (await this.keyStore.replace(id, renewed)) done += 1;
      }
      onProgress(done);
    }
    if (done > 0) await this.keyStore.tidy();
    return done;
  }

  #open(id: string, wrapped: Uint8Array): KeyObject {
    return this.#opened.get(id) ?? this.#opened.add(id, this.vault.unwrap(wrapped, dataKeyContext(id)));
  }
}

const noKeys: ReadonlyMap<string, Uint8Array> = new Map();

/** The context that a wrapped data key is bound to. */
export function dataKeyContext(id: string): string {
  return `data_key:${id}`;
}
