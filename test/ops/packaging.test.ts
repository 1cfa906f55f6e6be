import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { validate } from 'dockerfile-utils';
import { loadConfig } from '../../src/config/config';
import { serviceCode } from '../docs/support/sources';
import { envOf, imageEnv, read, root } from './support/files';
import { exampleSecrets, unknownSettings } from './support/secrets';

const dockerfile = read('Dockerfile');

describe('the Dockerfile', () => {
  it('passes the linter', () => {
    expect(validate(dockerfile)).toEqual([]);
  });

  it('copies existing files that .dockerignore lets through, and nothing else of the project', () => {
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, paths = '']) =>
      paths.split(' '),
    );
    const admitted = read('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));

    expect(copied.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    expect(new Set(copied)).toEqual(new Set(admitted));
    expect(read('.dockerignore')).toMatch(/^\*$/m);
  });

  it('copies only from existing stages', () => {
    const stages = [...dockerfile.matchAll(/^FROM \S+ AS (\S+)$/gm)].map(([, name]) => name);
    const used = [...dockerfile.matchAll(/^COPY --from=(\S+)/gm)].map(([, name]) => name);

    expect(new Set(used)).toEqual(new Set(stages));
  });

  it('builds what its command runs, with a script of the project', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const [, program = ''] = /^ENTRYPOINT \["node", "(.+)"\]$/m.exec(dockerfile) ?? [];

    expect(dockerfile).toContain('RUN npm run build');
    expect(scripts['build']).toContain('tsconfig.build.json');
    expect(existsSync(join(root, program.replace('dist/', 'src/').replace(/\.js$/, '.ts')))).toBe(true);
  });

  it('installs every package that the service imports', () => {
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
    const imported = [...serviceCode.matchAll(/(?:from|import|import\(|require\() ?'([@a-z][\w@./-]*)'/g)]
      .map(([, path = '']) => path)
      .filter((path) => !path.startsWith('node:'))
      .map((path) => path.split('/', path.startsWith('@') ? 2 : 1).join('/'));

    expect(imported.length).toBeGreaterThan(50);
    expect([...new Set(imported)].filter((name) => !(name in dependencies))).toEqual([]);
  });

  it('uses the Node version that the project is tested with', () => {
    const { devDependencies } = JSON.parse(read('package.json')) as {
      devDependencies: Record<string, string>;
    };
    const [major] = devDependencies['node']?.split('.') ?? [];
    const images = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image);

    expect(new Set(images)).toEqual(new Set([`node:${major}-slim`]));
  });

  it('runs as a user who is not root, writes below /data only, and ends on SIGTERM', () => {
    const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));

    expect(last).toMatch(/^USER [1-9]\d*:[1-9]\d*$/m);
    expect(last).toMatch(/^VOLUME \["\/data"\]$/m);
    expect(last).toMatch(/^STOPSIGNAL SIGTERM$/m);
    for (const name of ['DATABASE_URL', 'INBOX_PATH']) expect(imageEnv[name]).toMatch(/^(sqlite:)?\/data\//);
  });

  it('contains the compile cache where Node reads it, made by the same user and not writable by it', () => {
    const made = dockerfile.slice(dockerfile.indexOf(' AS compiled'), dockerfile.lastIndexOf('\nFROM '));
    const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));
    const [, folder] = /^RUN NODE_COMPILE_CACHE=(\S+) /m.exec(made) ?? [];
    const copied = last.indexOf(
      `\nCOPY --from=compiled ${folder} ${imageEnv['NODE_COMPILE_CACHE']?.replace('/app', '.')}\n`,
    );

    // Node keeps it by user and by path.
    for (const line of [/^USER .+$/m, /^WORKDIR .+$/m]) {
      expect([line, line.exec(made)?.[0]]).toEqual([line, line.exec(last)?.[0]]);
    }
    expect(copied).toBeGreaterThan(0);
  });

  it("exposes the service's default ports", () => {
    const { port } = loadConfig({});
    const { server } = loadConfig({ ...envOf(read('ops/compose/service.env')), ...exampleSecrets() });

    expect(dockerfile).toContain(`\nEXPOSE ${port} ${server.metrics?.port}\n`);
  });

  it('names only existing settings', () => {
    expect(unknownSettings(imageEnv, 'NODE_ENV', 'NODE_COMPILE_CACHE')).toEqual([]);
  });

  it.each([
    [200, 0],
    [503, 1],
  ])('is healthy by the status of /healthz: %i', async (status, code) => {
    const [, words = '[]'] = /^HEALTHCHECK .*\\\n +CMD (\[.*\])$/m.exec(dockerfile) ?? [];
    const [program = '', ...args] = JSON.parse(words) as string[];
    // A second Node every ten seconds costs more than the service at rest.
    expect([program, ...args].join(' ')).not.toMatch(/\bnode\b/);
    const asked: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url);
      response.writeHead(status).end();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const probe = spawn(program, args, { env: { PATH: process.env['PATH'], PORT: String(port) } });
    const [exit] = await once(probe, 'close');
    server.close();

    expect([exit, asked]).toEqual([code, ['/healthz']]);
  });
});

describe('the software bill of materials', () => {
  it('lists the production dependencies with theirs, and none of development', () => {
    const { name, dependencies } = JSON.parse(read('package.json')) as {
      name: string;
      dependencies: Record<string, string>;
    };
    const bill = JSON.parse(
      execFileSync(process.execPath, [join(root, 'ops/sbom.mts')], { encoding: 'utf8' }),
    ) as {
      bomFormat: string;
      metadata: { component: { name: string } };
      components: readonly { group?: string; name: string; version: string }[];
    };
    const names = new Set(bill.components.map((part) => part.name));
    const parts = new Set(bill.components.map((part) => `${part.name} ${part.version}`));
    const missing = Object.entries(dependencies).filter(
      ([part, version]) => !parts.has(`${part} ${version}`),
    );

    expect([bill.bomFormat, bill.metadata.component.name]).toEqual(['CycloneDX', name]);
    expect(missing).toEqual([]);
    expect(bill.components.length).toBeGreaterThan(2 * Object.keys(dependencies).length);
    for (const other of ['jest', 'typescript', '@graphql-hive/gateway-runtime']) {
      expect([other, names.has(other)]).toEqual([other, false]);
    }
  });
});
