import { startTestApp, type TestApp } from '../support/app';
import { testClock } from '../support/clock';
import { closeAfterEach } from '../support/closing';
import { openFakeOneNet, startAtOneNet } from '../support/fake-onenet';
import { approve, openFakeUcenter, type React, takenBy } from '../support/fake-ucenter';
import { openFileDatabase } from '../support/file-database';
import { laterPush, pushAccepted } from '../support/onenet-push';
import { startPostgres, type TestPostgres } from '../support/postgres';
import { as, readVerification, submitted } from '../support/ucenter';
import { gao } from '../support/ucenter-inputs';
import { range } from '../support/updates';
import { lookAt } from '../support/verification';

const opened = closeAfterEach();

const taken = { status: 'REJECTED', failure: { code: 'IDENTITY_TAKEN' } };
const imported = (app: TestApp, guid: string, identityNo: string = gao.identityNo) =>
  submitted(app, 'verifyByImport', { name: gao.name, identityNo, outid: '350001' }, as(guid));

async function open(env: Readonly<Record<string, string>>, verify: React = approve) {
  const ucenter = opened.keep(await openFakeUcenter({ verify }));
  const clock = testClock();
  const app = opened.keep(
    await startTestApp({ env: { ...ucenter.env, ...env }, now: clock.now, sweepPauseMs: 20 }),
  );
  return { app, ucenter, clock };
}

async function shared(app: TestApp, result: 'counted' | 'refused'): Promise<number> {
  const metrics = await (await fetch(app.metricsUrl)).text();
  return Number(
    metrics.match(new RegExp(`realname_identities_shared_total{result="${result}"} (\\d+)`))?.[1],
  );
}

/** Verifies again, each time by another account, until it is approved. */
async function untilApproved(app: TestApp): Promise<void> {
  for (let n = 0; ; n += 1) if ((await imported(app, `later-${n}`)).status === 'APPROVED') return;
}

describe('ACCOUNTS_PER_IDENTITY', () => {
  let postgres: TestPostgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.close());

  it.each(['SQLite', 'PostgreSQL'])(
    'lets exactly one of two accounts pass that are approved at once, on %s',
    async (on) => {
      const database =
        on === 'SQLite'
          ? opened.keep(openFileDatabase()).env
          : {
              DATABASE_URL: await postgres.createDatabase(),
              ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
              INBOX_PATH: ':memory:',
            };
      const { app } = await open({ ...database, ACCOUNTS_PER_IDENTITY: '1' });
      const numbers = range(1, 12).map((n) => `E1000${1000 + n}`);

      const pairs = await Promise.all(
        numbers.map((number) => Promise.all(range(1, 6).map((n) => imported(app, `${number}-${n}`, number)))),
      );

      for (const pair of pairs) {
        expect(pair.map(({ status }) => status).sort()).toEqual(['APPROVED', ...Array(5).fill('REJECTED')]);
        for (const each of pair.filter(({ status }) => status === 'REJECTED'))
          expect(each).toMatchObject(taken);
      }
      expect(await shared(app, 'refused')).toBe(60);
    },
    60_000,
  );

  it('lets an account verify again, and knows a number in every spelling', async () => {
    const { app } = await open({ ACCOUNTS_PER_IDENTITY: '1' });

    expect((await imported(app, 'first')).status).toBe('APPROVED');
    expect((await imported(app, 'first')).status).toBe('APPROVED');
    const spelled = `${gao.identityNo.slice(0, 6)}-${gao.identityNo.slice(6)}`;
    expect(await imported(app, 'second', spelled)).toMatchObject(taken);
    expect(await imported(app, 'second', 'E12345678')).toMatchObject({ status: 'APPROVED' });
  });

  it('counts a push, and frees the number when a second inspection takes the approval back', async () => {
    const oneNet = opened.keep(await openFakeOneNet());
    const app = opened.keep(await startTestApp({ env: { ...oneNet.env, ACCOUNTS_PER_IDENTITY: '1' } }));
    const first = await startAtOneNet(app, oneNet);
    const second = await startAtOneNet(app, oneNet, { guid: 'second' });
    await pushAccepted(first.callbackUrl, laterPush(first, 1, '0'));

    await pushAccepted(second.callbackUrl, laterPush(second, 1, '0'));
    expect(await lookAt(app, second.id)).toMatchObject({ status: 'REJECTED' });

    await pushAccepted(first.callbackUrl, laterPush(first, 2, '4'));
    expect(await lookAt(app, first.id)).toMatchObject({ status: 'REJECTED' });
    await pushAccepted(second.callbackUrl, laterPush(second, 3, '0'));
    expect(await lookAt(app, second.id)).toMatchObject({ status: 'APPROVED' });
  });

  it('counts a merge as one account: the old one loses its approvals in the same transaction', async () => {
    let isTaken = false;
    const { app } = await open({ ACCOUNTS_PER_IDENTITY: '1' }, (request) =>
      isTaken && !request.body.includes('"MERGE"') ? takenBy('old') : approve(request, 1),
    );
    const old = await imported(app, 'old');
    isTaken = true;
    const conflict = await imported(app, 'new');

    const merged = await submitted(
      app,
      'mergeAccount',
      { verificationId: conflict.id, code: '123456', confirmIrreversible: true },
      as('new'),
    );

    expect(merged.status).toBe('APPROVED');
    expect((await readVerification(app, old.id, as('old')))?.history.at(-1)).toMatchObject({
      cause: 'MERGED_AWAY',
    });
    isTaken = false;
    expect(await imported(app, 'old')).toMatchObject(taken);
  });

  it('keeps the hash of a number for IDENTITY_RETENTION_DAYS after redaction, and no longer', async () => {
    const database = opened.keep(openFileDatabase());
    const { app, clock } = await open({ ...database.env, ACCOUNTS_PER_IDENTITY: '1' });
    await imported(app, 'first');
    await app.query('mutation { redactUser(guid: "first") { redacted } }');

    expect(await imported(app, 'second')).toMatchObject(taken);
    const rows = database.beside((file) => file.prepare('select * from identity_use').all());
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toMatch(new RegExp(`${gao.identityNo}|"first"`));

    clock.advance(180 * 86_400_000);
    await untilApproved(app);
    expect(database.beside((file) => file.prepare('select * from identity_use').all())).toHaveLength(1);
  });

  it('counts approvals that 1.0.0 recorded', async () => {
    const database = opened.keep(openFileDatabase());
    const { app } = await open({ ...database.env, ACCOUNTS_PER_IDENTITY: '1' });
    await imported(app, 'first');
    database.beside((file) => {
      file.exec(
        'begin immediate; delete from identity_use; update verification set identity_noted = 0; commit',
      );
    });
    for (let left = 1; left > 0; ) {
      await app.query('{ verificationMethods { method } }');
      left = database.beside(
        (file) =>
          file.prepare('select count(*) as left from verification where identity_noted = 0').get()?.['left'],
      ) as number;
    }

    expect(await imported(app, 'second')).toMatchObject(taken);
  });
});

describe('without ACCOUNTS_PER_IDENTITY', () => {
  it('a shared identity number is approved, and counted in the metrics', async () => {
    const { app } = await open({});
    for (const guid of ['first', 'second', 'third']) {
      expect((await imported(app, guid)).status).toBe('APPROVED');
    }
    expect([await shared(app, 'counted'), await shared(app, 'refused')]).toEqual([2, 0]);
  });
});
