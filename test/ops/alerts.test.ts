import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { TestApp } from '../support/app';
import { alerts, unknownIn } from './expressions';
import { hasPrometheus, hasPromtool, startPrometheus, until } from './prometheus';
import { demonstrate, seenMetrics, startService } from './scraped-service';

const root = join(__dirname, '../..');

let app: TestApp;
beforeAll(async () => {
  app = await startService();
  await demonstrate(app.url);
});
afterAll(() => app.close());

describe('the alerts', () => {
  it('use metrics and labels that the service has, and no others', async () => {
    const metrics = await seenMetrics(app);

    const faults = alerts().flatMap(({ alert, expr }) =>
      unknownIn(expr, metrics).map((fault) => `${alert}: ${fault}`),
    );

    expect(faults).toEqual([]);
  });

  it('lead to a section of the runbook that is there, and say what is wrong', () => {
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

  it('are each tested by one that fires', () => {
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

  it('finds the rules well-formed', () => {
    const said = promtool('check', 'rules', join(root, 'ops/prometheus/alerts.yaml'));

    expect(said).toContain(`SUCCESS: ${alerts().length} rules found`);
  });

  it('sees every alert fire for what it is about, and none for a service at work', () => {
    expect(promtool('test', 'rules', join(__dirname, 'alerts.promtool.yaml'))).toContain('SUCCESS');
  });
});

(hasPrometheus ? describe : describe.skip)('the alerts, in a real Prometheus', () => {
  it('are evaluated without a fault, and none is raised by the demo', async () => {
    const prometheus = await startPrometheus(app.metricsUrl);
    type Rule = { readonly name: string; readonly health: string; readonly state: string };
    const rules = async () =>
      (await prometheus.api<{ groups: readonly { rules: readonly Rule[] }[] }>('rules')).groups.flatMap(
        (group) => group.rules,
      );
    try {
      await until(async () => (await prometheus.query('up{job="realname"}'))[0] === 1);
      await until(async () => (await rules()).every(({ health }) => health !== 'unknown'));

      expect((await rules()).map(({ name, health, state }) => `${name} ${health} ${state}`)).toEqual(
        alerts().map(({ alert }) => `${alert} ok inactive`),
      );
    } finally {
      await prometheus.close();
    }
  });
});
