import type { Transaction } from 'kysely';
import type { OpenDatabase } from '../dialect';
import type { Fingerprints } from '../encryption/vault';
import type { Tables } from '../schema';
import { transact, transactTogether } from '../transact';
import type { AttemptChanges, AttemptCount, TooMany } from './contract';

interface Window {
  readonly now: Date;
  readonly windowMs: number;
}

export class AttemptCounter implements AttemptChanges {
  constructor(
    private readonly database: OpenDatabase,
    private readonly fingerprints: Fingerprints,
  ) {}

  take(counter: string, { limit, ...window }: Window & { readonly limit: number }): Promise<Date | null> {
    return transactTogether(this.database, (tx) => this.#count(tx, counter, limit, window));
  }

  async takeAll(attempts: AttemptCount): Promise<Date | null> {
    const full = await this.transactCounting((tx) => this.count(tx, attempts));
    return full ? full.retryAt : null;
  }

  giveBack({ counters, now }: AttemptCount): Promise<void> {
    return transact(this.database, async (tx) => {
      for (const { name } of counters) await this.#giveBack(tx, name, now.getTime());
    });
  }

  forget({ now, windowMs }: Window): Promise<number> {
    return transact(this.database, async (tx) => {
      const { numDeletedRows: expired } = await tx
        .deleteFrom('attempt')
        .where('expires_at', '<=', now.getTime())
        .executeTakeFirst();
      const { numDeletedRows: former } = await tx
        .deleteFrom('attempt')
        .where('expires_at', 'is', null)
        .where('at', '<=', now.getTime() - windowMs)
        .executeTakeFirst();
      return Number(expired + former);
    });
  }

  /** Counts attempts within a transaction of `transactCounting`. */
  async count(tx: Transaction<Tables>, { counters, ...window }: AttemptCount): Promise<void> {
    let retryAt: Date | null = null;
    for (const { name, limit, windowMs = window.windowMs } of counters) {
      const free = await this.#count(tx, name, limit, { ...window, windowMs });
      if (free && (!retryAt || free > retryAt)) retryAt = free;
    }
    if (retryAt) throw new TooManyAttempts(retryAt);
  }

  /** One transaction that counts attempts among other things; once a counter is full, all of it is rolled back. */
  async transactCounting<Result>(
    work: (tx: Transaction<Tables>) => Promise<Result>,
  ): Promise<Result | TooMany> {
    try {
      return await transact(this.database, work);
    } catch (error) {
      if (error instanceof TooManyAttempts) return { kind: 'tooManyAttempts', retryAt: error.retryAt };
      throw error;
    }
  }

  /** Attempts of the same moment are alike: all but one are counted again. */
  async #giveBack(tx: Transaction<Tables>, counter: string, at: number): Promise<void> {
    const target_hash = counterHash(this.fingerprints, counter);
    await this.database.lock(tx, `attempt:${target_hash}`);
    const counted = await tx
      .deleteFrom('attempt')
      .where('target_hash', '=', target_hash)
      .where('at', '=', at)
      .returningAll()
      .execute();
    for (const other of counted.slice(1)) await tx.insertInto('attempt').values(other).execute();
  }

  async #count(
    tx: Transaction<Tables>,
    counter: string,
    limit: number,
    { now, windowMs }: Window,
  ): Promise<Date | null> {
    const hash = counterHash(this.fingerprints, counter);
    await this.database.lock(tx, `attempt:${hash}`);
    const time = now.getTime();
    // An attempt in the future was counted before the clock was set back: it must not lock anybody out until then.
    await tx
      .deleteFrom('attempt')
      .where('target_hash', '=', hash)
      .where((eb) => eb.or([eb('at', '<=', time - windowMs), eb('at', '>', time + windowMs)]))
      .execute();
    const attempts = await tx
      .selectFrom('attempt')
      .select('at')
      .where('target_hash', '=', hash)
      .orderBy('at', 'desc')
      .limit(limit)
      .execute();
    const oldest = attempts[limit - 1];
    if (oldest) return new Date(oldest.at + windowMs);
    await tx
      .insertInto('attempt')
      .values({ target_hash: hash, at: time, expires_at: time + windowMs })
      .execute();
    return null;
  }
}

/** The name of a counter as it is stored. */
export function counterHash(fingerprints: Fingerprints, counter: string): string {
  return fingerprints.of(`attempt:${counter}`);
}

/** Thrown to roll the transaction back once a counter is exceeded. */
class TooManyAttempts extends Error {
  override readonly name = 'TooManyAttempts';

  constructor(readonly retryAt: Date) {
    super('A counter of attempts is full.');
  }
}
