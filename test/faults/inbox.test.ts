import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { startTestApp, type TestApp } from '../support/app';
import { type FakeOneNet, openFakeOneNet, startAtOneNet } from '../support/fake-onenet';
import { laterPush, pushAccepted, pushTo, samplePush } from '../support/onenet-push';
import { startPostgres, type TestPostgres } from '../support/postgres';
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder';
import { lookAt } from '../support/verification';

/** PostgreSQL is stopped while OneNET pushes: what was acknowledged meanwhile is applied when it is back. */
describe('pushes during a database outage', () => {
  let postgres: TestPostgres;
  let onenet: FakeOneNet;
  let folder: TemporaryFolder;
  const running: TestApp[] = [];

  beforeAll(async () => {
    postgres = await startPostgres({ durable: true });
  });

  afterAll(() => postgres.close());

  beforeEach(async () => {
    folder = temporaryFolder();
    onenet = await openFakeOneNet();
  });

  afterEach(async () => {
    for (const app of running.splice(0)) await app.close();
    await onenet.close();
    folder.remove();
  });

  async function start(databaseUrl: string): Promise<TestApp> {
    const app = await startTestApp({
      env: {
        ...onenet.env,
        DATABASE_URL: databaseUrl,
        INBOX_PATH: join(folder.path, 'pushes.inbox'),
        ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
      },
      sweepPauseMs: 50,
    });
    running.push(app);
    return app;
  }

  async function close(app: TestApp): Promise<void> {
    running.splice(running.indexOf(app), 1);
    await app.close();
  }

  const updates =
    'subscription ($id: ID!, $since: Int) { verificationUpdated(id: $id, sinceVersion: $since) { version status cause } }';
  type Update = { verificationUpdated: { version: number; status: string; cause: string } };

  it('are acknowledged, and applied in the end, each once and in order', async () => {
    const app = await start(await postgres.createDatabase());
    const started = await startAtOneNet(app, onenet);
    await postgres.kill();

    await pushAccepted(started.callbackUrl, samplePush(started, { auditStatus: '1' }));
    await pushAccepted(started.callbackUrl, laterPush(started, 1, '0'));
    // Pushed again, as after an acknowledgement that got lost.
    await pushAccepted(started.callbackUrl, laterPush(started, 1, '0'));

    await postgres.start();
    const stream = app.subscribe<Update>(updates, { id: started.id, since: 2 });
    expect((await stream.next()).verificationUpdated).toMatchObject({ version: 3, status: 'IN_REVIEW' });
    expect((await stream.next()).verificationUpdated).toMatchObject({ version: 4, status: 'APPROVED' });
    await stream.stop();
    expect(await lookAt(app, started.id)).toMatchObject({ status: 'APPROVED', version: 4 });
  });

  it('are applied by the next process if this one ends before the database is back', async () => {
    const databaseUrl = await postgres.createDatabase();
    const first = await start(databaseUrl);
    const started = await startAtOneNet(first, onenet);
    await postgres.kill();
    await pushAccepted(started.callbackUrl, samplePush(started));
    await close(first);
    await postgres.start();

    const second = await start(databaseUrl);
    const stream = second.subscribe<Update>(updates, { id: started.id, since: 2 });
    expect((await stream.next()).verificationUpdated).toMatchObject({ version: 3, status: 'APPROVED' });
    await stream.stop();
  });

  it('are set aside if they match no verification, and are not readable in the file', async () => {
    const app = await start(await postgres.createDatabase());
    const started = await startAtOneNet(app, onenet);
    await postgres.kill();
    await pushAccepted(started.callbackUrl, samplePush({ ...started, busiSeq: 'another request' }));
    // A body that cannot be a push is refused at once, as always.
    expect((await pushTo(started.callbackUrl, { hello: 'world' })).status).toBe(400);

    await postgres.start();
    const path = join(folder.path, 'pushes.inbox');
    const file = new DatabaseSync(path, { readOnly: true });
    const kept = file.prepare('select sealed_body from push').get()?.['sealed_body'];
    expect(Buffer.from(kept as Uint8Array).toString('latin1')).not.toContain(started.phone);
    let aside: unknown;
    while (aside === undefined) {
      await app.query('{ verificationMethods { method } }');
      aside = file.prepare('select aside_reason from push where aside_reason is not null').get();
    }
    file.close();
    expect(aside).toEqual({ aside_reason: 'unknown verification' });
    const metrics = await (await fetch(`${app.url}/metrics`)).text();
    expect(metrics).toContain('realname_inbox_pushes{state="aside"} 1');
  });
});
