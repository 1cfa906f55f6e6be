import { startTestApp, type TestApp } from '../../support/app';
import { testClock } from '../../support/clock';
import { closeAfterEach } from '../../support/closing';
import { approve, code, openFakeUcenter, type React, takenBy } from '../../support/fake-ucenter';
import { fixture } from '../../support/far-end';
import {
  as,
  placeFragment,
  readVerification,
  type SeenPayload,
  type SeenUcenterVerification,
  submitted,
  ucenterFields,
} from '../../support/ucenter';
import { ucenterMethods } from '../../support/ucenter-inputs';

const opened = closeAfterEach();
const me = as('account-of-gao');

async function refresh(app: TestApp, id: string, headers: Record<string, string> = me): Promise<SeenPayload> {
  const { refreshVerification } = await app.query<{ refreshVerification: SeenPayload }>(
    `mutation ($id: ID!) {
      refreshVerification(id: $id) { verification { ${ucenterFields} } inputErrors { path code message } }
    } ${placeFragment}`,
    { id },
    headers,
  );
  return refreshVerification;
}

/** A verification that ucenter approved, and what it says when it is asked again. */
async function approvedThen(result: React, env: Record<string, string> = {}) {
  const ucenter = opened.keep(await openFakeUcenter({ result }));
  const clock = testClock();
  const app = opened.keep(await startTestApp({ env: { ...ucenter.env, ...env }, now: clock.now }));
  const verification = await submitted(app, 'verifyByEcard', ucenterMethods.ECARD.full, me);
  return { ucenter, app, verification, clock };
}

describe('refreshVerification', () => {
  it('polls the sandbox, whose answer has no news', async () => {
    const app = opened.keep(await startTestApp());
    const before = await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.full, me);

    const { verification } = await refresh(app, before.id);

    expect(verification).toEqual(before);
  });

  it("reads the document's sample, which confirms a number that the person did not type", async () => {
    const { app, ucenter, verification } = await approvedThen(() => ({ json: fixture('ucenter/result') }));
    expect(verification.subject).toMatchObject({ realName: '高**', identityNo: null });

    const refreshed = await refresh(app, verification.id);

    expect(refreshed.verification).toMatchObject({
      version: 3,
      status: 'APPROVED',
      subject: { realName: '张*', identityNo: '1***************31' },
      references: { rnAuthTicket: 'T_2030050001', deviceId: 'D2486350057' },
    });
    expect(JSON.stringify(refreshed)).not.toMatch(/张三|110101199003074231/);
    expect(ucenter.results).toMatchObject([
      {
        method: 'GET',
        url: '/api/ucenter-service-provider/api/user/rnauth/result?rnAuthTicket=T_2030050001',
        headers: { 'x-deepcloud-from': 'client', authorization: 'app-token-1' },
      },
    ]);
  });

  it("polls with the application's token, also if the person brought one", async () => {
    const { app, ucenter, verification } = await approvedThen(() => ({ json: fixture('ucenter/result') }));

    await refresh(app, verification.id, { ...me, 'x-ucenter-access-token': 'own-token-of-gao' });

    expect(ucenter.results[0]?.headers['authorization']).toBe('app-token-1');
  });

  it('revokes an approval when ucenter now rejects, and restores it after the next approval', async () => {
    let result = false;
    const { app, verification, clock } = await approvedThen(() => ({
      json: { code: 200, message: '已撤销', data: { result, finishTime: 1893456000 } },
    }));

    const rejected = await refresh(app, verification.id);
    expect(rejected.verification).toMatchObject({
      version: 3,
      status: 'REJECTED',
      failure: { code: 'MISMATCH', providerMessage: '已撤销' },
      decidedAt: '2030-01-01T00:00:00.000Z',
      user: { isRealNameVerified: false },
    });

    result = true;
    clock.advance(10_000);
    expect((await refresh(app, verification.id)).verification).toMatchObject({
      version: 4,
      status: 'APPROVED',
      failure: null,
      user: { isRealNameVerified: true },
    });
  });

  it.each<[string, React]>([
    ['does not know the ticket', () => code(404, '实名认证凭据不存在')],
    ['refuses us', () => ({ status: 401, json: { code: 401 } })],
    ['is silent', () => 'hang'],
    ['cuts the connection', () => 'cut'],
    ['answers nonsense', () => ({ raw: '<h1>' })],
    ['answers HTTP 503', () => ({ status: 503, raw: '' })],
    ['answers the same again', () => ({ json: { code: 200, data: { result: true } } })],
  ])('records nothing, and tells no subscriber, when ucenter %s', async (what, result) => {
    const impatience = what === 'is silent' ? { PROVIDER_TIMEOUT_MS: '1000' } : {};
    const { app, ucenter, verification } = await approvedThen(result, impatience);

    const refreshed = await refresh(app, verification.id);

    expect(refreshed).toEqual({ inputErrors: [], verification });
    expect(ucenter.results.length).toBeGreaterThan(0);
    expect(await readVerification(app, verification.id, me)).toEqual(verification);
  });

  it('asks ucenter at most every ten seconds for one verification, also for many callers at once', async () => {
    const { app, ucenter, verification, clock } = await approvedThen(() => ({
      json: fixture('ucenter/result'),
    }));
    const clerk = as('clerk', 'realname:write');

    const answers = await Promise.all(
      [me, clerk, me, clerk].map((caller) => refresh(app, verification.id, caller)),
    );

    expect(answers.filter(({ inputErrors }) => inputErrors.length === 0)).toHaveLength(1);
    expect(answers.flatMap(({ inputErrors }) => inputErrors)).toEqual(
      Array(3).fill({ path: ['id'], code: 'TOO_MANY_ATTEMPTS', message: expect.any(String) }),
    );
    clock.advance(9_999);
    expect((await refresh(app, verification.id)).inputErrors).toHaveLength(1);
    expect(ucenter.results).toHaveLength(1);
    clock.advance(1);
    expect((await refresh(app, verification.id)).inputErrors).toEqual([]);
    expect(ucenter.results).toHaveLength(2);
  });

  it('records nothing for a result that is neither yes nor no', async () => {
    const { app, verification } = await approvedThen(() => ({
      json: { code: 200, data: { result: 'maybe' } },
    }));

    expect((await refresh(app, verification.id)).verification).toMatchObject({
      version: 2,
      status: 'APPROVED',
    });
    expect(app.logLines).toContainEqual(
      expect.objectContaining({
        level: 'warn',
        fields: expect.objectContaining({ field: 'result', value: 'maybe' }),
      }),
    );
  });
});

describe('refreshVerification is refused', () => {
  const wrongState = {
    verification: null,
    inputErrors: [{ path: ['id'], code: 'WRONG_STATE', message: expect.any(String) }],
  };

  it.each<[string, React]>([
    ['FAILED', () => code(499)],
    ['CONFLICT', () => takenBy('old-account')],
    ['BLOCKED', () => code(410)],
    ['APPROVED', () => ({ json: { code: 200, data: { deviceId: 'no ticket' } } })],
  ])('if ucenter cannot be polled: %s', async (status, verify) => {
    const ucenter = opened.keep(await openFakeUcenter({ verify }));
    const app = opened.keep(await startTestApp({ env: ucenter.env }));
    const verification = await submitted(app, 'verifyByEcard', ucenterMethods.ECARD.full, me);
    expect(verification.status).toBe(status);

    expect(await refresh(app, verification.id)).toEqual(wrongState);
    expect(ucenter.results).toEqual([]);
    expect(await readVerification(app, verification.id, me)).toEqual(verification);
  });

  it('for a provider without polling', async () => {
    const app = opened.keep(await startTestApp());
    const { id } = await submitted(
      app,
      'verifyMobileOwner',
      { idCard: '330102199604110020', userName: '高远山', mobileNo: '19912342222' },
      me,
    );

    expect(await refresh(app, id)).toEqual(wrongState);
  });

  it('after redaction', async () => {
    const { app, ucenter, verification } = await approvedThen(() => ({ json: fixture('ucenter/result') }));
    await app.query('mutation ($id: ID!) { redactVerification(id: $id) { verification { id } } }', {
      id: verification.id,
    });

    expect(await refresh(app, verification.id)).toEqual(wrongState);
    expect(ucenter.results).toEqual([]);
  });

  it("for an unknown verification and for another account's, with the same answer", async () => {
    const { app, ucenter, verification } = await approvedThen(() => ({ json: fixture('ucenter/result') }));
    const stranger = as('stranger', 'realname:read');

    const foreign = await refresh(app, verification.id, stranger);
    const unknown = await refresh(app, 'no-such-verification', stranger);

    expect(foreign).toEqual(unknown);
    expect(foreign.inputErrors).toMatchObject([{ path: ['id'], code: 'UNKNOWN_REFERENCE' }]);
    expect(ucenter.results).toEqual([]);
    const byClerk = await refresh(app, verification.id, as('clerk', 'realname:write'));
    expect(byClerk.verification).toMatchObject({ version: 3 });
  });
});

describe('the query verificationByTicket', () => {
  const find = async (app: TestApp, rnAuthTicket: string, headers: Record<string, string>) =>
    (
      await app.query<{ verificationByTicket: SeenUcenterVerification | null }>(
        'query ($rnAuthTicket: String!) { verificationByTicket(rnAuthTicket: $rnAuthTicket) { id status } }',
        { rnAuthTicket },
        headers,
      )
    ).verificationByTicket;

  it("finds the caller's verification, or any with realname:read, and otherwise null", async () => {
    const ucenter = opened.keep(await openFakeUcenter({ verify: approve }));
    const app = opened.keep(await startTestApp({ env: ucenter.env }));
    const { id, references } = await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.full, me);
    await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.full, as('another'));
    const ticket = references.rnAuthTicket ?? '';

    expect(await find(app, ticket, me)).toEqual({ id, status: 'APPROVED' });
    expect(await find(app, ticket, as('reader', 'realname:read'))).toEqual({ id, status: 'APPROVED' });
    expect(await find(app, ticket, as('another', 'realname:write'))).toBeNull();
    expect(await find(app, 'T_unknown', as('reader', 'realname:read'))).toBeNull();
    expect(await find(app, '', me)).toBeNull();
  });
});
