import { startTestApp, type TestApp } from '../../support/app';
import { testClock } from '../../support/clock';
import { closeAfterEach } from '../../support/closing';
import { code, openFakeUcenter, type React, takenBy } from '../../support/fake-ucenter';
import { as, submitted } from '../../support/ucenter';
import { type Input, ucenterMethods } from '../../support/ucenter-inputs';

const opened = closeAfterEach();
const me = as('new-account');

interface Sent {
  readonly nextAllowedAt: string | null;
  readonly failure: { readonly code: string; readonly providerMessage: string | null } | null;
  readonly inputErrors: readonly {
    readonly path: string[];
    readonly code: string;
    readonly retryAt: string | null;
  }[];
}

async function open(sms?: React, env: Record<string, string> = {}) {
  const verify: React = () => takenBy('old-account');
  const ucenter = opened.keep(await openFakeUcenter({ verify, ...(sms && { sms }) }));
  const clock = testClock();
  const app = opened.keep(await startTestApp({ env: { ...ucenter.env, ...env }, now: clock.now }));
  const isoIn = (ms: number) => new Date(clock.now().getTime() + ms).toISOString();
  return { ucenter, clock, app, isoIn };
}

async function ask(app: TestApp, mutation: 'sendMobileCode' | 'sendMergeCode', input: Input, caller = me) {
  const type = mutation === 'sendMobileCode' ? 'SendMobileCodeInput' : 'SendMergeCodeInput';
  const data = await app.query<Record<string, Sent>>(
    `mutation ($input: ${type}!) { ${mutation}(input: $input) {
      nextAllowedAt failure { code message providerCode providerMessage retryable } inputErrors { path code message retryAt }
    } }`,
    { input },
    caller,
  );
  const payload = data[mutation];
  if (!payload) throw new Error(`${mutation} answered nothing`);
  return payload;
}

const mobileCode = (app: TestApp, mobileNo = '13800001234', caller = me) =>
  ask(app, 'sendMobileCode', { mobileNo }, caller);
const codesOf = ({ inputErrors }: Sent) => inputErrors.map((error) => error.code);

describe('sendMobileCode', () => {
  it('sends a code to the normalised number, and returns when the next one is allowed', async () => {
    const { ucenter, app, isoIn } = await open();

    expect(await mobileCode(app, ' (+86) 138-0000-1234')).toEqual({
      nextAllowedAt: isoIn(60_000),
      failure: null,
      inputErrors: [],
    });

    expect(ucenter.codes.map(({ body }) => body)).toEqual(['{"mobile_no":"13800001234"}']);
  });

  it('refuses an invalid number, and sends nothing', async () => {
    const { ucenter, app } = await open();

    expect(await mobileCode(app, '12345')).toMatchObject({
      nextAllowedAt: null,
      failure: null,
      inputErrors: [{ path: ['mobileNo'], code: 'MALFORMED' }],
    });
    expect(ucenter.codes).toEqual([]);
  });

  it("returns ucenter's reason for not sending one", async () => {
    const { app } = await open(() => code(429, '号码 13800001234 发送过于频繁'));

    expect(await mobileCode(app)).toMatchObject({
      nextAllowedAt: null,
      failure: { code: 'OTHER', providerCode: '429', providerMessage: '号码 138****1234 发送过于频繁' },
      inputErrors: [],
    });
  });

  it('sends one code a minute to a number, across callers and spellings', async () => {
    const { ucenter, app, clock, isoIn } = await open();
    await mobileCode(app);
    const nextAt = isoIn(60_000);

    clock.advance(59_999);
    expect(await mobileCode(app, '+86 13800001234', as('another'))).toMatchObject({
      nextAllowedAt: null,
      inputErrors: [{ path: [], code: 'TOO_MANY_ATTEMPTS', retryAt: nextAt }],
    });
    expect(codesOf(await mobileCode(app, '13800001235'))).toEqual([]);
    clock.advance(1);
    expect(codesOf(await mobileCode(app))).toEqual([]);
    expect(ucenter.codes).toHaveLength(3);
  });

  it('sends ATTEMPTS_PER_TARGET codes per window to a number, and returns when the next one is allowed', async () => {
    const { ucenter, app, clock, isoIn } = await open(undefined, {
      ATTEMPTS_PER_TARGET: '2',
      ATTEMPTS_WINDOW_SECONDS: '600',
    });
    const freeAt = isoIn(600_000);
    await mobileCode(app);
    clock.advance(60_000);
    expect((await mobileCode(app)).nextAllowedAt).toBe(freeAt);

    clock.advance(120_000);
    expect(await mobileCode(app)).toMatchObject({
      inputErrors: [{ code: 'TOO_MANY_ATTEMPTS', retryAt: freeAt }],
    });
    expect(ucenter.codes).toHaveLength(2);
  });

  it('sends ATTEMPTS_PER_CALLER codes per window for one caller', async () => {
    const { ucenter, app } = await open(undefined, { ATTEMPTS_PER_CALLER: '3' });

    const numbers = ['13800000001', '13800000002', '13800000003', '13800000004'];
    const told = [];
    for (const number of numbers) told.push(codesOf(await mobileCode(app, number)));

    expect(told).toEqual([[], [], [], ['TOO_MANY_ATTEMPTS']]);
    expect(codesOf(await mobileCode(app, '13800000004', as('another')))).toEqual([]);
    expect(ucenter.codes).toHaveLength(4);
  });

  it('never sends two codes at once', async () => {
    const { ucenter, app } = await open();

    const told = await Promise.all(Array.from({ length: 8 }, () => mobileCode(app)));

    expect(told.filter(({ nextAllowedAt }) => nextAllowedAt !== null)).toHaveLength(1);
    expect(ucenter.codes).toHaveLength(1);
  });

  it('is NOT_ALLOWED without ucenter', async () => {
    const app = opened.keep(
      await startTestApp({
        env: { YUXIN_BASE_URL: 'http://127.0.0.1:9', YUXIN_TOKEN: 't', YUXIN_KEY: 'sixteen-bytes-ok' },
      }),
    );

    expect(codesOf(await mobileCode(app))).toEqual(['NOT_ALLOWED']);
  });
});

describe('sendMergeCode', () => {
  const meetConflict = (app: TestApp) => submitted(app, 'verifyByImport', ucenterMethods.IMPORT.least, me);
  const mergeCode = (app: TestApp, id: string, caller = me) =>
    ask(app, 'sendMergeCode', { verificationId: id }, caller);

  it('sends a code to the account that holds the identity', async () => {
    const { ucenter, app, isoIn } = await open();
    const { id } = await meetConflict(app);

    expect(await mergeCode(app, id)).toEqual({
      nextAllowedAt: isoIn(60_000),
      failure: null,
      inputErrors: [],
    });

    expect(ucenter.codes).toMatchObject([
      { url: '/api/ucenter-service-provider/api/sms/code/guid/send', body: '{"guid":"old-account"}' },
    ]);
  });

  it('is limited per holder, across conflicts', async () => {
    const { ucenter, app } = await open();
    const [first, second] = [await meetConflict(app), await meetConflict(app)];
    await mergeCode(app, first.id);

    expect(codesOf(await mergeCode(app, second.id))).toEqual(['TOO_MANY_ATTEMPTS']);
    expect(ucenter.codes).toHaveLength(1);
  });

  it("requires the caller's own mergeable conflict", async () => {
    const { ucenter, app } = await open();
    const { id } = await meetConflict(app);

    const reading = as('another', 'realname:read');
    expect(await mergeCode(app, id, reading)).toEqual(await mergeCode(app, 'no-such-verification', reading));
    expect(codesOf(await mergeCode(app, id, reading))).toEqual(['UNKNOWN_REFERENCE']);
    await app.query(
      'mutation ($id: ID!) { cancelVerification(id: $id) { verification { id } } }',
      { id },
      me,
    );
    expect(codesOf(await mergeCode(app, id))).toEqual(['WRONG_STATE']);
    expect(ucenter.codes).toEqual([]);
  });
});

describe("a client's steps with SMS codes at the sandbox", () => {
  it('lead from the number to the verdict: a code is sent, mistyped, and right', async () => {
    const app = opened.keep(await startTestApp());
    const { mobileNo } = ucenterMethods.MOBILE.full;

    expect((await mobileCode(app, mobileNo)).nextAllowedAt).not.toBeNull();
    expect(await submitted(app, 'verifyByMobile', { mobileNo, code: '654321' }, me)).toMatchObject({
      status: 'FAILED',
      failure: { code: 'WRONG_CREDENTIAL', retryable: true },
    });
    expect(await submitted(app, 'verifyByMobile', { mobileNo, code: '123456' }, me)).toMatchObject({
      status: 'APPROVED',
    });
  });

  it('lead through a merge as well', async () => {
    const app = opened.keep(await startTestApp());
    await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.full, as('old-account'));
    const { id } = await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.full, me);

    const sent = await ask(app, 'sendMergeCode', { verificationId: id });
    expect(sent).toMatchObject({ nextAllowedAt: expect.any(String), failure: null });
    const merge = { verificationId: id, confirmIrreversible: true };
    expect(await submitted(app, 'mergeAccount', { ...merge, code: '654321' }, me)).toMatchObject({
      status: 'CONFLICT',
      failure: { code: 'WRONG_CREDENTIAL', retryable: true },
    });
    expect(await submitted(app, 'mergeAccount', { ...merge, code: '123456' }, me)).toMatchObject({
      status: 'APPROVED',
    });
  });
});
