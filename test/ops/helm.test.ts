import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { type Manifest, read, readManifests, root } from './support/files';
import { renderTemplate } from './support/render-chart';

const chart = 'ops/helm/realname';
const values = parse(read(`${chart}/values.yaml`)) as Record<string, unknown>;
const templates = readdirSync(join(root, chart, 'templates'));
const helm = spawnSync('helm', ['version']);
// Also in CI: Debian has no Helm. The tests before it render the chart without it.
if (helm.error) process.stderr.write('Left out: helm lint and helm template, because helm is not on PATH\n');

/** The manifests that the chart has, with the chart's image. */
const manifests = [
  'settings.yaml',
  'service.yaml',
  'stateful-set.yaml',
  'disruption-budget.yaml',
  'autoscaler.yaml',
  'migrate/job.yaml',
  'migrate/partitions.yaml',
  'monitoring/service-monitor.yaml',
  'witness/service.yaml',
  'witness/stateful-set.yaml',
]
  .flatMap((name) => readManifests(`ops/kubernetes/${name}`))
  .map((manifest) => replaced(manifest, 'realname-subgraph', String(values['image'])));

function replaced(manifest: Manifest, from: string, to: string): Manifest {
  return JSON.parse(JSON.stringify(manifest).replaceAll(`"image":"${from}"`, `"image":"${to}"`)) as Manifest;
}

const nameOf = ({ kind, metadata }: Manifest) => `${kind} ${metadata.name}`;
const inOrder = (list: readonly Manifest[]) =>
  list.toSorted((one, other) => nameOf(one).localeCompare(nameOf(other)));

/** Without what makes the job a hook: its annotations, and the settings that it needs before the others are there. */
function withoutHooks(rendered: readonly Manifest[]): readonly Manifest[] {
  return rendered
    .filter(({ metadata }) => metadata.name !== 'realname-migrate-settings')
    .map((manifest) => {
      if (nameOf(manifest) !== 'Job realname-migrate') return manifest;
      const { annotations: _hooks, ...metadata } = manifest.metadata as Manifest['metadata'] & {
        annotations?: unknown;
      };
      const text = JSON.stringify({ ...manifest, metadata });
      return JSON.parse(text.replace('realname-migrate-settings', 'realname-settings')) as Manifest;
    });
}

/** By a renderer of the test's own, so that it also runs where Helm is not installed. */
describe('the Helm chart', () => {
  const rendered = (more: object = {}) =>
    templates.flatMap((name) => renderTemplate(read(`${chart}/templates/${name}`), { ...values, ...more }));

  it('has the version of the package', () => {
    const { version } = JSON.parse(read('package.json')) as { version: string };

    expect(parse(read(`${chart}/Chart.yaml`))).toMatchObject({
      apiVersion: 'v2',
      name: 'realname',
      version,
      appVersion: version,
    });
  });

  it('renders, with the values that it comes with, to what ops/kubernetes has', () => {
    expect(inOrder(withoutHooks(rendered({ serviceMonitor: true })))).toEqual(inOrder(manifests));
  });

  it('has no ServiceMonitor unless it is asked for: not every cluster knows the kind', () => {
    expect(rendered().map(({ kind }) => kind)).not.toContain('ServiceMonitor');
  });

  it('runs no witnesses with witnesses: false', () => {
    const names = rendered({ witnesses: false }).map(({ metadata }) => metadata.name);

    expect(names.filter((name) => name.includes('witness'))).toEqual([]);
  });

  it('migrates in a hook, with settings of its own that are made before it', () => {
    const settings = rendered().find(({ metadata }) => metadata.name === 'realname-migrate-settings');
    const job = rendered().find(({ kind }) => kind === 'Job');

    expect(settings?.data).toEqual(values['settings']);
    expect(job?.metadata).toMatchObject({ annotations: { 'helm.sh/hook': 'pre-install,pre-upgrade' } });
    expect(settings?.metadata).toMatchObject({ annotations: { 'helm.sh/hook-weight': '-1' } });
  });

  it('leaves out every object whose loss would lose data', () => {
    const kinds = rendered().map(({ kind }) => kind);

    expect(kinds).not.toContain('PersistentVolumeClaim');
    expect(kinds).not.toContain('Secret');
  });
});

(helm.error ? describe.skip : describe)('helm, where it is installed', () => {
  it('finds no fault in the chart', () => {
    const said = execFileSync('helm', ['lint', '--strict', join(root, chart)], { encoding: 'utf8' });

    expect(said).toContain('1 chart(s) linted, 0 chart(s) failed');
  });

  it('renders what the test renders', () => {
    const args = ['template', 'realname', join(root, chart), '--set', 'serviceMonitor=true'];
    const said = execFileSync('helm', args, { encoding: 'utf8' });
    const rendered = parseAllDocuments(said)
      .map((document) => document.toJS() as Manifest | null)
      .filter((manifest) => manifest !== null);

    expect(inOrder(withoutHooks(rendered))).toEqual(inOrder(manifests));
  });
});
