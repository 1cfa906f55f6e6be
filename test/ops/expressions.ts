import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { SeenMetric } from '../telemetry/scrape';

const ops = join(__dirname, '../../ops');

export interface Panel {
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly { readonly expr: string; readonly legendFormat: string }[];
}

export interface Alert {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly runbook_url: string };
}

export function panels(): readonly Panel[] {
  const dashboard = JSON.parse(readFileSync(join(ops, 'grafana/dashboard.json'), 'utf8'));
  return (dashboard as { panels: readonly Panel[] }).panels.filter(({ type }) => type !== 'row');
}

/** A rule that writes a series of its own, for alerts and panels. */
export interface Recording {
  readonly record: string;
  readonly expr: string;
}

function rules(): readonly (Alert | Recording)[] {
  const file = parse(readFileSync(join(ops, 'prometheus/alerts.yaml'), 'utf8'));
  return (file as { groups: readonly { rules: readonly (Alert | Recording)[] }[] }).groups.flatMap(
    (group) => group.rules,
  );
}

export function alerts(): readonly Alert[] {
  return rules().filter((rule) => 'alert' in rule);
}

export function recordings(): readonly Recording[] {
  return rules().filter((rule) => 'record' in rule);
}

/** The labels of every scraped series. */
const everyLabel = ['job', 'instance'];

/** Names and labels in an expression of PromQL that no scraped metric has. Empty is good. */
export function unknownIn(expression: string, metrics: ReadonlyMap<string, SeenMetric>): readonly string[] {
  const faults: string[] = [];
  const used: SeenMetric[] = [];
  const series = [...expression.matchAll(/\b((?:realname|process|nodejs)_\w+)(?:\{([^}]*)\})?/g)];
  for (const [, name = '', matchers = ''] of series) {
    const metric = [...metrics.values()].find((known) => known.series.has(name));
    if (!metric) {
      faults.push(name);
      continue;
    }
    used.push(metric);
    for (const [, label = ''] of matchers.matchAll(/(\w+)\s*[=!]~?\s*"/g)) {
      if (!metric.labels.has(label) && !everyLabel.includes(label)) faults.push(`${name}{${label}}`);
    }
  }
  const shared = new Set([...everyLabel, ...used.flatMap(({ labels }) => [...labels])]);
  for (const [, grouping = ''] of expression.matchAll(/\b(?:by|on) \(([^)]*)\)/g)) {
    for (const label of grouping.split(',').map((text) => text.trim())) {
      if (!shared.has(label)) faults.push(`by (${label})`);
    }
  }
  return faults;
}

/** The labels that a legend shows and its expression has not kept. */
export function unknownInLegend({
  expr,
  legendFormat,
}: {
  expr: string;
  legendFormat: string;
}): readonly string[] {
  const kept = [...expr.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, labels = '']) => labels.split(/, */));
  return [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)]
    .map(([, label = '']) => label)
    .filter((label) => !kept.includes(label) && !everyLabel.includes(label));
}
