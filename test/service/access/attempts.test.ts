import { startTestApp, type TestApp } from '../../support/app';
import { atOnce } from '../../support/at-once';
import { testClock } from '../../support/clock';
import { closeAfterEach } from '../../support/closing';
import { code, type FakeUcenter, openFakeUcenter } from '../../support/fake-ucenter';
import { openFileDatabase } from '../../support/file-database';
import { as, faultsOf, type SeenPayload, submit, submitted } from '../../support/ucenter';
import { type Input, ucenterMethods } from '../../support/ucenter-inputs';

const opened = closeAfterEach();
const me = as('account-of-gao');
const tooMany = [' TOO_MANY_ATTEMPTS'];

interface Scene {
  readonly app: TestApp;
  readonly ucenter: FakeUcenter;
}

/** A service at a ucenter that takes no password and no code. */
async function open(overrides: Parameters<typeof startTestApp>[0] = {}): Promise<Scene> {
  const ucenter = opened.keep(await openFakeUcenter({ verify: () => code(413, '密码错误') }));
  const app = opened.keep(await startTestApp({ ...overrides, env: { ...ucenter.env, ...overrides.env } }));
  return { app, ucenter };
}

/** AttemptCount so many times, each time with another password or code; every try must be sent. */
async function guess(
  app: Scene['app'],
  [mutation, input, secret]: readonly [string, Input, string],
  times: number,
  headers = me,
): Promise<void> {
  for (let n = 0; n < times; n++) {
    const verification = await submitted(app, mutation, { ...input, [secret]: `00000${n}` }, headers);
    expect(verification).toMatchObject({ status: 'FAILED', failure: { providerCode: '413' } });
  }
}

const card = { outid: '350002', customerCode: '1002' };
const byCard = ['verifyByEcard', { ...ucenterMethods.ECARD.full, ...card }, 'password'] as const;
const byPhone = ['verifyByMobile', ucenterMethods.MOBILE.full, 'code'] as const;
const byWhiteList = ['verifyByWhitelist', { ...ucenterMethods.WHITELIST.full, ...card }, 'password'] as const;
const byRelation = ['verifyByRelation', { ...ucenterMethods.RELATION.full, ...card }, 'password'] as const;
const guessable = [byCard, byPhone, byWhiteList, byRelation];

describe('the attempt limit for passwords and codes', () => {
  it.each(guessable)('refuses the sixth attempt at one target: %s', async (...method) => {
    const { app, ucenter } = await open();
    const [mutation, input] = method;

    await guess(app, method, 5);

    const { verification, inputErrors } = await submit(app, mutation, input, me);
    expect(verification).toBeNull();
    expect(inputErrors).toEqual([
      {
        path: [],
        code: 'TOO_MANY_ATTEMPTS',
        message: 'Too many attempts. Wait a while before trying again.',
      },
    ]);
    expect(ucenter.verifications).toHaveLength(5);
  });

  it('counts attempts per card, across all methods', async () => {
    const { app, ucenter } = await open();

    await guess(app, byCard, 2);
    await guess(app, byWhiteList, 2);
    await guess(app, byRelation, 1);

    for (const [mutation, input] of [byCard, byWhiteList, byRelation]) {
      expect(await faultsOf(app, mutation, input, me)).toEqual(tooMany);
    }
    // A password that is not asked for could be compared all the same.
    const imported = { ...byRelation[1], source: 'IMPORT' };
    expect(await faultsOf(app, 'verifyByRelation', imported, me)).toEqual(tooMany);
    expect(ucenter.verifications).toHaveLength(5);
  });

  it('counts attempts per phone, five for each caller and fifty for all callers together', async () => {
    const { app, ucenter } = await open();

    await guess(app, byPhone, 5, as('stranger'));
    expect(await faultsOf(app, 'verifyByMobile', byPhone[1], as('stranger'))).toEqual(tooMany);
    // The stranger has not locked the others out.
    for (let n = 1; n < 10; n++) await guess(app, byPhone, 5, as(`caller-${n}`));

    expect(await faultsOf(app, 'verifyByMobile', byPhone[1], as('the-next'))).toEqual(tooMany);
    expect(
      await faultsOf(app, 'verifyByMobile', { ...byPhone[1], guid: 'first' }, as('clerk', 'realname:write')),
    ).toEqual(tooMany);
    expect(ucenter.verifications).toHaveLength(50);
  });

  it('counts attempts per phone, across all spellings of its number', async () => {
    const { app, ucenter } = await open();
    const spellings = [
      '19912342222',
      '+86 199 1234 2222',
      '0086-199-1234-2222',
      '８６１９９１２３４２２２２',
      ' 19912342222 ',
    ];

    for (const mobileNo of spellings) await guess(app, ['verifyByMobile', { mobileNo }, 'code'], 1);

    expect(await faultsOf(app, 'verifyByMobile', byPhone[1], me)).toEqual(tooMany);
    expect(ucenter.verifications).toHaveLength(5);
  });

  it('counts attempts per card, across all spellings of its number', async () => {
    const { app, ucenter } = await open();
    const cards = ['a350002', 'A350002', 'ａ３５０００２', ' A350002 ', 'Ａ350002'].map((outid) => ({
      outid,
      customerCode: '1002',
    }));

    for (const spelling of cards) {
      await guess(app, ['verifyByEcard', { ...ucenterMethods.ECARD.full, ...spelling }, 'password'], 1);
    }

    expect(
      await faultsOf(app, 'verifyByEcard', { ...byCard[1], outid: 'A３50002', customerCode: '１００２' }, me),
    ).toEqual(tooMany);
    expect(ucenter.verifications).toHaveLength(5);
  });

  it('counts attempts over a WebSocket, also concurrent ones', async () => {
    const { app, ucenter } = await open();
    const operation = `mutation { verifyByMobile(input: {mobileNo: "19912342222", code: "000000"}) {
      verification { status } inputErrors { code }
    } }`;

    const answers = await atOnce<{ verifyByMobile: SeenPayload }>(app, 20, operation, {}, me);

    const codes = answers.flatMap(({ verifyByMobile }) =>
      verifyByMobile.inputErrors.map((fault) => fault.code),
    );
    expect(codes).toEqual(Array(15).fill('TOO_MANY_ATTEMPTS'));
    expect(ucenter.verifications).toHaveLength(5);
    expect(await faultsOf(app, 'verifyByMobile', byPhone[1], me)).toEqual(tooMany);
  });

  it('counts an attempt that succeeded, and one that was not answered', async () => {
    const ucenter = opened.keep(
      await openFakeUcenter({
        verify: (_request, count) => (count % 2 ? 'cut' : { json: { code: 200, data: {} } }),
      }),
    );
    const app = opened.keep(await startTestApp({ env: ucenter.env }));

    for (let n = 0; n < 5; n++) await submitted(app, ...(byCard.slice(0, 2) as [string, Input]), me);

    expect(await faultsOf(app, byCard[0], byCard[1], me)).toEqual(tooMany);
  });
});

describe('the attempt limit is not used up', () => {
  it('by attempts at another card or phone', async () => {
    const { app } = await open();
    await guess(app, byCard, 5);
    await guess(app, byPhone, 5);

    await guess(app, ['verifyByEcard', { ...byCard[1], outid: '350009' }, 'password'], 1);
    await guess(app, ['verifyByMobile', { mobileNo: '19912342223' }, 'code'], 1);
  });

  it('by a request without a password', async () => {
    const { app } = await open();
    const { password: _password, ...whiteListed } = byWhiteList[1];
    const { password: _other, ...related } = byRelation[1];

    for (let n = 0; n < 7; n++) {
      await submitted(app, 'verifyByWhitelist', whiteListed, me);
      await submitted(app, 'verifyByRelation', { ...related, source: 'IMPORT' }, me);
      await submitted(app, 'verifyByImport', { ...ucenterMethods.IMPORT.full, ...card }, me);
    }

    await guess(app, byCard, 5);
  });

  it('by a request with invalid input', async () => {
    const { app } = await open();
    for (let n = 0; n < 7; n++) {
      expect(await faultsOf(app, 'verifyByEcard', { ...byCard[1], name: '' }, me)).toEqual(['name REQUIRED']);
      expect(await faultsOf(app, 'verifyByEcard', { ...byCard[1], guid: 'another' }, me)).toEqual([
        'guid NOT_ALLOWED',
      ]);
    }

    await guess(app, byCard, 5);
  });

  it('by a repeat under the same idempotencyKey, later or concurrent', async () => {
    const { app, ucenter } = await open();
    const [mutation, input] = byCard;
    const operation = `mutation ($input: VerifyByEcardInput!) {
      ${mutation}(input: $input) { verification { id } inputErrors { code } }
    }`;
    const variables = { input: { ...input, idempotencyKey: 'key-1' } };

    const answers = await atOnce<{ verifyByEcard: SeenPayload }>(app, 20, operation, variables, me);
    const first = await submitted(app, mutation, variables.input, me);

    expect(new Set(answers.map(({ verifyByEcard }) => verifyByEcard.verification?.id))).toEqual(
      new Set([first.id]),
    );
    expect(ucenter.verifications).toHaveLength(1);
    await guess(app, byCard, 4);
    expect(await faultsOf(app, mutation, input, me)).toEqual(tooMany);
    // A request accepted before is still returned again.
    expect(await submitted(app, mutation, variables.input, me)).toEqual(first);
  });
});

describe('the attempt window', () => {
  it('slides: each attempt expires separately', async () => {
    const clock = testClock();
    const { app } = await open({ now: clock.now });
    await guess(app, byCard, 2);
    clock.advance(300_000);
    await guess(app, byCard, 3);

    clock.advance(299_999);
    expect(await faultsOf(app, byCard[0], byCard[1], me)).toEqual(tooMany);
    clock.advance(1);
    await guess(app, byCard, 2);
    expect(await faultsOf(app, byCard[0], byCard[1], me)).toEqual(tooMany);
  });

  it('takes its length and its limit from the settings', async () => {
    const clock = testClock();
    const env = { ATTEMPTS_PER_TARGET: '2', ATTEMPTS_WINDOW_SECONDS: '10' };
    const { app } = await open({ now: clock.now, env });

    await guess(app, byCard, 2);
    expect(await faultsOf(app, byCard[0], byCard[1], me)).toEqual(tooMany);
    clock.advance(10_000);
    await guess(app, byCard, 2);
  });

  it('survives a restart', async () => {
    const database = opened.keep(openFileDatabase());
    const ucenter = opened.keep(await openFakeUcenter({ verify: () => code(413, '密码错误') }));
    const env = { ...ucenter.env, ...database.env };
    const before = await startTestApp({ env });
    await guess(before, byCard, 5);
    await before.close();
    const app = opened.keep(await startTestApp({ env }));

    expect(await faultsOf(app, byCard[0], byCard[1], me)).toEqual(tooMany);
    expect(ucenter.verifications).toHaveLength(5);
  });
});

describe('the attempt limit per caller', () => {
  const phone = (n: number) =>
    ['verifyByMobile', { mobileNo: `1991235${String(n).padStart(4, '0')}` }, 'code'] as const;

  it('stops one caller across all targets, and leaves other callers alone', async () => {
    const { app, ucenter } = await open({ env: { ATTEMPTS_PER_CALLER: '6' } });

    for (let n = 0; n < 6; n++) await guess(app, phone(n), 1);

    expect(await faultsOf(app, 'verifyByMobile', { ...phone(9)[1], code: '000000' }, me)).toEqual(tooMany);
    expect(ucenter.verifications).toHaveLength(6);
    await guess(app, phone(9), 1, as('somebody-else'));
  });

  it("is checked first: once it is used up, the caller uses up no target's limit", async () => {
    const { app } = await open({ env: { ATTEMPTS_PER_CALLER: '1' } });
    await guess(app, phone(0), 1);

    for (let n = 0; n < 10; n++) {
      expect(await faultsOf(app, 'verifyByMobile', { ...phone(1)[1], code: '000000' }, me)).toEqual(tooMany);
    }

    await guess(app, phone(1), 1, as('its-owner'));
  });
});
