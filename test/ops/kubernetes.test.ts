import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { loadConfig } from '../../src/config';
import { startTestApp } from '../support/app';
import { closeAfterEach } from '../support/closing';
import { base64Key } from '../support/settings';
import { at, imageEnv, type Manifest, read, readManifests, root } from './support/files';
import { longestEndMs, unknownSettings } from './support/secrets';

const folder = 'ops/kubernetes';
const opened = closeAfterEach();

interface Kustomization {
  readonly resources: readonly string[];
  readonly images: readonly { readonly name: string; readonly newTag: string }[];
}

const kustomization = parse(read(`${folder}/kustomization.yaml`)) as Kustomization;
const migration = parse(read(`${folder}/migrate/kustomization.yaml`)) as Kustomization;
const paths = [
  ...kustomization.resources.map((name) => `${folder}/${name}`),
  ...migration.resources.map((name) => `${folder}/migrate/${name}`),
  `${folder}/secret.template.yaml`,
];
const manifests = paths.flatMap(readManifests);
const of = (kind: string): Manifest => {
  const found = manifests.find((manifest) => manifest.kind === kind);
  if (!found) throw new Error(`There is no ${kind}.`);
  return found;
};
const podSpec = at(of('StatefulSet'), 'spec.template.spec');
const container = at(podSpec, 'containers.0');

describe('the Kubernetes manifests', () => {
  it('are what the API takes, and have no field that it does not know', () => {
    const script = join(root, 'test/ops/support/check-kubernetes.mts');
    const check = spawnSync(process.execPath, [script, ...paths.map((path) => join(root, path))], {
      encoding: 'utf8',
    });

    expect([check.status, check.stdout, check.stderr]).toEqual([0, '', '']);
  });

  it('are all in a kustomization, but what is for you to fill in or for others', () => {
    const files = readdirSync(join(root, folder)).filter((name) => name.endsWith('.yaml'));
    const left = files.filter((name) => !kustomization.resources.includes(name));

    expect(left.toSorted()).toEqual([
      'kustomization.yaml',
      'prometheus-adapter.yaml',
      'secret.template.yaml',
    ]);
  });

  it('are of one release, this one', () => {
    const { version } = JSON.parse(read('package.json')) as { version: string };
    const expected = [{ name: 'realname-subgraph', newTag: version }];

    expect(kustomization.images).toEqual(expected);
    expect(migration.images).toEqual(expected);
  });

  it('set what the service starts with, and nothing that it does not know', () => {
    const settings = of('ConfigMap').data ?? {};
    const secrets = of('Secret').stringData ?? {};
    const filledIn = {
      ...secrets,
      DATABASE_URL: 'postgres://realname:secret@database/realname',
      ENCRYPTION_KEYS: `k1:${base64Key(1)}`,
      ONENET_ACCESS_KEY: 'b25lbmV0LWFjY2Vzcy1rZXk=',
    };
    const config = loadConfig({ ...imageEnv, ...settings, ...filledIn });

    expect(unknownSettings({ ...settings, ...secrets })).toEqual([]);
    expect(Object.values(secrets).filter((value) => value !== '')).toEqual([]);
    expect(config).toMatchObject({ sandbox: null, auth: { mode: 'jwt' }, providers: { onenet: {} } });
    expect(config.doors.metrics).toMatchObject({ host: '0.0.0.0', port: 9464 });
  });

  it('read settings and secrets that are there', () => {
    for (const kind of ['StatefulSet', 'Job']) {
      const from = at(of(kind), 'spec.template.spec.containers.0.envFrom') as object[];
      expect(from).toEqual([
        { configMapRef: { name: of('ConfigMap').metadata.name } },
        { secretRef: { name: of('Secret').metadata.name } },
      ]);
    }
  });

  it('choose the pods by the label that these have', () => {
    const labels = at(of('StatefulSet'), 'spec.template.metadata.labels');
    const selectors = [
      ...manifests.filter(({ kind }) => kind === 'Service').map((service) => at(service, 'spec.selector')),
      at(of('StatefulSet'), 'spec.selector.matchLabels'),
      at(of('PodDisruptionBudget'), 'spec.selector.matchLabels'),
      at(of('NetworkPolicy'), 'spec.podSelector.matchLabels'),
    ];

    expect(selectors).toHaveLength(6);
    for (const selector of selectors) expect(selector).toEqual(labels);
    expect(at(of('HorizontalPodAutoscaler'), 'spec.scaleTargetRef')).toEqual({
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      name: of('StatefulSet').metadata.name,
    });
    expect(manifests.map(({ metadata }) => metadata.name)).toContain(
      at(of('StatefulSet'), 'spec.serviceName'),
    );
  });

  it('ask paths and ports that the service has', async () => {
    const app = opened.keep(await startTestApp());
    const ports = at(container, 'ports') as { name: string; containerPort: number }[];
    const { port } = loadConfig({});

    expect(ports).toEqual([
      { name: 'graphql', containerPort: port },
      { name: 'metrics', containerPort: 9464 },
    ]);
    for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe']) {
      expect(at(container, `${probe}.httpGet.port`)).toBe('graphql');
      const answer = await fetch(`${app.url}${at(container, `${probe}.httpGet.path`)}`);
      expect([probe, answer.status]).toEqual([probe, 200]);
    }
    const annotations = at(of('StatefulSet'), 'spec.template.metadata.annotations');
    expect(annotations).toMatchObject({ 'prometheus.io/port': '9464', 'prometheus.io/path': '/metrics' });
  });

  it('leave a pod the time that its end takes', () => {
    const [, pause] = at(container, 'lifecycle.preStop.exec.command') as string[];
    const graceMs = Number(at(podSpec, 'terminationGracePeriodSeconds')) * 1000;

    expect(graceMs).toBeGreaterThan(Number(pause) * 1000 + longestEndMs());
  });

  it('keep the inbox on a volume that outlives its pod', () => {
    const [{ value: inbox = '' } = {}] = at(container, 'env') as { name: string; value: string }[];
    const mounts = at(container, 'volumeMounts') as { name: string; mountPath: string }[];
    const claims = at(of('StatefulSet'), 'spec.volumeClaimTemplates') as Manifest[];

    expect(mounts.map(({ name }) => name)).toEqual(claims.map(({ metadata }) => metadata.name));
    expect(inbox.startsWith(`${mounts[0]?.mountPath}/`)).toBe(true);
    expect(at(of('StatefulSet'), 'spec.persistentVolumeClaimRetentionPolicy')).toEqual({
      whenDeleted: 'Retain',
      whenScaled: 'Retain',
    });
  });

  it('give a container no more than it needs', () => {
    for (const kind of ['StatefulSet', 'Job']) {
      const pod = at(of(kind), 'spec.template.spec');
      expect(pod).toMatchObject({
        automountServiceAccountToken: false,
        securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      });
      expect(at(pod, 'containers.0.securityContext')).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
    }
    expect(read('Dockerfile')).toContain(`USER ${at(podSpec, 'securityContext.runAsUser')}:`);
  });

  it('let pushes through to pods that are not ready', () => {
    const doors = manifests.find(({ metadata }) => metadata.name === 'realname-doors');

    expect(at(doors, 'spec.publishNotReadyAddresses')).toBe(true);
  });

  it('scale by a metric that the service has', async () => {
    const app = opened.keep(await startTestApp());
    const metrics = await (await fetch(app.metricsUrl)).text();
    const gauges = [...metrics.matchAll(/^# TYPE (realname_\w+) gauge$/gm)].map(([, gauge]) => gauge);
    const name = at(of('HorizontalPodAutoscaler'), 'spec.metrics.1.pods.metric.name');

    expect(gauges).toContain(name);
    expect(read(`${folder}/prometheus-adapter.yaml`)).toContain(`as: ${name}\n`);
  });
});

const kubectl = spawnSync('kubectl', ['version', '--client']);
const whereKubectlIs = kubectl.error ? describe.skip : describe;

whereKubectlIs('kubectl, where it is installed', () => {
  it.each([folder, `${folder}/migrate`])('builds %s', (path) => {
    const built = execFileSync('kubectl', ['kustomize', join(root, path)], { encoding: 'utf8' });

    expect(built).toMatch(/image: realname-subgraph:\d/);
  });
});
