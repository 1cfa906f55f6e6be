import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from '../../src/sandbox/server';
import { startTestApp, type TestApp } from '../support/app';
import { base64Key, logKey } from '../support/settings';
import { envOf, read, root } from './support/files';

/** The services of compose.yaml as local processes: its settings with other addresses. */
let sandbox: Sandbox;
let app: TestApp;
let issuer: ChildProcess;
let issuerUrl: string;

beforeAll(async () => {
  const settings = envOf(read('ops/compose/service.env'));
  sandbox = await startSandbox();
  issuer = spawn(process.execPath, [join(root, 'ops/compose/issuer.mjs')], {
    env: { ISSUER_PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (!issuer.stdout) throw new Error('The issuer has no output.');
  const [banner] = await once(issuer.stdout.setEncoding('utf8'), 'data');
  issuerUrl = /http:\S+/.exec(String(banner))?.[0] ?? '';
  const moved = Object.entries(settings).map(([name, value]) => [
    name,
    value.replace('http://front:4010', sandbox.url).replace('http://issuer:4020', issuerUrl),
  ]);
  app = await startTestApp({
    env: {
      ...Object.fromEntries(moved),
      HOST: '127.0.0.1',
      PORT: '0',
      PUBLIC_URL: '',
      METRICS_PORT: '0',
      // The test runs on SQLite, whose key store is a file next to it.
      KEYSTORE_URL: '',
      ENCRYPTION_KEYS: `k1:${base64Key(5)}`,
      LOG_KEY: logKey,
      LINKID_SOURCE_TOKEN: 'source-token-of-this-test',
    },
  });
});
afterAll(async () => {
  issuer.kill('SIGTERM');
  await Promise.all([app.close(), sandbox.close(), once(issuer, 'close')]);
});

async function tokenOf(account: string, scope = ''): Promise<string> {
  const response = await fetch(`${issuerUrl}/token?${new URLSearchParams({ sub: account, scope })}`, {
    method: 'POST',
  });
  return ((await response.json()) as { access_token: string }).access_token;
}

const start = `mutation { startOneNetVerification(input: { userId: 38453, phone: "15415400000" }) {
  verification { id status }
} }`;

describe('the services of compose.yaml', () => {
  it('refuse callers without a token', async () => {
    const { errors } = await app.send(start);

    expect(errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
  });

  it("verify a caller with the issuer's token, with the sandbox", async () => {
    const authorization = `Bearer ${await tokenOf('alice')}`;
    const { startOneNetVerification } = await app.query<{
      startOneNetVerification: { verification: { id: string } };
    }>(start, {}, { authorization });
    const { id } = startOneNetVerification.verification;
    const events = app.subscribe<{ verificationUpdated: { status: string } }>(
      'subscription ($id: ID!) { verificationUpdated(id: $id, sinceVersion: 2) { status } }',
      { id },
      { Authorization: authorization },
    );

    expect((await events.next()).verificationUpdated.status).toBe('APPROVED');
    await events.stop();
  });

  it('grant the requested scopes, and no others', async () => {
    const list = '{ verifications { nodes { id } } }';
    const plain = await app.send(list, {}, { authorization: `Bearer ${await tokenOf('bob')}` });
    const reader = await app.send(
      list,
      {},
      { authorization: `Bearer ${await tokenOf('bob', 'realname:read')}` },
    );

    expect(plain.errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    expect(reader.errors).toBeUndefined();
  });
});
