import type { Kysely } from 'kysely';
import { withTimeout } from '../../domain/with-timeout';
import type { Tables } from '../schema';

/** Pause between two looks, in milliseconds: requests to invented addresses cost one look a second, however many. */
const pauseMs = 1000;

/** Longest wait for a look, in milliseconds. */
const patienceMs = 1000;

/**
 * Whether any verification has a callback address of 1.0.0, whose token carries no MAC. While the previous release runs
 * next to this one there can be a first one at any time.
 */
export class FormerCallbacks {
  #exist = false;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #look: Promise<void> = Promise.resolve();

  constructor(private readonly db: Kysely<Tables>) {}

  /** If the database does not answer, the finding of the last look. */
  async exist(): Promise<boolean> {
    if (this.#exist) return true;
    if (performance.now() - this.#lookedAt >= pauseMs) {
      this.#lookedAt = performance.now();
      this.#look = withTimeout(this.#read(), patienceMs, 'The store does not answer.').catch(() => {});
    }
    await this.#look;
    return this.#exist;
  }

  async #read(): Promise<void> {
    const row = await this.db
      .selectFrom('verification')
      .select('callback_form')
      .where('callback_form', '=', 1)
      .where('door_token_hash', 'is not', null)
      .limit(1)
      .executeTakeFirst();
    this.#exist = row !== undefined;
  }
}
