import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../support/app';
import { type Environment, endProcesses, start } from '../support/process';

// Two starts, on a machine that may be busy.

const folder = temporaryFolder();
const preload = join(folder.path, 'list-loaded.cjs');
const list = join(folder.path, 'loaded.json');

/** As it ends, the process writes down every file that it has loaded as code. */
writeFileSync(
  preload,
  `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(list)}, JSON.stringify(Object.keys(require.cache))));`,
);

afterEach(endProcesses);
afterAll(() => folder.remove());

/** What only some configurations need, and takes time to load. */
const optional = [
  'node_modules/pg/',
  'node_modules/@redis/client/',
  'node_modules/jose/',
  'node_modules/graphql-jit/',
  'node_modules/ajv/',
  'node_modules/@apollo/usage-reporting-protobuf/',
  'node_modules/@opentelemetry/sdk-trace/',
  'dist/sandbox/server.js',
  'dist/cli/doctor.js',
  'dist/providers/yuxin/provider.js',
] as const;

async function loadedBy(env: Environment): Promise<readonly string[]> {
  const service = await start(
    { NODE_OPTIONS: `--require=${preload}`, DATABASE_URL: 'sqlite::memory:', ...env },
    { cwd: folder.path },
  );
  service.kill('SIGTERM');
  await service.exited;
  const files = JSON.parse(readFileSync(list, 'utf8')) as readonly string[];
  expect(files.some((file) => file.includes('node_modules/fastify/'))).toBe(true);
  return optional.filter((part) => files.some((file) => file.includes(part)));
}

describe('the start of the service', () => {
  it('loads no module that the settings do not need', async () => {
    expect(await loadedBy({ SANDBOX: 'off' })).toEqual([]);
  });

  it('loads the modules that the settings need before it is ready', async () => {
    const env = {
      AUTH_MODE: 'jwt',
      AUTH_JWKS_URL: 'http://127.0.0.1:1/jwks.json',
      AUTH_ISSUER: 'https://login.example.com',
      AUTH_AUDIENCE: 'realname',
      ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
      TRANSPARENCY_LOG: 'off',
      SANDBOX: 'on',
    };

    const loaded = await loadedBy(env);

    expect(loaded).toEqual(
      expect.arrayContaining([
        'node_modules/jose/',
        'dist/sandbox/server.js',
        'dist/providers/yuxin/provider.js',
      ]),
    );
    expect(loaded).not.toContain('node_modules/pg/');
  });
});
