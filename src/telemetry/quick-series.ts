import type { Metric, Registry } from 'prom-client';

/**
 * Counters and histograms of prom-client's registry that are counted here. prom-client checks, sorts and joins the
 * labels of every observation, which for a remembered row took as long as reading its state. The text at /metrics is the
 * same; a test compares it.
 */

type Labels<Label extends string> = Readonly<Record<Label, string>>;

interface Described<Label extends string> {
  readonly name: string;
  readonly help: string;
  readonly labelNames: readonly Label[];
  readonly registers: readonly Registry[];
}

/** One of each set of label values. Labels are never missing. */
class SeriesMap<Label extends string, Series> {
  readonly #series = new Map<string, Series>();

  constructor(
    private readonly names: readonly Label[],
    private readonly make: (labels: Labels<Label>) => Series,
  ) {
    // Without labels there is one series, which begins at 0.
    if (names.length === 0) this.of({} as Labels<Label>);
  }

  of(labels: Labels<Label>): Series {
    let key = '';
    for (const name of this.names) key += `${labels[name]}\n`;
    const known = this.#series.get(key);
    if (known) return known;
    const own = Object.fromEntries(this.names.map((name) => [name, labels[name]])) as Labels<Label>;
    const made = this.make(own);
    this.#series.set(key, made);
    return made;
  }

  get all(): readonly Series[] {
    return [...this.#series.values()];
  }
}

export class QuickCounter<Label extends string> {
  readonly #series;

  constructor({ labelNames, registers, ...described }: Described<Label>) {
    this.#series = new SeriesMap(labelNames, (labels) => ({ labels, value: 0 }));
    register(registers, { ...described, type: 'counter' }, () => this.#series.all);
  }

  inc(labels: Labels<Label>, by = 1): void {
    this.#series.of(labels).value += by;
  }
}

export class QuickHistogram<Label extends string> {
  readonly #series;
  readonly #buckets: readonly number[];

  constructor({
    labelNames,
    registers,
    buckets,
    ...described
  }: Described<Label> & { readonly buckets: readonly number[] }) {
    this.#buckets = buckets;
    this.#series = new SeriesMap(labelNames, (labels) => ({
      labels,
      // The last one is for values above every bucket.
      counts: new Float64Array(buckets.length + 1),
      sum: 0,
    }));
    register(registers, { ...described, type: 'histogram' }, () =>
      this.#series.all.flatMap(({ labels, counts, sum }) => {
        let count = 0;
        const values: Exported[] = Array.from(counts, (own, place) => {
          count += own;
          const le = buckets[place] ?? '+Inf';
          return { metricName: `${described.name}_bucket`, labels: { le, ...labels }, value: count };
        });
        values.push({ metricName: `${described.name}_sum`, labels, value: sum });
        values.push({ metricName: `${described.name}_count`, labels, value: count });
        return values;
      }),
    );
  }

  observe(labels: Labels<Label>, value: number): void {
    const series = this.#series.of(labels);
    let place = 0;
    while (value > (this.#buckets[place] ?? Number.POSITIVE_INFINITY)) place += 1;
    series.counts[place] = (series.counts[place] ?? 0) + 1;
    series.sum += value;
  }
}

interface Exported {
  readonly metricName?: string;
  readonly labels: Readonly<Record<string, string | number>>;
  readonly value: number;
}

/** prom-client asks each metric of a registry for its values, and nothing else. */
function register(
  registers: readonly Registry[],
  described: { readonly name: string; readonly help: string; readonly type: string },
  valuesOf: () => readonly Exported[],
): void {
  const metric = { ...described, aggregator: 'sum', get: async () => ({ ...described, values: valuesOf() }) };
  for (const registry of registers) registry.registerMetric(metric as unknown as Metric);
}
