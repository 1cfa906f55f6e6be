import { RememberedRows } from '../../src/graphql/remembered/rows';
import { startTestApp, type TestApp } from '../support/app';
import { byOwner, bySms } from '../support/assured';
import { testClock } from '../support/clock';
import { closeAfterEach } from '../support/closing';
import { openFileDatabase } from '../support/file-database';
import { as } from '../support/ucenter';

const opened = closeAfterEach();
const me = as('account-of-zhen');
const query =
  'query ($id: ID!) { verification(id: $id) { id version status subject { realName mobileNo } user { guid } } }';

type Shown = Readonly<Record<string, unknown>> | null;

afterEach(() => jest.restoreAllMocks());

/** Asked twice: the second answer is made of what the first one left. */
async function shown(app: TestApp, id: string, headers = me): Promise<Shown> {
  const first = await app.query<{ verification: Shown }>(query, { id }, headers);
  const second = await app.query<{ verification: Shown }>(query, { id }, headers);
  expect(second).toEqual(first);
  return second.verification;
}

async function scene() {
  const database = opened.keep(openFileDatabase());
  const app = opened.keep(
    await startTestApp({ env: { ...database.env, QUERY_COMPILER: 'on', REMEMBER_ROWS: 'on' } }),
  );
  const { id } = await byOwner(app, me);
  const edit = (sql: string) => database.beside((file) => file.prepare(sql).run(id));
  return { app, id, edit };
}

describe('a remembered row', () => {
  it('is not read a second time', async () => {
    const { app, id } = await scene();
    const lookUps = jest.spyOn(RememberedRows.prototype, 'textOf');

    expect(await shown(app, id)).toMatchObject({ id, status: 'APPROVED', subject: { realName: '甄**' } });

    expect(lookUps.mock.results.map(({ value }) => value === undefined)).toEqual([true, false]);
  });

  it('is null for every caller who may not see it, and shown to staff', async () => {
    const { app, id } = await scene();
    const mine = await shown(app, id);

    expect(await shown(app, id, as('somebody-else'))).toBeNull();
    expect(await shown(app, id, as('staff', 'realname:read'))).toEqual(mine);
  });

  it('shows its new version at once, and nothing of a person who was erased', async () => {
    const { app, id } = await scene();
    await shown(app, id);
    const forget = jest.spyOn(RememberedRows.prototype, 'forget');

    await app.query(
      'mutation ($id: ID!) { redactVerification(id: $id) { verification { id } } }',
      { id },
      as('staff', 'realname:redact'),
    );

    expect(await shown(app, id)).toMatchObject({ subject: { realName: null, mobileNo: null } });
    expect(forget).toHaveBeenCalled();
  });

  it.each([
    ['to another account', "update verification set guid = 'thief' where id = ?"],
    ['with its version', "update verification set status = 'REJECTED', version = version + 1 where id = ?"],
  ])('is read again, and refused, if the database was changed: %s', async (_what, sql) => {
    const { app, id, edit } = await scene();
    await shown(app, id);

    edit(sql);

    const { data, errors } = await app.send(query, { id }, as('thief', 'realname:read'));
    expect(data).toEqual({ verification: null });
    expect(errors).toHaveLength(1);
  });
});

describe('a remembered judgement', () => {
  const judged =
    'query ($id: ID!) { verification(id: $id) { id assurance { level } user { meets(level: LOW) isRealNameVerified assurance { level } } } }';
  const clock = testClock();

  async function judgedScene() {
    const database = opened.keep(openFileDatabase());
    const app = opened.keep(
      await startTestApp({
        now: clock.now,
        sweepPauseMs: 3_600_000,
        env: { ...database.env, QUERY_COMPILER: 'on', REMEMBER_ROWS: 'on' },
      }),
    );
    const { id } = await bySms(app, me);
    const lookUps = jest.spyOn(RememberedRows.prototype, 'textOf');
    const ask = async () => {
      const { verification } = await app.query<{ verification: Shown }>(judged, { id }, me);
      return verification;
    };
    const found = () => lookUps.mock.results.map(({ value }) => value !== undefined);
    return { app, ask, found };
  }

  const contact = {
    assurance: { level: 'CONTACT' },
    user: { meets: false, isRealNameVerified: false, assurance: { level: 'CONTACT' } },
  };

  it('is not made a second time until an approval lapses', async () => {
    const { ask, found } = await judgedScene();
    expect(await ask()).toMatchObject(contact);
    clock.advance(365 * 86_400_000 - 1);
    expect(await ask()).toMatchObject(contact);
    expect(found()).toEqual([false, true]);

    clock.advance(1);

    expect(await ask()).toMatchObject({
      assurance: { level: 'NONE' },
      user: { assurance: { level: 'NONE' } },
    });
    expect(found()).toEqual([false, true, false]);
  });

  it('is made again as soon as another verification of the account is decided', async () => {
    const { app, ask, found } = await judgedScene();
    await ask();

    await byOwner(app, me);

    expect(await ask()).toMatchObject({
      assurance: { level: 'CONTACT' },
      user: { meets: true, isRealNameVerified: true, assurance: { level: 'SUBSTANTIAL' } },
    });
    await ask();
    expect(found()).toEqual([false, false, true]);
  });
});
