/** The first operations get a label of their own in the metrics; later ones are `other`. */
const maxNames = 50;

/** Clients choose the names in their documents: without a bound, names would fill the memory of the scraper. */
export class OperationNames {
  readonly #known = new Set<string>();

  constructor(private readonly limit = maxNames) {}

  /** The label of an operation in the metrics. */
  labelOf(name: string | null): string {
    if (name === null) return 'anonymous';
    if (this.#known.has(name)) return name;
    if (this.#known.size >= this.limit) return 'other';
    this.#known.add(name);
    return name;
  }
}
