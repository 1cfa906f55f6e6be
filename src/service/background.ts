/** Work that goes on after the answer it began with. */
export class Background {
  readonly #running = new Set<Promise<void>>();

  /** `report` is called if the work fails. */
  run(work: () => Promise<unknown>, report: (error: unknown) => void): void {
    const running = work()
      .then(() => undefined, report)
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  /** Resolves once nothing runs any more. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }
}
