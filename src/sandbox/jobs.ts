import type { TwinLog } from './twin';

/** Jobs that run later. After `stop` no job starts, and none is left running. */
export class Jobs {
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #running = new Set<Promise<void>>();
  #stopped = false;

  constructor(private readonly log: TwinLog) {}

  later(delayMs: number, job: () => Promise<void> | void): void {
    if (this.#stopped) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      const run = this.#run(job);
      this.#running.add(run);
      run.finally(() => this.#running.delete(run));
    }, delayMs);
    timer.unref();
    this.#timers.add(timer);
  }

  /** Drops the waiting jobs and resolves when the running ones have ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    await Promise.all(this.#running);
  }

  async #run(job: () => Promise<void> | void): Promise<void> {
    try {
      await job();
    } catch (error) {
      // Only the name: fetch puts addresses, which may be capabilities, into its messages.
      this.log.warn({ error: error instanceof Error ? error.name : typeof error }, 'a job of a twin failed');
    }
  }
}
