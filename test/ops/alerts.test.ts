import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { TestApp } from '../support/app';
import { alerts, recordings, unknownIn } from './expressions';
import { hasPrometheus, hasPromtool, startPrometheus, until } from './prometheus';
import { demonstrate, seenMetrics, startService } from './scraped-service';

const root = join(__dirname, '../..');

let app: TestApp;
beforeAll(async () => {
  app = await startService();
  await demonstrate(app.url);
});
afterAll(() => app.close());

describe('the Prometheus alerts', () => {
  it('use only metrics and labels that the service has', async () => {
    const metrics = await seenMetrics(app);

    const named = [
      ...alerts().map(({ alert, expr }) => [alert, expr] as const),
      ...recordings().map(({ record, expr }) => [record, expr] as const),
    ];
    const faults = named.flatMap(([name, expr]) =>
      unknownIn(expr, metrics).map((fault) => `${name}: ${fault}`),
    );
    const recorded = new Set(recordings().map(({ record }) => record));
    const used = alerts().flatMap(({ expr }) => expr.match(/\brealname:[\w:]+/g) ?? []);

    expect(faults).toEqual([]);
    expect(used.filter((name) => !recorded.has(name))).toEqual([]);
    expect(used).not.toEqual([]);
  });

  it('link to an existing section of the runbook, and describe the fault', () => {
    const runbook = readFileSync(join(root, 'docs/runbook.md'), 'utf8');
    const anchors = [...runbook.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\w\s-]/g, '')
        .replaceAll(' ', '-'),
    );

    for (const { alert, annotations, labels } of alerts()) {
      const [file, anchor] = annotations.runbook_url.split('#');
      expect([alert, file]).toEqual([alert, 'docs/runbook.md']);
      expect(anchors).toContain(anchor);
      expect(annotations.summary).toMatch(/^.+\.$/);
      expect(['critical', 'warning']).toContain(labels.severity);
    }
  });

  it('are each covered by a test in which they fire', () => {
    const file = parse(readFileSync(join(__dirname, 'alerts.promtool.yaml'), 'utf8')) as {
      tests: readonly { promql_expr_test: readonly { exp_samples: readonly { labels: string }[] }[] }[];
    };
    const fired = file.tests.flatMap(({ promql_expr_test: tests }) =>
      tests.flatMap(({ exp_samples: samples }) =>
        samples.map(({ labels }) => /alertname="(\w+)"/.exec(labels)?.[1]),
      ),
    );

    expect(fired.toSorted()).toEqual(
      alerts()
        .map(({ alert }) => alert)
        .toSorted(),
    );
  });
});

(hasPromtool ? describe : describe.skip)('promtool', () => {
  const promtool = (...args: string[]) => execFileSync('promtool', args, { encoding: 'utf8' });

  it('the alert rules are well-formed', () => {
    const said = promtool('check', 'rules', join(root, 'ops/prometheus/alerts.yaml'));

    expect(said).toContain(`SUCCESS: ${alerts().length + recordings().length} rules found`);
  });

  it('every alert fires for its fault, and none for a healthy service', () => {
    expect(promtool('test', 'rules', join(__dirname, 'alerts.promtool.yaml'))).toContain('SUCCESS');
  });

  it('each fault of the fault suite raises its own alerts, and no others', () => {
    expect(promtool('test', 'rules', join(__dirname, 'faults.promtool.yaml'))).toContain('SUCCESS');
  });
});

(hasPrometheus ? describe : describe.skip)('the alerts, in a real Prometheus', () => {
  it('the alert rules are evaluated without errors, and the demo raises none', async () => {
    const prometheus = await startPrometheus(app.metricsUrl);
    type Rule = { readonly name: string; readonly health: string; readonly state?: string };
    const rules = async () =>
      (await prometheus.api<{ groups: readonly { rules: readonly Rule[] }[] }>('rules')).groups.flatMap(
        (group) => group.rules,
      );
    try {
      await until(async () => (await prometheus.query('up{job="realname"}'))[0] === 1);
      await until(async () => (await rules()).every(({ health }) => health !== 'unknown'));
      // A job that has not had its first round yet makes its alert pending.
      await until(async () => (await rules()).every(({ state }) => state !== 'pending'));

      const said = (await rules()).map(
        ({ name, health, state = 'recorded' }) => `${name} ${health} ${state}`,
      );
      expect(said.toSorted()).toEqual(
        [
          ...alerts().map(({ alert }) => `${alert} ok inactive`),
          ...recordings().map(({ record }) => `${record} ok recorded`),
        ].toSorted(),
      );
    } finally {
      await prometheus.close();
    }
  });
});
