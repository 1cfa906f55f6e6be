import { subscribe, temporaryFolder } from '../support/app';
import { type FakeOneNet, openFakeOneNet } from '../support/fake-onenet';
import { startPostgres, type TestPostgres } from '../support/postgres';
import { unpackPreviousRelease } from '../support/previous-release';
import { endProcesses, start } from '../support/process';
import { type Followed, followSubscription, readVerification, startOneNet } from './graphql';
import { push } from './push';

const folder = temporaryFolder();
const previous = { cwd: folder.path, program: unpackPreviousRelease(folder.path) };
const current = { cwd: folder.path };
let postgres: TestPostgres;
let oneNet: FakeOneNet;

beforeAll(async () => {
  [postgres, oneNet] = await Promise.all([startPostgres(), openFakeOneNet()]);
}, 60_000);
afterEach(endProcesses);
afterAll(async () => {
  await Promise.all([postgres.close(), oneNet.close()]);
  folder.remove();
});

function environment(databaseUrl: string, name: string) {
  return {
    ...oneNet.env,
    DATABASE_URL: databaseUrl,
    INBOX_PATH: `${folder.path}/${name}.inbox`,
    ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
  };
}

async function startCase(url: string, phone: string) {
  const { id, references } = await startOneNet(url, phone);
  return { id, target: oneNet.targetOf(references.busiSeq) };
}

describe('an upgrade', () => {
  it('lets both releases serve side by side on the schema of the new one', async () => {
    const databaseUrl = await postgres.createDatabase();
    const before = await start(environment(databaseUrl, 'before'), previous);
    const early = await startCase(before.url, '19912341001');

    const after = await start(environment(databaseUrl, 'after'), current);
    // Another one of the old release, started on what the new one has made of the schema.
    const again = await start(environment(databaseUrl, 'again'), previous);

    const late = await startCase(again.url, '19912341002');
    const latest = await startCase(after.url, '19912341003');
    for (const [pushedAt, followedAt, { id, target }] of [
      [after, again, early],
      [after, before, late],
      [before, after, latest],
    ] as const) {
      const events = subscribe<Followed>(
        `${followedAt.url.replace('http', 'ws')}/graphql`,
        followSubscription,
        { id, sinceVersion: 2 },
        {},
      );
      expect(await push(pushedAt.url, target)).toBe(true);
      expect((await events.next()).verificationUpdated).toMatchObject({ version: 3, status: 'APPROVED' });
      await events.stop();
      for (const { url } of [before, after, again]) {
        expect(await readVerification(url, id)).toMatchObject({ version: 3, status: 'APPROVED' });
      }
    }
  });

  it('can be taken back on an SQLite file', async () => {
    const databaseUrl = `sqlite:${folder.path}/realname.db`;
    let service = await start(environment(databaseUrl, 'file'), previous);
    const early = await startCase(service.url, '19912341004');
    service.kill('SIGTERM');
    await service.exited;

    service = await start(environment(databaseUrl, 'file'), current);
    expect(await push(service.url, early.target)).toBe(true);
    const late = await startCase(service.url, '19912341005');
    service.kill('SIGTERM');
    await service.exited;

    service = await start(environment(databaseUrl, 'file'), previous);
    expect(await push(service.url, late.target)).toBe(true);
    expect(await readVerification(service.url, early.id)).toMatchObject({ version: 3, status: 'APPROVED' });
    expect(await readVerification(service.url, late.id)).toMatchObject({ version: 3, status: 'APPROVED' });
  });
});
