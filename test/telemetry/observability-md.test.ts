import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { logFields } from '../../src/domain/privacy/log-fields';
import { attributeNames } from '../../src/telemetry/traces';
import { panels } from '../ops/expressions';
import { hasPromtool } from '../ops/prometheus';
import { demonstrate, seenMetrics, startService } from '../ops/scraped-service';
import { openedOnce } from '../support/closing';
import { temporaryFolder } from '../support/temporary-folder';

const root = join(__dirname, '../..');
const page = readFileSync(join(root, 'docs/observability.md'), 'utf8');
const service = openedOnce(startService);

/** The rows below a heading of this table, cell by cell, without the marks of code. */
function table(header: string): readonly (readonly string[])[] {
  const [, rest] = page.split(`${header}\n|`);
  if (rest === undefined) throw new Error(`the page has no table ${header}`);
  const [rows = ''] = rest.split('\n\n');
  return rows
    .split('\n')
    .slice(1)
    .map((row) => row.split('|').map((cell) => cell.trim().replaceAll('`', '')))
    .map(([, ...cells]) => cells.slice(0, -1));
}

const sorted = (texts: readonly string[]) => texts.toSorted();

describe('docs/observability.md', () => {
  it('lists every metric with its type and its labels, and no other', async () => {
    const app = await service();
    await demonstrate(app.url);

    const metrics = [...(await seenMetrics(app)).values()].filter(({ name }) => name.startsWith('realname_'));

    const shown = metrics.map(({ name, type, labels }) => {
      const own = [...labels].filter((label) => label !== 'le');
      return `${name} ${type} ${sorted(own).join(' ')}`;
    });
    const told = table('| metric | type | labels | meaning |').map(
      ([name, type, labels = '']) => `${name} ${type} ${sorted(labels.split(', ')).join(' ')}`,
    );
    expect(sorted(told)).toEqual(sorted(shown));
  });

  it('lists every log field, in the order of the allow-list, and no other', () => {
    const told = table('| field | kind | meaning |').map(([name, kind]) => [name, kind]);

    expect(told).toEqual(Object.entries(logFields));
  });

  (hasPromtool ? it : it.skip)('shows a configuration that Prometheus takes, with our alerts in it', () => {
    const [, block = ''] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
    const folder = temporaryFolder();
    try {
      cpSync(join(root, 'ops/prometheus/alerts.yaml'), join(folder.path, 'alerts.yaml'));
      writeFileSync(join(folder.path, 'prometheus.yml'), block);

      const said = execFileSync('promtool', ['check', 'config', join(folder.path, 'prometheus.yml')], {
        encoding: 'utf8',
      });

      expect(said).toContain('1 rule files found');
      expect(said).toMatch(/SUCCESS: \d+ rules found/);
    } finally {
      folder.remove();
    }
  });

  it('shows a log line for every panel, as npm run panels prints them', () => {
    const told = table('| panel | shows |').map(([panel]) => panel);

    expect(told).toEqual(panels().map(({ title }) => title));
  });

  it('lists every attribute of a span, and no other', () => {
    const told = table('| attribute | field of the log |').map(([name, field]) => [field, name]);

    expect(told).toEqual(Object.entries(attributeNames));
  });
});
