/** One metric as Prometheus sees it. */
export interface SeenMetric {
  readonly name: string;
  readonly help: string;
  readonly type: string;
  /** Names of the series: of a histogram those with _bucket, _sum and _count. */
  readonly series: ReadonlySet<string>;
  readonly labels: ReadonlySet<string>;
}

export interface Scrape {
  readonly metrics: ReadonlyMap<string, SeenMetric>;
  /** The value of a series, written as in the text: `name{label="value"}`. Undefined if there is none. */
  value(series: string): number | undefined;
}

const comment = /^# (HELP|TYPE) (\S+) (.*)$/;
const sample = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/;

/** Reads what a service shows to Prometheus. */
export async function scrape(metricsUrl: string): Promise<Scrape> {
  const response = await fetch(metricsUrl);
  return readMetrics(await response.text());
}

export function readMetrics(text: string): Scrape {
  const metrics = new Map<
    string,
    { name: string; help: string; type: string; series: Set<string>; labels: Set<string> }
  >();
  const values = new Map<string, number>();
  for (const line of text.split('\n')) {
    const [, kind, of = '', rest = ''] = comment.exec(line) ?? [];
    if (kind === 'HELP')
      metrics.set(of, { name: of, help: rest, type: '', series: new Set(), labels: new Set() });
    const known = metrics.get(of);
    if (kind === 'TYPE' && known) known.type = rest;
    const [, series = '', labels = '', value] = sample.exec(line) ?? [];
    if (value === undefined) continue;
    values.set(line.slice(0, -value.length - 1), Number(value));
    const owner = metrics.get(series) ?? metrics.get(series.replace(/_(bucket|sum|count)$/, ''));
    owner?.series.add(series);
    for (const [, label = ''] of labels.matchAll(/([a-zA-Z_]+)="/g)) owner?.labels.add(label);
  }
  return { metrics, value: (series) => values.get(series) };
}
