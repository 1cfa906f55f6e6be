import { DatabaseSync } from 'node:sqlite';
import { subscribe, temporaryFolder } from '../support/app';
import { type FakeOneNet, openFakeOneNet } from '../support/fake-onenet';
import { startPostgres, type TestPostgres } from '../support/postgres';
import { unpackPreviousRelease } from '../support/previous-release';
import { endProcesses, start } from '../support/process';
import { ask, type Followed, followSubscription, readVerification, startOneNet } from './graphql';
import { push } from './push';

const folder = temporaryFolder();
const previous = { cwd: folder.path, program: unpackPreviousRelease(folder.path) };
const current = { cwd: folder.path };
let postgres: TestPostgres;
let oneNet: FakeOneNet;

beforeAll(async () => {
  [postgres, oneNet] = await Promise.all([startPostgres(), openFakeOneNet()]);
});
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

const reveal = `mutation ($id: ID!) {
  revealPersonalInfo(input: { verificationId: $id, purpose: "a test of upgrades" }) {
    inputErrors { code }
    personalInfo { mobileNo }
  }
}`;

describe('an upgrade from the previous release', () => {
  it('lets both releases serve concurrently on the new schema', async () => {
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

  it('can be reverted on an SQLite file', async () => {
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

  it('seals the rows of the previous release, and then believes no row without a seal', async () => {
    const name = 'sealed';
    const settings = environment(`sqlite:${folder.path}/${name}.db`, name);
    const before = await start(settings, previous);
    const { id, target } = await startCase(before.url, '19912341007');
    expect(await push(before.url, target)).toBe(true);
    before.kill('SIGTERM');
    await before.exited;

    const after = await start(settings, current);
    expect(await readVerification(after.url, id)).toMatchObject({ status: 'APPROVED' });
    const database = new DatabaseSync(`${folder.path}/${name}.db`, { timeout: 5000 });
    const unsealed = database.prepare('select count(*) as count from verification where row_seal is null');
    while (unsealed.get()?.['count'] !== 0) await new Promise((resolve) => setTimeout(resolve, 50));
    after.kill('SIGTERM');
    await after.exited;

    const again = await start(settings, current);
    expect(await readVerification(again.url, id)).toMatchObject({ status: 'APPROVED' });
    database.exec('update verification set row_seal = null');
    database.close();
    await expect(readVerification(again.url, id)).rejects.toThrow(/changed by something other/);
  });

  it('opens the database, the key store and the kept pushes of the previous release', async () => {
    const name = 'left';
    const settings = environment(`sqlite:${folder.path}/${name}.db`, name);
    const before = await start(settings, previous);
    const phone = '19912341006';
    const { id, target } = await startCase(before.url, phone);
    const lock = new DatabaseSync(`${folder.path}/${name}.db`);
    lock.exec('begin immediate');
    // The database is locked: the push is acknowledged because it was kept.
    expect(await push(before.url, target)).toBe(true);
    before.kill('SIGKILL');
    await before.exited;
    lock.close();

    const after = await start(settings, current);
    const events = subscribe<Followed>(
      `${after.url.replace('http', 'ws')}/graphql`,
      followSubscription,
      { id, sinceVersion: 2 },
      {},
    );
    expect((await events.next()).verificationUpdated).toMatchObject({ version: 3, status: 'APPROVED' });
    await events.stop();
    expect(await ask(after.url, reveal, { id })).toEqual({
      revealPersonalInfo: { inputErrors: [], personalInfo: { mobileNo: phone } },
    });
  });
});
