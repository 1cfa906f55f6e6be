import { once } from 'node:events';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { temporaryFolder } from '../support/app';
import { type Environment, endProcesses, launchProgram, start } from '../support/process';

// Several starts, on a machine that may be busy.

const folder = temporaryFolder();
const inFolder = { cwd: folder.path };
afterEach(endProcesses);
afterAll(() => folder.remove());

/** Secrets of every kind; what is wrong with the settings must be told without them. */
const secrets: Environment = {
  ONENET_ACCESS_KEY: 'b25lbmV0LXNlY3JldC1hY2Nlc3Mta2V5',
  UCENTER_CLIENT_SECRET: 'ucenter-secret-4711',
  YUXIN_TOKEN: 'yuxin-token-4711',
  YUXIN_KEY: 'yuxin-key-4711-is-too-long-for-aes',
  LINKID_CLIENT_SECRET: 'linkid-secret-4711',
  LINKID_SOURCE_TOKEN: 'source-token-4711',
  ENCRYPTION_KEYS: 'k1:c2hvcnQtZW5jcnlwdGlvbi1zZWNyZXQ=',
};

/** Starts what must not start, and returns what it says. */
async function refusal(env: Environment, ...args: readonly string[]): Promise<string> {
  const launched = launchProgram(env, inFolder, ...args);
  const exit = await launched.exited;
  const { stderr, stdout } = launched;
  // Wrong settings are told apart from what is wrong with the surroundings.
  const code = stderr.startsWith('The settings are not usable:') ? 2 : 1;
  expect(exit).toEqual({ code, signal: null });
  expect(stderr).not.toMatch(/^ {4}at /m);
  expect(stderr.trim()).not.toBe('');
  expect(stdout).not.toContain('GraphQL');
  return stderr;
}

describe('a refused start', () => {
  it('lists all invalid settings at once', async () => {
    const message = await refusal({
      PORT: '99999',
      PUBLIC_URL: 'somewhere',
      AUTH_MODE: 'none',
      SANDBOX: 'maybe',
      PENDING_TTL_SECONDS: '0',
      LOG_LEVEL: 'loud',
    });

    expect(message.trimEnd().split('\n')).toEqual([
      'The settings are not usable:',
      expect.stringMatching(/^ {2}- PORT /),
      expect.stringMatching(/^ {2}- PUBLIC_URL /),
      expect.stringMatching(/^ {2}- AUTH_MODE /),
      expect.stringMatching(/^ {2}- SANDBOX /),
      expect.stringMatching(/^ {2}- PENDING_TTL_SECONDS /),
      expect.stringMatching(/^ {2}- LOG_LEVEL /),
    ]);
  });

  it('lists all missing settings, and repeats no secret', async () => {
    const message = await refusal({
      ...secrets,
      HOST: '0.0.0.0',
      UCENTER_BASE_URL: 'https://ucenter.example.com',
      YUXIN_BASE_URL: 'https://yuxin.example.com',
      LINKID_BASE_URL: 'https://linkid.example.com',
    });

    for (const name of [
      'AUTH_JWKS_URL',
      'AUTH_ISSUER',
      'AUTH_AUDIENCE',
      'UCENTER_CLIENT_ID',
      'YUXIN_KEY',
      'LINKID_SSO_URL',
      'LINKID_CLIENT_ID',
      'ENCRYPTION_KEYS',
    ]) {
      expect(message).toMatch(new RegExp(`^  - ${name} `, 'm'));
    }
    for (const secret of Object.values(secrets)) {
      for (const part of secret.split(':')) if (part.length > 2) expect(message).not.toContain(part);
    }
  });

  it('reports that AUTH_MODE=dev needs a loopback HOST', async () => {
    const message = await refusal({ AUTH_MODE: 'dev', HOST: '0.0.0.0' });

    expect(message).toMatch(/AUTH_MODE=dev .+ HOST is loopback/);
  });

  it('reports the settings that AUTH_MODE=jwt needs', async () => {
    const message = await refusal({ AUTH_MODE: 'jwt' });

    for (const part of ['AUTH_JWKS_URL', 'No provider is configured', 'ENCRYPTION_KEYS is needed']) {
      expect(message).toContain(part);
    }
  });

  it('names the port that is taken', async () => {
    const taker = createServer().listen(0, '127.0.0.1');
    await once(taker, 'listening');
    const { port } = taker.address() as AddressInfo;

    const message = await refusal({ PORT: String(port) });

    expect(message).toBe(
      `127.0.0.1:${port} is in use by another program. Stop that program, or set PORT (for the sandbox: SANDBOX_PORT) to a free port.\n`,
    );
    taker.close();
  });

  it.each([
    ['lies below a regular file', 'sqlite:a-file/x/realname.db'],
    ['is a directory', 'sqlite:a-directory'],
    ['is no database', 'sqlite:a-file'],
  ])('names the database path if it %s', async (_what, databaseUrl) => {
    writeFileSync(join(folder.path, 'a-file'), 'This is a text, and not a database at all.\n'.repeat(100));
    mkdirSync(join(folder.path, 'a-directory'), { recursive: true });
    const path = databaseUrl.slice('sqlite:'.length);

    const own = { ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64')}` };
    const message = await refusal({ DATABASE_URL: databaseUrl, ...own });

    expect(message.trimEnd().split('\n')).toHaveLength(1);
    expect(message).toContain(`The database file ${path} cannot be opened`);
    expect(message).toContain('Name a file');
  });

  it('names the key file if it cannot be created, or contains no key', async () => {
    writeFileSync(join(folder.path, 'b-file'), '');
    writeFileSync(join(folder.path, 'bad.key'), 'not a key\n');

    expect(await refusal({ DATABASE_URL: 'sqlite:b-file/x/realname.db' })).toMatch(
      /^The key file b-file\/x\/realname\.key cannot be .+\n$/,
    );
    expect(await refusal({ DATABASE_URL: 'sqlite:bad.db' })).toMatch(/^The key file bad\.key .+\n$/);
  });

  it('reports that the keys are not those of the database', async () => {
    const keys = (byte: number) => ({
      DATABASE_URL: 'sqlite:keys.db',
      ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, byte).toString('base64')}`,
    });
    const first = await start(keys(1), inFolder);
    first.kill('SIGTERM');
    await first.exited;

    const message = await refusal(keys(2));

    expect(message).toMatch(/^The database cannot be opened with these keys/);
    expect(message).not.toContain(keys(2).ENCRYPTION_KEYS.slice(3));
  });

  it('reports an invalid sandbox port if only the sandbox is started', async () => {
    expect(await refusal({ SANDBOX_PORT: 'x' }, 'sandbox')).toBe(
      'The settings are not usable:\n  - SANDBOX_PORT must be a whole number from 0 to 65535.\n',
    );
  });

  it('leaves no files', async () => {
    const empty = temporaryFolder();
    const launched = launchProgram({ PORT: 'x' }, { cwd: empty.path });
    await launched.exited;

    expect(readdirSync(empty.path)).toEqual([]);
    empty.remove();
  });
});
