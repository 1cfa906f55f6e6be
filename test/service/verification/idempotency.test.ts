import { startTestApp, type TestApp } from '../../support/app';
import { atOnce } from '../../support/at-once';
import { closeAfterEach } from '../../support/closing';
import { openFileDatabase } from '../../support/file-database';
import { as, faultsOf, operationOf, type SeenPayload, submitted } from '../../support/ucenter';
import { facePhoto, type Input, ucenterMethodList } from '../../support/ucenter-inputs';

const opened = closeAfterEach();
/** The scope lets the caller name any `userId` at LinkID. */
const asWriter = (account: string) => as(account, 'realname:write');
const me = asWriter('account-of-gao');

const person = { name: '高远山', certType: 'RESIDENT_ID_CARD', certNo: '330102199604110020' };

/** Every mutation that starts a verification, with an input that is right and what makes it another one. */
const mutations: readonly (readonly [string, Input, Input])[] = [
  ...ucenterMethodList.map(({ mutation, full }) => [mutation, full, changed(full)] as const),
  ['startOneNetVerification', { userId: 38453, phone: '19912342222' }, { userId: 38454 }],
  [
    'verifyMobileOwner',
    { idCard: '330102199604110020', userName: '高远山', mobileNo: '19912342222' },
    { mobileNo: '19912342223' },
  ],
  [
    'startLinkIdVerification',
    { ...person, redirectUri: 'http://127.0.0.1:3000/done', extra: { a: 1, b: { c: [1, 2] } } },
    { extra: { a: 1, b: { c: [2, 1] } } },
  ],
  ['verifyLinkIdPhoto', { ...person, idPicture: facePhoto }, { name: '高远水' }],
  [
    'startLinkIdAppVerification',
    { appId: 'app-1', service: 'http://127.0.0.1:3000/', userId: 'user-1', platform: 'PC' },
    { platform: 'PHONE' },
  ],
];

function changed(input: Input): Input {
  return 'mobileNo' in input
    ? { mobileNo: '19912342223' }
    : 'realName' in input
      ? { realName: '高远水' }
      : { name: '高远水' };
}

interface Scene {
  readonly app: TestApp;
  /** How many requests went to the providers, apart from those for tokens. */
  sent(): number;
}

async function start(env: Record<string, string> = {}): Promise<Scene> {
  let sent = 0;
  const app = await startTestApp({
    env: { ATTEMPTS_PER_TARGET: '100', ...env },
    fetch: (input, init) => {
      if (!/access_?token/i.test(String(input))) sent += 1;
      return fetch(input, init);
    },
  });
  return { app, sent: () => sent };
}

describe.each(mutations)('the idempotencyKey of %s', (mutation, input, change) => {
  let app: TestApp;
  let sent: () => number;
  let before: number;
  let accounts = 0;
  let account: string;

  beforeAll(async () => {
    ({ app, sent } = await start());
  });

  afterAll(() => app.close());

  beforeEach(() => {
    account = `account-${++accounts}`;
    before = sent();
  });

  const keyed = { ...input, idempotencyKey: 'order-1' };

  it('returns the first verification again, and sends nothing a second time', async () => {
    const first = await submitted(app, mutation, keyed, asWriter(account));
    const again = await submitted(app, mutation, { ...keyed, guid: account }, asWriter(account));

    expect(again).toEqual(first);
    expect(sent() - before).toBe(1);
  });

  it('returns one verification to twenty concurrent requests, and sends one', async () => {
    const operation = operationOf(mutation);

    const answers = await atOnce<Record<string, SeenPayload>>(
      app,
      20,
      operation,
      { input: keyed },
      asWriter(account),
    );

    const faults = answers.flatMap(
      (answer) => answer[mutation]?.inputErrors.map(({ code }) => code) ?? ['none'],
    );
    expect(faults).toEqual([]);
    expect(new Set(answers.map((answer) => answer[mutation]?.verification?.id)).size).toBe(1);
    expect(sent() - before).toBe(1);
  });

  it('is refused with other input or for another account, and nothing is sent', async () => {
    const clerk = asWriter(account);
    await submitted(app, mutation, keyed, clerk);

    for (const other of [change, { guid: 'account-of-another' }]) {
      expect(await faultsOf(app, mutation, { ...keyed, ...other }, clerk)).toEqual([
        'idempotencyKey IDEMPOTENCY_KEY_REUSED',
      ]);
    }
    expect(sent() - before).toBe(1);
  });

  it('is scoped to its caller', async () => {
    const mine = await submitted(app, mutation, keyed, asWriter(account));
    const theirs = await submitted(app, mutation, keyed, asWriter('account-of-another'));

    expect(theirs.id).not.toBe(mine.id);
    expect(theirs['user']).toMatchObject({ guid: 'account-of-another' });
    expect(sent() - before).toBe(2);
  });
});

describe('an idempotencyKey', () => {
  const open = async (env?: Record<string, string>): Promise<Scene> => {
    const scene = await start(env);
    opened.keep(scene.app);
    return scene;
  };
  const [[mutation, input, change]] = mutations as [(typeof mutations)[number]];
  const keyed = { ...input, idempotencyKey: 'order-1' };

  it('is refused for another mutation', async () => {
    const { app, sent } = await open();
    await submitted(app, mutation, keyed, me);

    for (const [other, otherInput] of mutations.slice(1)) {
      expect(await faultsOf(app, other, { ...otherInput, idempotencyKey: 'order-1' }, me)).toEqual([
        'idempotencyKey IDEMPOTENCY_KEY_REUSED',
      ]);
    }
    expect(sent()).toBe(1);
  });

  it('is not used up by a request with invalid input', async () => {
    const { app } = await open();

    expect(await faultsOf(app, mutation, { ...keyed, name: ' ' }, me)).toEqual(['name REQUIRED']);

    expect(await submitted(app, mutation, keyed, me)).toMatchObject({ status: 'APPROVED' });
  });

  it('is used up by a request that failed', async () => {
    const { app, sent } = await open();
    const failing = { ...keyed, outid: 'SANDBOX0010' };

    const first = await submitted(app, mutation, failing, me);

    expect(first).toMatchObject({ status: 'FAILED', failure: { retryable: true } });
    expect(await submitted(app, mutation, failing, me)).toEqual(first);
    expect(sent()).toBe(1);
  });

  it('survives a restart', async () => {
    const database = opened.keep(openFileDatabase());
    const before = await startTestApp({ env: database.env });
    const { id } = await submitted(before, mutation, keyed, me);
    await before.close();
    const { app, sent } = await open(database.env);

    expect(await submitted(app, mutation, keyed, me)).toMatchObject({ id, status: 'APPROVED' });
    expect(await faultsOf(app, mutation, { ...keyed, ...change }, me)).toEqual([
      'idempotencyKey IDEMPOTENCY_KEY_REUSED',
    ]);
    expect(sent()).toBe(0);
  });

  it('is optional: without it, two requests of the same input are two verifications', async () => {
    const { app, sent } = await open();

    const first = await submitted(app, mutation, input, me);
    const second = await submitted(app, mutation, { ...input, idempotencyKey: null }, me);

    expect(second.id).not.toBe(first.id);
    expect(sent()).toBe(2);
  });
});
