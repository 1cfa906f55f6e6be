import { randomUUID } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { StoreLeases } from '../dialect';
import type { LeasedJob } from '../leases/contract';
import { LeaseLostError } from '../leases/errors';
import type { Tables } from '../schema';

/** How long a duty stands still when its process vanished. */
const leaseMs = 10_000;
const renewalMs = 2500;

/** Every process goes by the same clock, whatever its own says. */
const now = sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`;

export class PostgresLeases implements StoreLeases {
  readonly #owner = randomUUID();
  /** Duties that this process does: a lease of its own would not keep it from a second round. */
  readonly #running = new Set<string>();

  constructor(private readonly db: Kysely<Tables>) {}

  async withLease(duty: string, job: LeasedJob): Promise<Date | null> {
    if (this.#running.has(duty)) return this.#lastSuccess(duty);
    this.#running.add(duty);
    try {
      if (!(await this.#take(duty))) return await this.#lastSuccess(duty);
      return await this.#keeping(duty, job);
    } finally {
      this.#running.delete(duty);
    }
  }

  async lastSuccesses(): Promise<ReadonlyMap<string, Date | null>> {
    const rows = await this.db.selectFrom('lease').select(['duty', 'last_success_at']).execute();
    return new Map(rows.map((row) => [row.duty, toDate(row.last_success_at)]));
  }

  async confirm(tx: Kysely<Tables>, duty: string): Promise<void> {
    const held = await tx
      .selectFrom('lease')
      .select('duty')
      .where('duty', '=', duty)
      .where('owner', '=', this.#owner)
      .where('until', '>', now)
      .forUpdate()
      .executeTakeFirst();
    if (!held) throw new LeaseLostError(`Another process may do the duty ${duty} now.`);
  }

  async #take(duty: string): Promise<boolean> {
    const { numInsertedOrUpdatedRows } = await this.db
      .insertInto('lease')
      .values({ duty, owner: this.#owner, until: ends, last_success_at: null })
      .onConflict((conflict) =>
        conflict
          .column('duty')
          .doUpdateSet({ owner: this.#owner, until: ends })
          .where((eb) => eb.or([eb('lease.until', '<=', now), eb('lease.owner', '=', this.#owner)])),
      )
      .executeTakeFirst();
    return (numInsertedOrUpdatedRows ?? 0n) > 0n;
  }

  async #keeping(duty: string, job: LeasedJob): Promise<Date | null> {
    const lost = new AbortController();
    // By the time since the start and not by a clock, which can be set.
    let heldUntil = performance.now() + leaseMs;
    const renewal = setInterval(async () => {
      const askedAt = performance.now();
      if (askedAt > heldUntil)
        lost.abort(new LeaseLostError(`The lease of ${duty} was not renewed in time.`));
      if (lost.signal.aborted) return;
      // A fault is one of the connection: the next renewal may come through.
      const isHeld = await this.#renew(duty).catch(() => null);
      if (isHeld) heldUntil = askedAt + leaseMs;
      if (isHeld === false) lost.abort(new LeaseLostError(`Another process does the duty ${duty}.`));
    }, renewalMs);
    renewal.unref();
    try {
      await job(lost.signal);
    } catch (error) {
      // The job's error is the one to tell; a lease that could not be given back ends by itself.
      await this.#giveBack(duty, false).catch(() => {});
      throw error;
    } finally {
      clearInterval(renewal);
    }
    return this.#giveBack(duty, true);
  }

  async #renew(duty: string): Promise<boolean> {
    const { numUpdatedRows } = await this.#ofMine(duty).set({ until: ends }).executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  async #giveBack(duty: string, isDone: boolean): Promise<Date | null> {
    const mine = this.#ofMine(duty);
    const row = await mine
      .set({ until: 0, ...(isDone && { last_success_at: now }) })
      .returning('last_success_at')
      .executeTakeFirst();
    return toDate(row?.last_success_at ?? null);
  }

  #ofMine(duty: string) {
    return this.db.updateTable('lease').where('duty', '=', duty).where('owner', '=', this.#owner);
  }

  async #lastSuccess(duty: string): Promise<Date | null> {
    const row = await this.db
      .selectFrom('lease')
      .select('last_success_at')
      .where('duty', '=', duty)
      .executeTakeFirst();
    return toDate(row?.last_success_at ?? null);
  }
}

const ends = sql<number>`${now} + ${sql.lit(leaseMs)}`;

function toDate(time: number | null): Date | null {
  return time === null ? null : new Date(time);
}
