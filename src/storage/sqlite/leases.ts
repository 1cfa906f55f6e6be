import type { Kysely } from 'kysely';
import type { StoreLeases } from '../dialect';
import type { LeasedJob } from '../leases/contract';
import type { Tables } from '../schema';

/** How often a success is written down at most: every write is a wait for the disk. */
const recordingMs = 30_000;

/** An SQLite file serves one process, which has every lease; successes are recorded for `realname doctor`. */
export class SqliteLeases implements StoreLeases {
  readonly #running = new Set<string>();
  readonly #successes = new Map<string, Date>();
  readonly #recordedAt = new Map<string, number>();

  constructor(private readonly db: Kysely<Tables>) {}

  async withLease(duty: string, job: LeasedJob): Promise<Date | null> {
    if (this.#running.has(duty)) return this.#successes.get(duty) ?? null;
    this.#running.add(duty);
    try {
      await job(new AbortController().signal);
      const succeededAt = new Date();
      this.#successes.set(duty, succeededAt);
      await this.#record(duty, succeededAt);
      return succeededAt;
    } finally {
      this.#running.delete(duty);
    }
  }

  async lastSuccesses(): Promise<ReadonlyMap<string, Date | null>> {
    const rows = await this.db.selectFrom('lease').select(['duty', 'last_success_at']).execute();
    return new Map(
      rows.map(({ duty, last_success_at: at }) => [duty, at === null ? null : new Date(at)] as const),
    );
  }

  async confirm(): Promise<void> {}

  async #record(duty: string, succeededAt: Date): Promise<void> {
    const recordedAt = this.#recordedAt.get(duty);
    if (recordedAt !== undefined && performance.now() - recordedAt < recordingMs) return;
    this.#recordedAt.set(duty, performance.now());
    const values = { owner: 'this process', until: 0, last_success_at: succeededAt.getTime() };
    await this.db
      .insertInto('lease')
      .values({ duty, ...values })
      .onConflict((conflict) => conflict.column('duty').doUpdateSet(values))
      .execute();
  }
}
