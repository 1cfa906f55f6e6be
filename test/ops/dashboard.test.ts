import type { TestApp } from '../support/app';
import { launchScript } from '../support/process';
import { panels, unknownIn, unknownInLegend } from './expressions';
import { hasPrometheus, startPrometheus, until } from './prometheus';
import { demonstrate, seenMetrics, startService } from './scraped-service';

let app: TestApp;
beforeAll(async () => {
  app = await startService();
  await demonstrate(app.url);
});
afterAll(() => app.close());

const targets = panels().flatMap(({ title, targets: of = [] }) => of.map((target) => ({ title, ...target })));

describe('the Grafana dashboard', () => {
  it('uses only metrics and labels that the service has', async () => {
    const metrics = await seenMetrics(app);

    const faults = targets.flatMap(({ title, ...target }) =>
      [...unknownIn(target.expr, metrics), ...unknownInLegend(target)].map((fault) => `${title}: ${fault}`),
    );

    expect(faults).toEqual([]);
    expect(targets.length).toBeGreaterThan(20);
  });

  it('is checked by a test that finds an unknown metric or label', async () => {
    const metrics = await seenMetrics(app);

    expect(unknownIn('rate(realname_pushs_total[5m])', metrics)).toEqual(['realname_pushs_total']);
    expect(unknownIn('realname_pushes_total{status="x"}', metrics)).toEqual([
      'realname_pushes_total{status}',
    ]);
    expect(unknownIn('sum by (method) (realname_pushes_total)', metrics)).toEqual(['by (method)']);
    expect(unknownInLegend({ expr: 'sum by (provider) (x)', legendFormat: '{{method}}' })).toEqual([
      'method',
    ]);
  });

  it('shows every metric of our own', async () => {
    const metrics = await seenMetrics(app);
    const shown = targets.map(({ expr }) => expr).join('\n');

    const unseen = [...metrics.keys()].filter(
      (name) => name.startsWith('realname_') && !shown.includes(name),
    );

    // A finer view of what two panels show.
    expect(unseen).toEqual(['realname_verification_changes_total']);
  });

  it('has panels that have a description and do not overlap', () => {
    const cells = panels().flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, n) => `${x + (n % w)},${y + Math.floor(n / w)}`),
    );

    expect(new Set(cells).size).toBe(cells.length);
    expect(panels().filter(({ description }) => !description)).toEqual([]);
  });
});

(hasPrometheus ? describe : describe.skip)('the dashboard, asked of a real Prometheus', () => {
  it('the Grafana dashboard shows the verifications of the demo in every panel', async () => {
    const prometheus = await startPrometheus(app.metricsUrl);
    try {
      await until(async () => (await prometheus.query('up{job="realname"}'))[0] === 1);
      const started = async () =>
        (await prometheus.query('sum(realname_verifications_started_total)'))[0] ?? 0;
      await until(async () => (await started()) > 0);
      const before = await started();
      await demonstrate(app.url);
      await until(async () => (await started()) > before);

      let table = await evaluated(prometheus.url);
      await until(async () => {
        if (emptyPanels(table).length <= onSqlite.length) return true;
        table = await evaluated(prometheus.url);
        return false;
      });

      expect(emptyPanels(table)).toEqual(onSqlite);
      expect(table).toHaveLength(panels().length);
      const shown = Object.fromEntries(table);
      expect(shown['Verifications by outcome']).toMatch(/APPROVED/);
      expect(shown['Pushes']).toMatch(/ONENET received/);
      expect(shown['Provider latency']).toMatch(/p99/);
      expect(shown['Breaker']).toMatch(/LINKID 0/);
    } finally {
      await prometheus.close();
    }
  });

  it('npm run panels reports if Prometheus is not running', async () => {
    const script = panelsOf('http://127.0.0.1:1');

    expect(await script.exited).toMatchObject({ code: 1 });
    expect(script.stderr).toMatch(/^The panels could not be evaluated at http:\/\/127\.0\.0\.1:1: /);
  });
});

/** Panels without data on a database in memory. */
const onSqlite = ['Connections to PostgreSQL', 'Disk of the inbox'];

const panelsOf = (url: string) =>
  launchScript('scripts/panels.mts', {}, { cwd: process.cwd() }, '--prometheus', url, '--window', '1m');

type Row = readonly [panel: string, shows: string];

/** The output of `npm run panels`. */
async function evaluated(url: string): Promise<readonly Row[]> {
  const script = panelsOf(url);
  const { code } = await script.exited;
  if (code !== 0) throw new Error(script.stderr);
  const [, , ...rows] = script.stdout.trim().split('\n');
  return rows.map((row): Row => {
    const [, panel = '', shows = ''] = row.split('|').map((cell) => cell.trim());
    return [panel, shows];
  });
}

function emptyPanels(table: readonly Row[]): readonly string[] {
  return table.filter(([, shows]) => shows === '–').map(([panel]) => panel);
}
