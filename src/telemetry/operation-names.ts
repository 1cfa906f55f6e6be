/** So many operations have a name of their own in the metrics; what comes later is `other`. */
const maxNames = 50;

/** A document is written by whoever sends it: without a bound, names would fill the memory of whoever scrapes us. */
export class OperationNames {
  readonly #known = new Set<string>();

  constructor(private readonly limit = maxNames) {}

  /** The name that an operation has in the metrics. */
  labelOf(name: string | null): string {
    if (name === null) return 'anonymous';
    if (this.#known.has(name)) return name;
    if (this.#known.size >= this.limit) return 'other';
    this.#known.add(name);
    return name;
  }
}
