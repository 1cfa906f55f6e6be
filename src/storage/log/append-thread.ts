import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { SqliteAddress } from '../database-address';
import type { CipherSuiteName } from '../encryption/cipher-suite';
import type { ServiceKey } from '../encryption/vault';
import type { HashiCorpAddress, KeyStoreAddress } from '../key-store/contract';
import type { LogChanges } from './contract';

export interface AppendThreadSettings {
  readonly database: SqliteAddress;
  readonly keyStore: Exclude<KeyStoreAddress, HashiCorpAddress>;
  readonly encryptionKeys: readonly ServiceKey[];
  readonly cipherSuite: CipherSuiteName;
}

/** What the thread is started with: a secret is not copied into another thread as one. */
export interface AppendThreadData extends Omit<AppendThreadSettings, 'encryptionKeys'> {
  readonly encryptionKeys: readonly { readonly id: string; readonly key: Uint8Array }[];
}

export type AppendThreadMessage = { readonly append: number } | { readonly forget: readonly string[] };

export interface AppendThreadAnswer {
  readonly added: number;
  readonly fault: Error | null;
}

/**
 * Adds the entries of the transparency log in a thread of its own, with its own connection to the SQLite database.
 * Otherwise the requests, which one thread serves, would wait while entries are sealed and hashed. The thread starts
 * with the first entry.
 */
export class AppendThread implements Pick<LogChanges, 'append'> {
  #worker: Worker | null = null;

  constructor(private readonly settings: AppendThreadSettings) {}

  /** To be called again only when it has returned. */
  async append(most: number): Promise<number> {
    this.#worker ??= this.#start();
    this.#send({ append: most });
    const [answer] = (await once(this.#worker, 'message')) as [AppendThreadAnswer];
    if (answer.fault) throw answer.fault;
    return answer.added;
  }

  /** Drops opened keys that were destroyed. */
  forgetKeys(ids: readonly string[]): void {
    this.#send({ forget: ids });
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #send(message: AppendThreadMessage): void {
    this.#worker?.postMessage(message);
  }

  #start(): Worker {
    const { database, keyStore, encryptionKeys, cipherSuite } = this.settings;
    const workerData: AppendThreadData = {
      database,
      keyStore,
      cipherSuite,
      encryptionKeys: encryptionKeys.map(({ id, key }) => ({ id, key: key.reveal() })),
    };
    const worker = new Worker(join(__dirname, 'append-worker.js'), { workerData });
    // An append that is under way rejects; the next one starts another thread.
    worker.on('error', () => {
      this.#worker = null;
    });
    worker.unref();
    return worker;
  }
}
