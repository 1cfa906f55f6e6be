import { startTestApp, type TestApp } from '../../support/app';
import { closeAfterEach } from '../../support/closing';
import { approve, code, type FakeUcenter, openFakeUcenter, type React } from '../../support/fake-ucenter';
import { fixture } from '../../support/far-end';
import { as, type SeenUcenterVerification, submitted } from '../../support/ucenter';
import { approvalFor } from '../../support/ucenter-approval';
import { child, gao, ucenterMethodList, ucenterMethods } from '../../support/ucenter-inputs';

const opened = closeAfterEach();
const me = as('account-of-gao', 'realname:read');

interface Scene {
  readonly app: TestApp;
  readonly ucenter: FakeUcenter;
  readonly verification: SeenUcenterVerification;
}

/** One verification at a ucenter that reacts so. */
async function verifiedAt(verify: React, env: Record<string, string> = {}): Promise<Scene> {
  const ucenter = opened.keep(await openFakeUcenter({ verify }));
  const app = opened.keep(await startTestApp({ env: { ...ucenter.env, ...env } }));
  const verification = await submitted(app, 'verifyByEcard', ucenterMethods.ECARD.full, me);
  return { app, ucenter, verification };
}

describe('an identity held by another account', () => {
  it("is a CONFLICT that can be merged, after the document's 409", async () => {
    const { verification } = await verifiedAt(() => ({ json: fixture('ucenter/rnauth-conflict') }));

    expect(verification).toMatchObject({
      version: 2,
      status: 'CONFLICT',
      conflict: { mobileNo: '180******11', guid: '11111111111111111111', mergeable: true },
      failure: null,
      decidedAt: null,
      expiresAt: null,
      user: { isRealNameVerified: false },
      history: [
        { version: 1, status: 'PENDING', cause: 'REQUESTED' },
        { version: 2, status: 'CONFLICT', cause: 'PROVIDER_RESPONSE' },
      ],
    });
  });

  it("is BLOCKED until staff decides, after the document's 410", async () => {
    const { verification } = await verifiedAt(() => ({ json: fixture('ucenter/rnauth-blocked') }));

    expect(verification).toMatchObject({
      status: 'BLOCKED',
      conflict: { mobileNo: null, guid: null, mergeable: false },
      failure: { code: 'IDENTITY_TAKEN', providerCode: '410', retryable: false },
      history: [{ status: 'PENDING' }, { status: 'BLOCKED', cause: 'PROVIDER_RESPONSE' }],
    });
  });

  it('cannot be merged if the holder has no phone number for the code', async () => {
    const { verification } = await verifiedAt(() => ({
      json: { code: 409, message: '占用', data: { mobileNo: null, guid: 'old-account' } },
    }));

    expect(verification).toMatchObject({
      status: 'CONFLICT',
      conflict: { mobileNo: null, guid: 'old-account', mergeable: false },
    });
  });

  it('[2] keeps every digit of a holder whose guid came as a JSON number beyond 2^53', async () => {
    const raw = '{"code":409,"message":"占用","data":{"mobileNo":"180******11","guid":1290609807504752642}}';
    const { verification } = await verifiedAt(() => ({ raw }));

    expect(verification).toMatchObject({
      status: 'CONFLICT',
      conflict: { guid: '1290609807504752642', mergeable: true },
    });
  });

  it.each(ucenterMethodList)(
    'is handled alike by $method at the sandbox',
    async ({ mutation, full, method }) => {
      const magic =
        { MOBILE: 'mobileNo', WECHAT_FACE: 'deviceId', UNIONPAY_FACE: 'orgSeq' }[method] ?? 'outid';
      const ending = (digits: string) => ({
        [magic]: magic === 'mobileNo' ? `1541541${digits}` : `SANDBOX35${digits}`,
      });
      const app = opened.keep(await startTestApp());

      const held = await submitted(app, mutation, { ...full, ...ending('0409') }, me);
      const blocked = await submitted(app, mutation, { ...full, ...ending('0410') }, me);

      expect(held).toMatchObject({
        status: 'CONFLICT',
        conflict: { mobileNo: '180******11', guid: expect.stringMatching(/^11\d{18}$/), mergeable: true },
      });
      expect(blocked).toMatchObject({
        status: 'BLOCKED',
        conflict: { mobileNo: '180******11', guid: null, mergeable: false },
        failure: { code: 'IDENTITY_TAKEN' },
      });
    },
  );

  it('is detected if two accounts really claim the same identity', async () => {
    const app = opened.keep(await startTestApp());

    const first = await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.full, as('account-of-gao'));
    const again = await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.full, as('account-of-gao'));
    const other = await submitted(
      app,
      'verifyByImport',
      ucenterMethods.IMPORT.full,
      as('second-account', 'realname:read'),
    );

    expect([first.status, again.status]).toEqual(['APPROVED', 'APPROVED']);
    expect(other).toMatchObject({
      status: 'CONFLICT',
      conflict: { guid: 'account-of-gao', mergeable: true },
    });
  });
});

describe("the code in ucenter's response", () => {
  it('is a rejection if the deployment lists it', async () => {
    const { verification } = await verifiedAt(() => code(1201, '信息不一致'), {
      UCENTER_REJECTED_CODES: '1200, 1201',
    });

    expect(verification).toMatchObject({
      status: 'REJECTED',
      failure: { code: 'MISMATCH', providerCode: '1201', providerMessage: '信息不一致', retryable: false },
      decidedAt: expect.any(String),
      user: { isRealNameVerified: false },
      history: [{ status: 'PENDING' }, { status: 'REJECTED', cause: 'PROVIDER_RESPONSE' }],
    });
  });

  it("is a failure with ucenter's message, masked, if no document names it", async () => {
    const words = `身份证${gao.identityNo}与手机${gao.mobileNo}不符`;
    const { verification } = await verifiedAt(() => code('E-1201', words), {
      UCENTER_REJECTED_CODES: '1201',
    });

    expect(verification).toMatchObject({
      status: 'FAILED',
      failure: {
        code: 'OTHER',
        providerCode: 'E-1201',
        providerMessage: '身份证3***************20与手机199****2222不符',
        retryable: false,
      },
      decidedAt: null,
    });
  });

  it('is passed on without the person if the message names the person', async () => {
    const ucenter = opened.keep(
      await openFakeUcenter({
        verify: ({ body }) => code(499, `请求 ${body} 有误：${gao.name}与${child.name}不符`),
      }),
    );
    const app = opened.keep(await startTestApp({ env: { ...ucenter.env, UCENTER_REJECTED_CODES: '422' } }));
    const input = { ...ucenterMethods.RELATION.full, password: 'pass-of-the-card' };

    const { failure } = await submitted(app, 'verifyByRelation', input, me);

    expect(failure?.providerMessage).toContain('高**与高**不符');
    for (const secret of [gao.name, gao.identityNo, child.name, 'pass-of-the-card']) {
      expect(failure?.providerMessage).not.toContain(secret);
    }
  });

  it.each([
    ['as text', { code: '200' }, 200, 'APPROVED'],
    ['with HTTP 409', { code: 200 }, 409, 'APPROVED'],
    ['with HTTP 400', { code: 1201 }, 400, 'REJECTED'],
    ['with HTTP 403', { code: 403 }, 403, 'FAILED'],
  ])('decides, whatever the HTTP status: %s', async (_how, body, status, expected) => {
    const { verification } = await verifiedAt(
      () => ({ status, json: { message: 'OK', data: {}, ...body } }),
      { UCENTER_REJECTED_CODES: '1201' },
    );

    expect(verification.status).toBe(expected);
  });

  it.each([
    ['verifyByMobile', { ...ucenterMethods.MOBILE.full, code: '654321' }, '412', 'WRONG_CREDENTIAL', true],
    ['verifyByEcard', { ...ucenterMethods.ECARD.full, password: 'wrong' }, '413', 'WRONG_CREDENTIAL', true],
    ['verifyByImport', { ...ucenterMethods.IMPORT.full, outid: 'SANDBOX0499' }, '499', 'OTHER', false],
  ])(
    'from a sandbox that refuses %s is passed on',
    async (mutation, input, providerCode, code, retryable) => {
      const app = opened.keep(await startTestApp());

      expect(await submitted(app, mutation, input, me)).toMatchObject({
        status: 'FAILED',
        failure: { code, providerCode, retryable },
      });
    },
  );

  it('may be tried again if the deployment lists it as a wrong code or password', async () => {
    const { verification } = await verifiedAt(() => code(1305, '密码错误'), {
      UCENTER_WRONG_CREDENTIAL_CODES: '1304, 1305',
    });

    expect(verification).toMatchObject({
      status: 'FAILED',
      failure: {
        code: 'WRONG_CREDENTIAL',
        providerCode: '1305',
        providerMessage: '密码错误',
        retryable: true,
      },
    });
  });

  it('200 about another account is no approval', async () => {
    const { app, verification } = await verifiedAt(() => ({ json: approvalFor('another-account') }));

    expect(verification).toMatchObject({
      status: 'FAILED',
      failure: { code: 'OTHER', retryable: false },
      user: { isRealNameVerified: false },
    });
    expect(app.logLines).toContainEqual(
      expect.objectContaining({ level: 'error', message: 'provider answered about another account' }),
    );
  });

  it('422 from the sandbox is a mismatch', async () => {
    const app = opened.keep(await startTestApp());

    const verification = await submitted(
      app,
      'verifyByImport',
      { ...ucenterMethods.IMPORT.full, outid: 'SANDBOX0422' },
      me,
    );

    expect(verification).toMatchObject({
      status: 'REJECTED',
      failure: { code: 'MISMATCH', providerCode: '422' },
    });
  });
});

describe('a ucenter request with an unknown outcome', () => {
  it.each<[string, React]>([
    ['says nothing in time', () => 'hang'],
    ['cuts the connection', () => 'cut'],
    ['answers HTTP 500 with an approval', () => ({ status: 500, json: { code: 200, data: {} } })],
    ['answers HTTP 503', () => ({ status: 503, raw: 'busy' })],
    ['answers what is not JSON', () => ({ raw: '<h1>gateway</h1>' })],
    ['answers half a body', () => ({ raw: '{"code":200,"message":"OK","data":{' })],
    ['answers without a code', () => ({ json: { message: 'OK', data: {} } })],
    ['approves without data', () => ({ json: { code: 200, message: 'OK' } })],
    ['answers with a redirect', () => ({ status: 302, json: { code: 200, data: {} } })],
  ])('because ucenter %s is FAILED, retryable, and never sent twice', async (_what, react) => {
    const { verification, ucenter } = await verifiedAt(react, { PROVIDER_TIMEOUT_MS: '1000' });

    expect(verification).toMatchObject({
      version: 2,
      status: 'FAILED',
      failure: { code: 'PROVIDER_UNAVAILABLE', providerCode: null, retryable: true },
      history: [{ status: 'PENDING' }, { status: 'FAILED', cause: 'PROVIDER_RESPONSE' }],
    });
    expect(ucenter.verifications).toHaveLength(1);
  });

  it.each(ucenterMethodList)('is FAILED and retryable for $method', async ({ mutation, full }) => {
    const ucenter = opened.keep(await openFakeUcenter({ verify: () => 'cut' }));
    const app = opened.keep(await startTestApp({ env: ucenter.env }));

    expect(await submitted(app, mutation, full, me)).toMatchObject({
      status: 'FAILED',
      failure: { code: 'PROVIDER_UNAVAILABLE', retryable: true },
    });
    expect(ucenter.verifications).toHaveLength(1);
  });

  it('because the connection was refused is FAILED and retryable', async () => {
    const ucenter = await openFakeUcenter();
    await ucenter.close();
    const app = opened.keep(await startTestApp({ env: ucenter.env }));

    expect(await submitted(app, 'verifyByEcard', ucenterMethods.ECARD.full, me)).toMatchObject({
      status: 'FAILED',
      failure: { code: 'PROVIDER_UNAVAILABLE', retryable: true },
    });
  });

  it('delays no other request', async () => {
    const ucenter = opened.keep(
      await openFakeUcenter({ verify: (request, count) => (count === 1 ? 'hang' : approve(request, count)) }),
    );
    const app = opened.keep(await startTestApp({ env: { ...ucenter.env, PROVIDER_TIMEOUT_MS: '600' } }));
    const order: string[] = [];
    const arrived = ucenter.nextVerification();

    const silent = submitted(app, 'verifyByEcard', ucenterMethods.ECARD.full, me).then(({ status }) =>
      order.push(status),
    );
    await arrived;
    await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.full, me).then(({ status }) =>
      order.push(status),
    );
    await silent;

    expect(order).toEqual(['APPROVED', 'FAILED']);
  });

  it('may be followed by a new request for the same person, which is decided', async () => {
    const { app } = await verifiedAt((request, count) => (count === 1 ? 'cut' : approve(request, count)));

    const second = await submitted(app, 'verifyByEcard', ucenterMethods.ECARD.full, me);

    expect(second).toMatchObject({ status: 'APPROVED', user: { isRealNameVerified: true } });
  });
});
