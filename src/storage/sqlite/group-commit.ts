import type { Kysely, Transaction } from 'kysely';
import type { Tables } from '../schema';

type Work<Result> = (tx: Transaction<Tables>) => Promise<Result>;

interface Waiting {
  readonly work: Work<unknown>;
  resolve(result: unknown): void;
  reject(error: unknown): void;
}

/** A limit, so that work that comes after a crowd does not wait for all of it. */
const maxGroup = 64;

/**
 * Group commit: works that wait at the same time share one transaction, and so one wait for the disk, which costs more
 * than everything else. Each gets its result after the commit and not before.
 *
 * No work waits for a group to fill: the works that arrive in one turn of the event loop are committed right after it.
 * A single one is a group of one.
 */
export class GroupCommit {
  readonly #waiting: Waiting[] = [];

  constructor(private readonly db: Kysely<Tables>) {}

  /** Runs the work in a transaction that others may share. It may run twice, the first time without effect. */
  transact<Result>(work: Work<Result>): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      this.#waiting.push({ work, resolve: resolve as Waiting['resolve'], reject });
      if (this.#waiting.length === 1) this.#commitSoon();
    });
  }

  /** Runs after all sockets that are readable now have been read. */
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
        // One of them rolled back all of them: each runs by itself now, so that only that one fails.
        for (const one of group) await this.#commit([one]);
      } else {
        // A fault of the database, which would be the same for each of them.
        for (const { reject } of group) reject(error);
      }
    }
  }
}
