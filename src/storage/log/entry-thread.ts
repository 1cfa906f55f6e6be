import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { SqliteAddress } from '../database-address';
import type { CipherSuiteName } from '../encryption/cipher-suite';
import type { ServiceKey } from '../encryption/vault';
import type { HashiCorpAddress, KeyStoreAddress } from '../key-store/contract';
import type { EntryBatch, EntryMaker } from './entry-maker';
import { type PackedBatch, unpack } from './packed-batch';

export interface EntryThreadSettings {
  readonly database: SqliteAddress;
  readonly keyStore: Exclude<KeyStoreAddress, HashiCorpAddress>;
  readonly encryptionKeys: readonly ServiceKey[];
  readonly cipherSuite: CipherSuiteName;
}

/** The same as the thread gets it: `Secret` cannot be copied into another thread. */
export interface EntryThreadData extends Omit<EntryThreadSettings, 'encryptionKeys'> {
  readonly encryptionKeys: readonly { readonly id: string; readonly key: Uint8Array }[];
}

export type EntryThreadMessage = { readonly most: number } | { readonly forget: readonly string[] };

export interface EntryThreadAnswer {
  readonly batch: PackedBatch | null;
  readonly fault: Error | null;
}

/**
 * Makes the entries of the transparency log in a thread of its own, which reads the SQLite database over a connection of
 * its own. Otherwise the requests, which one thread serves, would wait while entries are sealed and hashed. The thread
 * writes nothing: after a write of another connection SQLite forgets the pages that it has cached. It starts with the
 * first entry.
 */
export class EntryThread implements Pick<EntryMaker, 'next'> {
  #worker: Worker | null = null;

  constructor(private readonly settings: EntryThreadSettings) {}

  /** To be called again only when it has returned. */
  async next(most: number): Promise<EntryBatch | null> {
    this.#worker ??= this.#start();
    this.#send({ most });
    const [answer] = (await once(this.#worker, 'message')) as [EntryThreadAnswer];
    if (answer.fault) throw answer.fault;
    return answer.batch && unpack(answer.batch);
  }

  /** Drops opened keys that were destroyed. */
  forgetKeys(ids: readonly string[]): void {
    this.#send({ forget: ids });
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #send(message: EntryThreadMessage): void {
    this.#worker?.postMessage(message);
  }

  #start(): Worker {
    const { database, keyStore, encryptionKeys, cipherSuite } = this.settings;
    const workerData: EntryThreadData = {
      database,
      keyStore,
      cipherSuite,
      encryptionKeys: encryptionKeys.map(({ id, key }) => ({ id, key: key.reveal() })),
    };
    const worker = new Worker(join(__dirname, 'entry-worker.js'), { workerData });
    // A request that is under way rejects; the next one starts another thread.
    worker.on('error', () => {
      this.#worker = null;
    });
    worker.unref();
    return worker;
  }
}
