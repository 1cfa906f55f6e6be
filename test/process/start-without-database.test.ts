import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { openFakeOneNet } from '../support/fake-onenet';
import { freePort } from '../support/free-port';
import { acknowledgement, pushTo, samplePush } from '../support/onenet-push';
import { startPostgres, type TestPostgres } from '../support/postgres';
import { endProcesses, type Launched, launchProgram } from '../support/process';
import { base64Key } from '../support/settings';
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder';

describe('a start while PostgreSQL is away', () => {
  let postgres: TestPostgres;
  let folder: TemporaryFolder;
  let databaseUrl: string;

  beforeAll(async () => {
    folder = temporaryFolder();
    postgres = await startPostgres();
    databaseUrl = await postgres.createDatabase();
    // Everybody else needs no password.
    const rules = join(postgres.dataFolder ?? '', 'pg_hba.conf');
    writeFileSync(rules, `host all stranger 127.0.0.1/32 scram-sha-256\n${readFileSync(rules, 'utf8')}`);
    await postgres.kill();
    await postgres.start();
  });
  afterEach(endProcesses);
  afterAll(async () => {
    await postgres.close();
    folder.remove();
  });

  async function launch(
    url = databaseUrl,
    more: Readonly<Record<string, string>> = {},
  ): Promise<{ service: Launched; address: string }> {
    const port = await freePort();
    const env = {
      ...more,
      PORT: String(port),
      DATABASE_URL: url,
      ENCRYPTION_KEYS: `k1:${base64Key(7)}`,
      INBOX_PATH: join(folder.path, 'pushes.inbox'),
      TRANSPARENCY_LOG: 'off',
    };
    return { service: launchProgram(env, { cwd: folder.path }), address: `http://127.0.0.1:${port}` };
  }

  /** The PostgreSQL of the tests acknowledges commits before they are on the disk: a kill right after would lose them. */
  async function flushed(): Promise<void> {
    const operator = new Client({ connectionString: databaseUrl });
    await operator.connect();
    await operator.query('checkpoint');
    await operator.end();
  }

  /** Asks until an answer fits; between two servers, or before the first, nobody listens. */
  async function until(url: string, status: number, service: Launched): Promise<Response> {
    let hasEnded = false;
    void service.exited.then(() => {
      hasEnded = true;
    });
    for (;;) {
      const answer = await fetch(url).catch(() => null);
      if (answer?.status === status) return answer;
      if (hasEnded) throw new Error(`The service has ended: ${service.stderr}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  it('listens, is alive and not ready, refuses work for now, and becomes ready by itself', async () => {
    await postgres.kill();
    const { service, address } = await launch();
    const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };

    const notReady = await until(`${address}/readyz`, 503, service);
    expect(await notReady.json()).toEqual({ status: 'database unreachable' });
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
    const graphql = await fetch(`${address}/graphql`, post);
    expect([graphql.status, graphql.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await graphql.json()).toMatchObject({ errors: [{ extensions: { code: 'SERVICE_STARTING' } }] });
    // Never connected before: it cannot tell whose address this is, and the provider repeats the push.
    const push = await fetch(`${address}/callbacks/onenet/${'a'.repeat(64)}`, post);
    expect([push.status, push.headers.get('retry-after')]).toEqual([503, '5']);
    await expect(
      fetch(`${address}/graphql`, { headers: { connection: 'upgrade', upgrade: 'websocket' } }).then(
        ({ status }) => status,
        () => 503,
      ),
    ).resolves.toBe(503);

    expect(await (await fetch(`${address}/metrics`)).text()).toMatch(/^realname_database_up 0$/m);

    await postgres.start();
    expect(await (await until(`${address}/readyz`, 200, service)).json()).toEqual({ status: 'ready' });
    const asked = { ...post, body: '{"query":"{ verificationMethods { method } }"}' };
    expect((await fetch(`${address}/graphql`, asked)).status).toBe(200);
    expect(service.stdout + service.stderr).toContain('database is away');
    service.kill('SIGTERM');
    expect(await service.exited).toEqual({ code: 0, signal: null });
  });

  it('keeps the pushes for its own addresses, once it was connected before, and applies them', async () => {
    const onenet = await openFakeOneNet();
    const owner = { 'content-type': 'application/json', 'x-dev-guid': 'account-1' };
    const ask = async (url: string, query: string) => {
      const body = JSON.stringify({ query });
      return (await (await fetch(`${url}/graphql`, { method: 'POST', headers: owner, body })).json()) as {
        data: Record<string, unknown>;
      };
    };
    try {
      const first = await launch(databaseUrl, onenet.env);
      await until(`${first.address}/readyz`, 200, first.service);
      await ask(
        first.address,
        'mutation { startOneNetVerification(input: { userId: 1, phone: "19910000001" }) { verification { id } } }',
      );
      const [start] = onenet.starts;
      if (!start) throw new Error('OneNET was not asked.');
      first.service.kill('SIGKILL');
      await first.service.exited;
      await flushed();
      await postgres.kill();

      const { service, address } = await launch(databaseUrl, onenet.env);
      await until(`${address}/readyz`, 503, service);
      const url = (of: string) => of.replace(/^http:\/\/[^/]+/, address);
      const kept = await pushTo(url(start.callbackUrl), samplePush(start));
      expect(kept).toMatchObject({ status: 200, body: acknowledgement });
      const foreign = `${address}/callbacks/onenet/${'a'.repeat(64)}`;
      expect((await pushTo(foreign, samplePush(start))).status).toBe(503);
      expect((await pushTo(url(start.callbackUrl), { hello: 'world' })).status).toBe(400);
      const metrics = await (await fetch(`${address}/metrics`)).text();
      expect(metrics).toContain('realname_inbox_pushes{state="waiting"} 1');

      await postgres.start();
      await until(`${address}/readyz`, 200, service);
      const statuses = '{ verifications(filter: { guid: "account-1" }) { nodes { status } } }';
      let { data } = await ask(address, statuses);
      while (/PENDING|AWAITING_USER/.test(JSON.stringify(data))) {
        await pause(50);
        ({ data } = await ask(address, statuses));
      }
      expect(data).toEqual({ verifications: { nodes: [{ status: 'APPROVED' }] } });
      service.kill('SIGTERM');
      expect(await service.exited).toEqual({ code: 0, signal: null });
    } finally {
      await onenet.close();
    }
  });

  it('waits in the same way while the database takes no changes', async () => {
    const closed = await postgres.createDatabase();
    const name = new URL(closed).pathname.slice(1);
    const operator = new Client({ connectionString: databaseUrl });
    await operator.connect();
    await operator.query(`alter database ${name} set default_transaction_read_only = on`);

    const { service, address } = await launch(closed);
    const notReady = await until(`${address}/readyz`, 503, service);
    expect(await notReady.json()).toEqual({ status: 'database takes no changes' });

    await operator.query(`alter database ${name} reset default_transaction_read_only`);
    await operator.end();
    await until(`${address}/readyz`, 200, service);
    service.kill('SIGTERM');
    expect(await service.exited).toEqual({ code: 0, signal: null });
  });

  it('ends as asked while it waits', async () => {
    const { service, address } = await launch('postgres://someone:open-sesame@127.0.0.1:1/none');
    await until(`${address}/readyz`, 503, service);

    service.kill('SIGTERM');

    expect(await service.exited).toEqual({ code: 0, signal: null });
    expect(service.stdout + service.stderr).toMatch(/"reason":"The PostgreSQL database cannot be opened \(/);
    expect(service.stdout + service.stderr).not.toContain('open-sesame');
  });

  it('does not wait where waiting would not help: a database, a password, a schema that do not fit', async () => {
    const newer = await postgres.createDatabase();
    const client = new Client({ connectionString: newer });
    await client.connect();
    await client.query('create table kysely_migration (name varchar(255), timestamp varchar(255))');
    await client.query("insert into kysely_migration values ('9999-later', '2030')");
    await client.query("create role stranger login password 'open-sesame'");
    await client.end();
    const other = (url: string, change: (address: URL) => void) => {
      const address = new URL(url);
      change(address);
      return address.href;
    };
    const starts = await Promise.all([
      launch(other(databaseUrl, (address) => Object.assign(address, { pathname: '/another' }))),
      launch(
        other(databaseUrl, (address) => Object.assign(address, { username: 'stranger', password: 'wrong' })),
      ),
      launch(newer),
    ]);

    const said: string[] = [];
    for (const { service } of starts) {
      expect(await service.exited).toEqual({ code: 1, signal: null });
      said.push(service.stderr);
    }
    expect(said).toEqual([
      expect.stringContaining('database "another" does not exist'),
      expect.stringContaining('password authentication failed'),
      expect.stringContaining('newer version'),
    ]);
  });
});
