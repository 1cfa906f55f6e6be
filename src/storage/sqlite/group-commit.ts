import type { Kysely, Transaction } from 'kysely';
import type { Tables } from '../schema';

type Work<Result> = (tx: Transaction<Tables>) => Promise<Result>;

interface Waiting {
  readonly work: Work<unknown>;
  resolve(result: unknown): void;
  reject(error: unknown): void;
}

/** So that what comes after a crowd does not wait for all of it. */
const maxGroup = 64;

/**
 * Group commit: works that wait at the same time share one transaction, and so one wait for the disk, which costs more
 * than all the rest. Each is told its result after the commit and not before.
 *
 * Nobody waits for a group to fill: whatever came in with the same look at the sockets is committed right after it.
 * One that comes alone is a group of one.
 */
export class GroupCommit {
  readonly #waiting: Waiting[] = [];

  constructor(private readonly db: Kysely<Tables>) {}

  /** Runs the work within a transaction that others may share. It may run twice, the first time without effect. */
  transact<Result>(work: Work<Result>): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      this.#waiting.push({ work, resolve: resolve as Waiting['resolve'], reject });
      if (this.#waiting.length === 1) this.#commitSoon();
    });
  }

  /** After the sockets that are readable now have been read. */
  #commitSoon(): void {
    setImmediate(() => {
      const group = this.#waiting.splice(0, maxGroup);
      if (this.#waiting.length > 0) this.#commitSoon();
      void this.#commit(group);
    });
  }

  async #commit(group: readonly Waiting[]): Promise<void> {
    let isOneAtFault = false;
    try {
      const results = await this.db.transaction().execute(async (tx) => {
        const done: unknown[] = [];
        for (const { work } of group) {
          isOneAtFault = true;
          done.push(await work(tx));
          isOneAtFault = false;
        }
        return done;
      });
      group.forEach(({ resolve }, place) => {
        resolve(results[place]);
      });
    } catch (error) {
      if (isOneAtFault && group.length > 1) {
        // One of them took everybody's work back with its own: each by itself, so that it fails alone.
        for (const one of group) await this.#commit([one]);
      } else {
        // The database's fault: it would be the same for each of them.
        for (const { reject } of group) reject(error);
      }
    }
  }
}
