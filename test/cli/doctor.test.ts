import { chmodSync, copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { loadConfig } from '../../src/config/config';
import { openInbox } from '../../src/storage/open-store';
import { openFarEnd } from '../support/far-end';
import { freePort } from '../support/free-port';
import { type IdentityProvider, openIdentityProvider } from '../support/identity-provider';
import { type Environment, endProcesses, launchProgram, start } from '../support/process';
import { base64Key } from '../support/settings';
import { documentOf, type Packed, packPackage } from './support/packed';
import { documentedOutput, shapeOf } from './support/reference';
import { openWrongClock } from './support/wrong-clock';

interface Finding {
  readonly check: string;
  readonly state: 'ok' | 'warn' | 'fail';
  readonly found: string;
  readonly cure: string | null;
}

/** No server listens there. */
const dead = 'http://127.0.0.1:1';

let packed: Packed;
let login: IdentityProvider;
/** A deployment in which all is well: every provider, a running service, callers with tokens. */
let healthy: Environment;

beforeAll(async () => {
  packed = packPackage();
  login = await openIdentityProvider();
  const port = String(await freePort());
  healthy = {
    ...login.env,
    ...(await startSandbox()),
    // The sandbox's own token is published, and refused in jwt mode.
    LINKID_SOURCE_TOKEN: 'invented-source-token-of-the-doctor',
    SANDBOX: 'off',
    PORT: port,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    REDIRECT_ALLOWLIST: 'https://app.example.com',
    SUBSCRIPTION_CALLBACK_ALLOWLIST: 'https://router.example.com',
    DATABASE_URL: 'sqlite:./live/realname.db',
  };
  await start(healthy, packed.options);
});
afterAll(async () => {
  await endProcesses();
  await login.close();
  packed.remove();
});

const atPath = (...names: string[]) => join(packed.cwd, ...names);

/** The settings that lead to the sandbox's twins of all four providers. */
async function startSandbox(): Promise<Environment> {
  const launched = launchProgram({ SANDBOX_PORT: '0' }, packed.options, 'sandbox', '--json');
  for (;;) {
    const line = launched.stdout.split('\n').find((text) => text.includes('"serving"') && text.endsWith('}'));
    if (line) return (JSON.parse(line) as { environment: Environment }).environment;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** The doctor's findings with these settings over the healthy ones; they never contain a secret. */
async function examine(
  env: Environment,
): Promise<{ readonly code: number | null; readonly findings: readonly Finding[] }> {
  const all: Environment = { ...healthy, ...env };
  const ran = await packed.run(all, 'doctor', '--json');
  expect(ran.stderr).toBe('');
  for (const [name, value] of Object.entries(all)) {
    if (!/SECRET|TOKEN|KEY/.test(name) || value === '') continue;
    for (const part of value.split(':')) if (part.length > 5) expect(ran.stdout).not.toContain(part);
  }
  expect(ran.stdout).not.toContain('4711');
  const { ok, findings } = documentOf<{ ok: boolean; findings: readonly Finding[] }>(ran);
  expect(ok).toBe(ran.code === 0);
  for (const { state, cure } of findings) expect(cure === null).toBe(state === 'ok');
  return { code: ran.code, findings };
}

/** The names of the failed checks, without details. */
function troubles(findings: readonly Finding[]): readonly string[] {
  return findings.filter(({ state }) => state !== 'ok').map(({ check, state }) => `${state} ${check}`);
}

function cureOf(findings: readonly Finding[], check: string): string {
  return findings.find((finding) => finding.check === check && finding.cure !== null)?.cure ?? '';
}

/** A database of its own, migrated, with the settings that lead to it. */
async function migrated(name: string): Promise<Environment> {
  const env = { DATABASE_URL: `sqlite:./${name}/realname.db` };
  expect(await packed.run({ ...healthy, ...env }, 'migrate')).toMatchObject({ code: 0 });
  return env;
}

describe('realname doctor', () => {
  it('reports no fault in a healthy deployment, with one line for each check', async () => {
    const { code, stdout, stderr } = await packed.run(healthy, 'doctor');

    expect([code, stderr]).toEqual([0, '']);
    // The one difference: the documents' deployment has a certificate.
    const withHttps = stdout.replace(/PUBLIC_URL is http.*/, 'PUBLIC_URL is https');
    // On a busy machine the service has done its first jobs by now: a line for each of them is as healthy.
    const shown = shapeOf(withHttps).replace(
      /(?:^ok duty:\S+ last succeeded 0 s ago\n)+/m,
      'ok duties no process has done a recurring job on this database yet\n',
    );
    expect(shown.split('\n')).toEqual(documentedOutput('doctor').split('\n'));
    expect(stdout.match(/^(?!ok ).*$/gm)?.filter(Boolean) ?? []).toEqual([]);
  });

  it('reports before the first start what is to be done, without a service or a database', async () => {
    const dev = { AUTH_MODE: 'dev', DATABASE_URL: 'sqlite:./first/realname.db' };

    const ran = await packed.run(dev, 'doctor', '--json');

    expect(ran.code).toBe(0);
    const { findings } = documentOf<{ findings: readonly Finding[] }>(ran);
    expect(troubles(findings)).toEqual(['warn migrations']);
    expect(cureOf(findings, 'migrations')).toContain('realname migrate');
    // It made nothing, not even the key of a development database.
    expect(() => rmSync(atPath('first'))).toThrow('ENOENT');
  });
});

describe('the doctor finds, and cures:', () => {
  it('wrong settings, all of them', async () => {
    const { code, findings } = await examine({ PORT: 'x', LOG_LEVEL: 'loud' });

    expect(code).toBe(2);
    expect(findings.map(({ found }) => found)).toEqual([
      expect.stringMatching(/^PORT must be/),
      expect.stringMatching(/^LOG_LEVEL must be/),
    ]);
  });

  it('unknown settings, next to the missing ones that they were meant for', async () => {
    const { code, findings } = await examine({ ONENET_ACCES_KEY: 'value-4711' });
    expect([code, troubles(findings)]).toEqual([0, ['warn unknown-setting']]);
    expect(cureOf(findings, 'unknown-setting')).toContain('Correct the name');

    const misspelt = await examine({ AUTH_ISSUER: '', AUTH_ISUER: 'https://id.example.com/4711' });
    expect([misspelt.code, troubles(misspelt.findings)]).toEqual([
      2,
      ['fail settings', 'warn unknown-setting'],
    ]);
  });

  it('wrong ENCRYPTION_KEYS', async () => {
    const { code, findings } = await examine({ ENCRYPTION_KEYS: `other:${base64Key(9)}` });

    expect([code, troubles(findings)]).toEqual([1, ['fail keys']]);
    expect(cureOf(findings, 'keys')).toContain('Add the key that the database was made with');
  });

  it('a missing key store, without creating another', async () => {
    const env = await migrated('keyless');
    rmSync(atPath('keyless/realname.keystore'));

    for (const _time of ['first', 'second']) {
      const { code, findings } = await examine(env);
      expect([code, troubles(findings)]).toEqual([1, ['fail key-store']]);
      expect(cureOf(findings, 'key-store')).toContain('realname restore');
    }
  });

  it('a missing database whose key store exists', async () => {
    const env = await migrated('headless');
    rmSync(atPath('headless/realname.db'));

    const { code, findings } = await examine(env);

    expect([code, troubles(findings)]).toEqual([1, ['fail database']]);
    expect(cureOf(findings, 'database')).toContain('realname restore');
  });

  it('a folder that cannot be written, for the database and for the inbox', async () => {
    // Below a file, where not even root can write.
    writeFileSync(atPath('a-file'), '');

    const { code, findings } = await examine({
      DATABASE_URL: 'sqlite:./a-file/data/realname.db',
      INBOX_PATH: './a-file/data/pushes.inbox',
    });

    expect([code, troubles(findings)]).toEqual([1, ['fail database', 'fail inbox']]);
    expect(cureOf(findings, 'database')).toContain('in a folder that this user may write');
    expect(cureOf(findings, 'inbox')).toContain('(INBOX_PATH)');
  });

  it('a file that is not a database, and a database of a newer version', async () => {
    const newer = await migrated('newer');
    const database = new DatabaseSync(atPath('newer/realname.db'));
    database.exec("insert into kysely_migration values ('9999-later', '2030-01-01T00:00:00.000Z')");
    database.close();
    mkdirSync(atPath('none'));
    copyFileSync(atPath('newer/realname.keystore'), atPath('none/realname.keystore'));
    writeFileSync(atPath('none/realname.db'), 'This is a text.\n'.repeat(1000));

    const [ofNewer, ofNone] = [
      await examine(newer),
      await examine({ DATABASE_URL: 'sqlite:./none/realname.db' }),
    ];

    expect([ofNewer.code, troubles(ofNewer.findings)]).toEqual([1, ['fail migrations']]);
    expect(cureOf(ofNewer.findings, 'migrations')).toContain('Start that version');
    expect([ofNone.code, troubles(ofNone.findings)]).toEqual([1, ['fail database']]);
    expect(cureOf(ofNone.findings, 'database')).toContain('realname restore FOLDER --force');
  });

  it('files that other users may read, and pushes that were set aside', async () => {
    const env = await migrated('open');
    chmodSync(atPath('open/realname.db'), 0o644);
    const { encryptionKeys, cipherSuite } = loadConfig(healthy);
    const inbox = openInbox(atPath('open/realname.inbox'), {
      encryptionKeys: encryptionKeys ?? [],
      cipherSuite,
    });
    inbox.put({ provider: 'ONENET', callbackHash: 'a', hasMac: true, body: {}, receivedAt: new Date() });
    inbox.setAside(1, 'unknown verification');
    inbox.close();

    const { code, findings } = await examine(env);

    // Both are to be known, and neither keeps anything from working.
    expect([code, troubles(findings)]).toEqual([0, ['warn files', 'warn inbox']]);
    expect(cureOf(findings, 'files')).toBe('chmod 600 ./open/realname.db');
    expect(cureOf(findings, 'inbox')).toContain('realname inbox replay');
  });

  it.each([
    [3, []],
    [15, ['warn clock:UCENTER']],
    [-120, ['fail clock:UCENTER']],
  ])("a clock that is %d seconds from the provider's", async (seconds, expected) => {
    const ucenter = await openWrongClock(seconds);

    const { code, findings } = await examine(ucenter.env);
    await ucenter.close();

    expect(troubles(findings)).toEqual(expected);
    expect(code).toBe(Math.abs(seconds) > 30 ? 1 : 0);
    if (expected.length > 0) expect(cureOf(findings, 'clock:UCENTER')).toContain('NTP');
  });

  it('providers that refuse us: a token refused, a signature refused', async () => {
    const { code, findings } = await examine({
      UCENTER_CLIENT_SECRET: 'not-the-secret',
      ONENET_ACCESS_KEY: Buffer.from('not the access key').toString('base64'),
      YUXIN_TOKEN: 'not-the-token',
      LINKID_CLIENT_SECRET: 'not-the-secret-either',
    });

    expect(code).toBe(1);
    expect(troubles(findings)).toEqual([
      'fail provider:ONENET',
      'fail provider:UCENTER',
      'fail provider:YUXIN',
      'fail provider:LINKID',
    ]);
    expect(cureOf(findings, 'provider:UCENTER')).toContain('UCENTER_CLIENT_SECRET');
    expect(cureOf(findings, 'provider:ONENET')).toContain('ONENET_ACCESS_KEY');
    expect(cureOf(findings, 'provider:YUXIN')).toContain('YUXIN_TOKEN');
    expect(cureOf(findings, 'provider:LINKID')).toContain('LINKID_CLIENT_SECRET');
  });

  it('providers that are dead, or another server in their place', async () => {
    const other = await openFarEnd(() => ({ raw: '<h1>Welcome</h1>' }));

    const { code, findings } = await examine({
      ONENET_BASE_URL: dead,
      UCENTER_BASE_URL: dead,
      YUXIN_BASE_URL: other.baseUrl,
      LINKID_SSO_URL: dead,
    });
    await other.close();

    expect(code).toBe(1);
    expect(troubles(findings)).toEqual([
      'fail provider:ONENET',
      'fail provider:UCENTER',
      'warn provider:YUXIN',
      'fail provider:LINKID',
    ]);
    expect(cureOf(findings, 'provider:ONENET')).toContain('ONENET_BASE_URL');
    expect(cureOf(findings, 'provider:LINKID')).toContain('LINKID_SSO_URL');
    expect(cureOf(findings, 'provider:YUXIN')).toContain('another server may answer there');
  });

  it('an unreachable PUBLIC_URL while the service runs, and an unreachable key set', async () => {
    const { code, findings } = await examine({ PUBLIC_URL: dead, AUTH_JWKS_URL: `${dead}/jwks` });

    expect([code, troubles(findings)]).toEqual([1, ['fail auth', 'fail public-url']]);
    expect(cureOf(findings, 'public-url')).toContain('DNS, proxy, certificate and firewall');
    expect(cureOf(findings, 'auth')).toContain('AUTH_JWKS_URL');
  });

  it('a PUBLIC_URL that cannot be checked because the service does not run', async () => {
    const { code, findings } = await examine({ PUBLIC_URL: dead, PORT: '1' });

    expect([code, troubles(findings)]).toEqual([0, ['warn public-url']]);
    expect(cureOf(findings, 'public-url')).toContain('Start the service');
  });

  it('a proxy that lets health through but no callbacks, and a key set without a usable key', async () => {
    const proxy = await openFarEnd(({ method, url }) =>
      method === 'GET' && url === '/healthz'
        ? { json: { status: 'ok' } }
        : { status: 404, raw: 'nothing here' },
    );
    const keys = await openFarEnd(() => ({
      json: {
        keys: [
          { kty: 'oct', k: 'c2VjcmV0' },
          { kty: 'RSA', use: 'enc' },
        ],
      },
    }));

    const { code, findings } = await examine({ PUBLIC_URL: proxy.baseUrl, AUTH_JWKS_URL: keys.baseUrl });
    await Promise.all([proxy.close(), keys.close()]);

    expect([code, troubles(findings)]).toEqual([1, ['fail auth', 'fail callbacks']]);
    expect(cureOf(findings, 'callbacks')).toContain('forward POST /callbacks/*');
    expect(cureOf(findings, 'auth')).toContain('RSA, EC or OKP');
  });

  it('unsafe or missing addresses with AUTH_MODE=jwt', async () => {
    const { code, findings } = await examine({
      PUBLIC_URL: 'http://realname.invalid',
      ALLOW_INSECURE_HTTP: 'on',
      REDIRECT_ALLOWLIST: '',
      SUBSCRIPTION_CALLBACK_ALLOWLIST: 'http://router.example.com',
      SANDBOX: 'on',
    });

    expect([code, troubles(findings)]).toEqual([
      1,
      [
        'fail public-url-scheme',
        'fail redirect-allowlist',
        'warn subscription-callback-allowlist',
        'warn sandbox',
        'fail public-url',
      ],
    ]);
    expect(cureOf(findings, 'public-url-scheme')).toContain('https');
    expect(cureOf(findings, 'redirect-allowlist')).toContain('REDIRECT_ALLOWLIST');
  });

  it('a database server that is down, and a Redis that is down, without their passwords', async () => {
    const { code, findings } = await examine({
      DATABASE_URL: 'postgres://realname:password-4711@127.0.0.1:1/realname',
      KEYSTORE_URL: 'file:/keys',
      BUS_URL: 'redis://realname:password-4711@127.0.0.1:1',
    });

    expect([code, troubles(findings)]).toEqual([1, ['fail database', 'fail wake-ups']]);
    expect(findings.find(({ check }) => check === 'database')?.found).toContain('ECONNREFUSED');
    expect(cureOf(findings, 'database')).toContain('DATABASE_URL');
    expect(cureOf(findings, 'wake-ups')).toContain('BUS_URL');
  });
});
