import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

/**
 * Evaluates every panel of ops/grafana/dashboard.json against a Prometheus and prints what it shows as a table:
 * `npm run panels`. --prometheus says where it runs, --window over how long rates are taken, --job names the scrape job.
 */
interface Panel {
  readonly type: string;
  readonly title: string;
  readonly targets?: readonly { readonly expr: string; readonly legendFormat: string }[];
}

interface Series {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [time: number, value: string];
}

interface Answer {
  readonly status: string;
  readonly error?: string;
  readonly data?: { readonly result: readonly Series[] };
}

/** A panel with many series is represented by its largest. */
const shownSeries = 4;

const { values: options } = parseArgs({
  options: {
    prometheus: { type: 'string', default: 'http://127.0.0.1:9090' },
    window: { type: 'string', default: '5m' },
    job: { type: 'string', default: 'realname' },
  },
});
const prometheus = options.prometheus.replace(/\/+$/, '');

async function evaluate(expression: string): Promise<readonly Series[]> {
  const query = expression.replaceAll('$__rate_interval', options.window).replaceAll('$job', options.job);
  const response = await fetch(`${prometheus}/api/v1/query`, {
    method: 'POST',
    body: new URLSearchParams({ query }),
  });
  const { status, error, data } = (await response.json()) as Answer;
  if (status !== 'success' || !data) throw new Error(`${query}: ${error ?? status}`);
  // A quantile of nothing is not a number.
  return data.result.filter(({ value }) => Number.isFinite(Number(value[1])));
}

async function contentOf({ targets = [] }: Panel): Promise<string> {
  const shown: { readonly label: string; readonly value: number }[] = [];
  for (const { expr, legendFormat } of targets) {
    for (const { metric, value } of await evaluate(expr)) {
      const label = legendFormat.replace(/\{\{(\w+)\}\}/g, (_all, name: string) => metric[name] ?? '');
      shown.push({ label, value: Number(value[1]) });
    }
  }
  if (shown.length === 0) return '–';
  const largest = shown.toSorted((a, b) => b.value - a.value).slice(0, shownSeries);
  const more = shown.length > largest.length ? `, and ${shown.length - largest.length} more` : '';
  return `${largest.map(({ label, value }) => `${label} ${plain(value)}`).join(', ')}${more}`;
}

function plain(value: number): string {
  return value >= 1000 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}

try {
  const file = join(import.meta.dirname, '../ops/grafana/dashboard.json');
  const { panels } = JSON.parse(readFileSync(file, 'utf8')) as { panels: readonly Panel[] };
  const lines = ['| panel | shows |', '|---|---|'];
  for (const panel of panels.filter(({ type }) => type !== 'row')) {
    lines.push(`| ${panel.title} | ${await contentOf(panel)} |`);
  }
  process.stdout.write(`${lines.join('\n')}\n`);
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  process.stderr.write(`The panels could not be evaluated at ${prometheus}: ${reason}\n`);
  process.exitCode = 1;
}
