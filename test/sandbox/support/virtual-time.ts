interface PlannedJob {
  readonly at: number;
  readonly job: () => Promise<void> | void;
}

/** A clock that moves only when told to, and runs what was planned in the order of its time. */
export class VirtualTime {
  #now: number;
  #planned: PlannedJob[] = [];

  constructor(start: Date) {
    this.#now = start.getTime();
  }

  readonly now = (): Date => new Date(this.#now);

  readonly later = (delayMs: number, job: () => Promise<void> | void): void => {
    this.#planned.push({ at: this.#now + delayMs, job });
  };

  /** Runs everything planned, also what running it plans, and returns how many milliseconds that took. */
  async runAll(): Promise<number> {
    const start = this.#now;
    for (let next = this.#takeNext(); next !== undefined; next = this.#takeNext()) {
      this.#now = next.at;
      await next.job();
    }
    return this.#now - start;
  }

  #takeNext(): PlannedJob | undefined {
    const [next] = this.#planned.toSorted((left, right) => left.at - right.at);
    this.#planned = this.#planned.filter((planned) => planned !== next);
    return next;
  }
}
