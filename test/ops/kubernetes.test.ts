import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readWitnessSettings } from '../../src/cli/witness-settings';
import { loadConfig } from '../../src/config/config';
import { makePrivateKey, noteTypes, signingKey } from '../../src/domain/log/note-keys';
import { startTestApp } from '../support/app';
import { closeAfterEach } from '../support/closing';
import { base64Key, logKey } from '../support/settings';
import { at, imageEnv, type Manifest, read, readManifests, root } from './support/files';
import { longestEndMs, unknownSettings } from './support/secrets';

const folder = 'ops/kubernetes';
const opened = closeAfterEach();

interface Kustomization {
  readonly resources: readonly string[];
  readonly images: readonly { readonly name: string; readonly digest: string }[];
}

const kustomization = parse(read(`${folder}/kustomization.yaml`)) as Kustomization;
const migration = parse(read(`${folder}/migrate/kustomization.yaml`)) as Kustomization;
const witness = parse(read(`${folder}/witness/kustomization.yaml`)) as Kustomization;
const drain = parse(read(`${folder}/drain/kustomization.yaml`)) as Kustomization;
const paths = [
  ...kustomization.resources.map((name) => `${folder}/${name}`),
  ...migration.resources.map((name) => `${folder}/migrate/${name}`),
  `${folder}/secret.template.yaml`,
];
const witnessPaths = ['stateful-set', 'service', 'secret.template'].map(
  (name) => `${folder}/witness/${name}.yaml`,
);
const [witnesses, witnessService, witnessKeys] = witnessPaths.flatMap(readManifests) as [
  Manifest,
  Manifest,
  Manifest,
];
const manifests = paths.flatMap(readManifests);
const [rules, monitor] = ['prometheus-rule', 'service-monitor'].flatMap((name) =>
  readManifests(`${folder}/monitoring/${name}.yaml`),
);
const of = (kind: string): Manifest => {
  const found = manifests.find((manifest) => manifest.kind === kind);
  if (!found) throw new Error(`There is no ${kind}.`);
  return found;
};
const podSpec = at(of('StatefulSet'), 'spec.template.spec');
const container = at(podSpec, 'containers.0');

describe('the Kubernetes manifests', () => {
  it('conform to the Kubernetes API, without unknown fields', () => {
    const script = join(root, 'test/ops/support/check-kubernetes.mts');
    const check = spawnSync(
      process.execPath,
      [script, ...[...paths, ...witnessPaths, `${folder}/drain/job.yaml`].map((path) => join(root, path))],
      {
        encoding: 'utf8',
      },
    );

    expect([check.status, check.stdout, check.stderr]).toEqual([0, '', '']);
  });

  it('let pods reach only named ports at named addresses', () => {
    const egress = at(of('NetworkPolicy'), 'spec.egress') as { to?: object[]; ports?: object[] }[];

    for (const rule of egress) expect([rule.to?.length ?? 0, rule.ports?.length ?? 0]).not.toContain(0);
  });

  it('are all in a kustomization, except those for the operator to fill in', () => {
    const files = readdirSync(join(root, folder)).filter((name) => name.endsWith('.yaml'));
    const left = files.filter((name) => !kustomization.resources.includes(name));

    expect(left.toSorted()).toEqual([
      'kustomization.yaml',
      'prometheus-adapter.yaml',
      'secret.template.yaml',
    ]);
  });

  it('name the image by its digest, one for pods and jobs', () => {
    expect(kustomization.images).toEqual([
      {
        name: 'realname-subgraph',
        newName: 'registry.example.com/realname-subgraph',
        digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      },
    ]);
    expect(migration.images).toEqual(kustomization.images);
    expect(drain.images).toEqual(kustomization.images);
    expect(witness.images).toEqual(kustomization.images);
  });

  it('migrate in a job alone, which also makes the partitions of the months to come', () => {
    expect(of('ConfigMap').data?.['MIGRATE']).toBe('off');
    const pod = at(of('Job'), 'spec.template');
    expect(at(pod, 'spec.containers.0.args')).toEqual(['migrate']);
    expect(at(of('CronJob'), 'spec.jobTemplate.spec.template')).toEqual(pod);
  });

  it('request the CPU of a busy pod, which the autoscaler measures by', () => {
    expect(at(container, 'resources.requests.cpu')).toBe('1');
    expect(at(of('HorizontalPodAutoscaler'), 'spec.metrics.0.resource.target.averageUtilization')).toBe(70);
  });

  it('give volumes the size of what they hold', () => {
    const mebibytes = (quantity: unknown) => Number.parseInt(String(quantity), 10) * 1024;
    const inbox = at(of('StatefulSet'), 'spec.volumeClaimTemplates.0.spec.resources.requests.storage');
    const { inboxMaxBytes } = loadConfig({});

    expect(mebibytes(inbox) * 1024 * 1024).toBeGreaterThanOrEqual(2 * inboxMaxBytes);
  });

  it('set every setting that the service needs, and only existing ones', () => {
    const settings = of('ConfigMap').data ?? {};
    const secrets = of('Secret').stringData ?? {};
    const filledIn = {
      ...secrets,
      DATABASE_URL: 'postgres://realname:secret@database/realname?sslmode=verify-full',
      ENCRYPTION_KEYS: `k1:${base64Key(1)}`,
      LOG_KEY: logKey,
      ONENET_ACCESS_KEY: 'b25lbmV0LWFjY2Vzcy1rZXk=',
    };
    const config = loadConfig({ ...imageEnv, ...settings, ...filledIn });

    expect(unknownSettings({ ...settings, ...secrets })).toEqual([]);
    expect(Object.values(secrets).filter((value) => value !== '')).toEqual([]);
    expect(config).toMatchObject({ sandbox: null, auth: { mode: 'jwt' }, providers: { ONENET: {} } });
    expect(config.server.metrics).toMatchObject({ host: '0.0.0.0', port: 9464 });
  });

  it('refer to existing config maps and secrets', () => {
    for (const kind of ['StatefulSet', 'Job']) {
      const from = at(of(kind), 'spec.template.spec.containers.0.envFrom') as object[];
      expect(from.slice(0, 2)).toEqual([
        { configMapRef: { name: of('ConfigMap').metadata.name } },
        { secretRef: { name: of('Secret').metadata.name } },
      ]);
    }
  });

  it('select the pods by their labels', () => {
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

  it('use existing paths and ports of the service in probes', async () => {
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

  it('give a pod the time that its shutdown takes', () => {
    const [, pause] = at(container, 'lifecycle.preStop.exec.command') as string[];
    const graceMs = Number(at(podSpec, 'terminationGracePeriodSeconds')) * 1000;

    expect(graceMs).toBeGreaterThan(Number(pause) * 1000 + longestEndMs());
  });

  it('keep the inbox on a volume that outlives its pod', () => {
    const [{ value: inbox = '' } = {}] = at(container, 'env') as { name: string; value: string }[];
    const mounts = at(container, 'volumeMounts') as { name: string; mountPath: string }[];
    const claims = at(of('StatefulSet'), 'spec.volumeClaimTemplates') as Manifest[];

    const shared = (at(podSpec, 'volumes') as { name: string }[]).map(({ name }) => name);
    const own = mounts.map(({ name }) => name).filter((name) => !shared.includes(name));
    expect(own).toEqual(claims.map(({ metadata }) => metadata.name));
    expect(inbox.startsWith(`${mounts[0]?.mountPath}/`)).toBe(true);
    expect(at(of('StatefulSet'), 'spec.persistentVolumeClaimRetentionPolicy')).toEqual({
      whenDeleted: 'Retain',
      whenScaled: 'Retain',
    });
  });

  it("mount one volume for the accounts' keys in every pod, and in the job that migrates", () => {
    const { KEYSTORE_URL = '' } = of('ConfigMap').data ?? {};
    for (const kind of ['StatefulSet', 'Job']) {
      const pod = at(of(kind), 'spec.template.spec');
      expect(at(pod, 'containers.0.volumeMounts')).toContainEqual({
        name: 'keys',
        mountPath: KEYSTORE_URL.replace('file:', ''),
      });
      expect(at(pod, 'volumes')).toContainEqual({
        name: 'keys',
        persistentVolumeClaim: { claimName: of('PersistentVolumeClaim').metadata.name },
      });
    }
    expect(at(of('PersistentVolumeClaim'), 'spec.accessModes')).toEqual(['ReadWriteMany']);
  });

  it('spread the pods over zones and machines', () => {
    const spread = at(podSpec, 'topologySpreadConstraints') as {
      topologyKey: string;
      labelSelector: unknown;
    }[];

    expect(spread.map(({ topologyKey }) => topologyKey)).toEqual([
      'topology.kubernetes.io/zone',
      'kubernetes.io/hostname',
    ]);
    for (const { labelSelector } of spread) {
      expect(labelSelector).toEqual(at(of('StatefulSet'), 'spec.selector'));
    }
  });

  it("mount an authority of one's own for PostgreSQL's certificate where the secret's template says", () => {
    const [, path = ''] = /sslrootcert=(\S+)\/ca\.pem/.exec(read(`${folder}/secret.template.yaml`)) ?? [];
    const pods = [of('StatefulSet'), of('Job')].map((manifest) => at(manifest, 'spec.template.spec'));

    for (const pod of pods) {
      expect(at(pod, 'containers.0.volumeMounts')).toContainEqual({
        name: 'database-ca',
        mountPath: path,
        readOnly: true,
      });
      // A service whose database has a certificate that Node knows needs none.
      expect(at(pod, 'volumes')).toContainEqual({
        name: 'database-ca',
        configMap: { name: 'realname-database-ca', optional: true },
      });
    }
  });

  it('give the Prometheus operator the rules of ops/prometheus, and the job the name that they expect', () => {
    const { groups } = parse(read('ops/prometheus/alerts.yaml')) as { groups: object[] };
    const labels = manifests
      .filter(({ kind, spec }) => kind === 'Service' && JSON.stringify(spec).includes('"metrics"'))
      .map(({ metadata }) => metadata.labels);

    expect(at(rules, 'spec.groups')).toEqual(groups);
    expect(at(monitor, 'spec.endpoints.0')).toMatchObject({ port: 'metrics', path: '/metrics' });
    expect(labels).toEqual([at(monitor, 'spec.selector.matchLabels')]);
    expect(labels[0]?.[String(at(monitor, 'spec.jobLabel'))]).toBe('realname');
  });

  it('give a container the least privileges', () => {
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

  it('run two witnesses, each with a key of its own, and wait for the cosignatures of both', () => {
    const { LOG_WITNESSES = '', LOG_WITNESS_QUORUM } = of('ConfigMap').data ?? {};
    const names = ['realname-witness-0', 'realname-witness-1'];
    const pod = at(witnesses, 'spec.template.spec');
    const { env, volumeMounts, ports } = at(pod, 'containers.0') as {
      env: { name: string; value?: string }[];
      volumeMounts: { name: string; mountPath: string }[];
      ports: { containerPort: number }[];
    };
    const values = Object.fromEntries(env.map(({ name, value }) => [name, value]));
    const settings = names.map((name) =>
      readWitnessSettings(
        {
          ...Object.fromEntries(
            Object.entries(values).map(([setting, value]) => [setting, value?.replace('$(POD_NAME)', name)]),
          ),
          POD_NAME: undefined,
          WITNESS_LOGS: signingKey('realname.example.com/log', noteTypes.note, logKey)?.vkey,
        },
        () => makePrivateKey(),
      ),
    );

    expect(at(witnesses, 'spec.replicas')).toBe(Number(LOG_WITNESS_QUORUM));
    expect(settings.map(({ key }) => key.name)).toEqual(
      LOG_WITNESSES.split(',').map((item) => item.trim().split('+')[0]),
    );
    expect(LOG_WITNESSES.match(/https:\/\/[^\s,]+/g)).toEqual(
      names.map((name) => `https://${name}.example.com`),
    );
    expect(Object.keys(witnessKeys.stringData ?? {})).toEqual([...names, 'logs']);
    expect(volumeMounts.map(({ mountPath }) => mountPath)).toEqual([
      values['WITNESS_STATE'],
      '/witness-keys',
    ]);
    expect(values['WITNESS_KEY_FILE']).toBe('/witness-keys/$(POD_NAME)');
    expect(ports.map(({ containerPort }) => containerPort)).toEqual([settings[0]?.port]);
    expect(at(witnessService, 'metadata.name')).toBe(at(witnesses, 'spec.serviceName'));
    expect(at(pod, 'containers.0.securityContext')).toEqual(at(container, 'securityContext'));
  });

  it('route pushes to pods that are not ready', () => {
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
  it.each([folder, `${folder}/migrate`, `${folder}/drain`, `${folder}/witness`])(
    'kustomize builds %s',
    (path) => {
      const built = execFileSync('kubectl', ['kustomize', join(root, path)], { encoding: 'utf8' });

      expect(built).toMatch(/image: registry\.example\.com\/realname-subgraph@sha256:/);
    },
  );

  it('kustomize builds what the Prometheus operator reads', () => {
    const built = execFileSync('kubectl', ['kustomize', join(root, folder, 'monitoring')], {
      encoding: 'utf8',
    });

    expect(built).toMatch(/^kind: PrometheusRule$/m);
    expect(built).toMatch(/^kind: ServiceMonitor$/m);
  });
});
