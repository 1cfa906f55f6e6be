import { startTestApp, type TestApp } from '../../support/app';
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
  ucenterMethods,
} from '../../support/ucenter';

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
  const app = opened.keep(await startTestApp({ env: { ...ucenter.env, ...env } }));
  const verification = await submitted(app, 'verifyByEcard', ucenterMethods.ECARD.full, me);
  return { ucenter, app, verification };
}

describe('refreshVerification', () => {
  it('asks the sandbox, and knows name and number from it', async () => {
    const app = opened.keep(await startTestApp());
    const before = await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.full, me);

    const { verification } = await refresh(app, before.id);

    expect(verification).toMatchObject({
      version: 3,
      status: 'APPROVED',
      subject: { realName: '高**', identityNo: '3***************20' },
      references: before.references,
      membership: before.membership,
      decidedAt: before['decidedAt'],
    });
    expect(verification?.history[2]).toMatchObject({
      version: 3,
      status: 'APPROVED',
      cause: 'PROVIDER_QUERY',
    });
  });

  it("reads the document's sample, which brings a number that nobody typed", async () => {
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

  it("asks with the application's token, also where the person brought one", async () => {
    const { app, ucenter, verification } = await approvedThen(() => ({ json: fixture('ucenter/result') }));

    await refresh(app, verification.id, { ...me, 'x-ucenter-access-token': 'own-token-of-gao' });

    expect(ucenter.results[0]?.headers['authorization']).toBe('app-token-1');
  });

  it('takes an approval back when ucenter now says no, and gives it again', async () => {
    let result = false;
    const { app, verification } = await approvedThen(() => ({
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
    expect((await refresh(app, verification.id)).verification).toMatchObject({
      version: 4,
      status: 'APPROVED',
      failure: null,
      user: { isRealNameVerified: true },
    });
  });

  it.each<[string, React, string]>([
    ['does not know the ticket', () => code(404, '实名认证凭据不存在'), 'ucenter did not give the result.'],
    ['refuses us', () => ({ status: 401, json: { code: 401 } }), 'ucenter refused to be asked.'],
    ['is silent', () => 'hang', 'The provider did not answer.'],
    ['cuts the connection', () => 'cut', 'The provider did not answer.'],
    ['answers nonsense', () => ({ raw: '<h1>' }), 'The provider did not answer.'],
    ['answers HTTP 503', () => ({ status: 503, raw: '' }), 'The provider did not answer.'],
  ])(
    'leaves things as they are, and says so in the history, when ucenter %s',
    async (_what, result, message) => {
      const { app, verification } = await approvedThen(result, { PROVIDER_TIMEOUT_MS: '150' });

      const refreshed = await refresh(app, verification.id);

      expect(refreshed.inputErrors).toEqual([]);
      expect(refreshed.verification).toEqual({
        ...verification,
        version: 3,
        updatedAt: expect.any(String),
        history: [
          ...verification.history,
          { version: 3, status: 'APPROVED', cause: 'PROVIDER_QUERY', message },
        ],
      });
    },
  );

  it('says nothing of a result that is neither yes nor no', async () => {
    const { app, verification } = await approvedThen(() => ({
      json: { code: 200, data: { result: 'maybe' } },
    }));

    expect((await refresh(app, verification.id)).verification).toMatchObject({
      version: 3,
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

describe('refreshVerification is not accepted', () => {
  const wrongState = {
    verification: null,
    inputErrors: [{ path: ['id'], code: 'WRONG_STATE', message: expect.any(String) }],
  };

  it.each<[string, React]>([
    ['FAILED', () => code(499)],
    ['CONFLICT', () => takenBy('old-account')],
    ['BLOCKED', () => code(410)],
    ['APPROVED', () => ({ json: { code: 200, data: { deviceId: 'no ticket' } } })],
  ])('where ucenter cannot be asked: %s', async (status, verify) => {
    const ucenter = opened.keep(await openFakeUcenter({ verify }));
    const app = opened.keep(await startTestApp({ env: ucenter.env }));
    const verification = await submitted(app, 'verifyByEcard', ucenterMethods.ECARD.full, me);
    expect(verification.status).toBe(status);

    expect(await refresh(app, verification.id)).toEqual(wrongState);
    expect(ucenter.results).toEqual([]);
    expect(await readVerification(app, verification.id, me)).toEqual(verification);
  });

  it('for a check by a provider that cannot be asked', async () => {
    const app = opened.keep(await startTestApp());
    const { id } = await submitted(
      app,
      'verifyMobileOwner',
      { idCard: '330102199604110020', userName: '高远山', mobileNo: '19912342222' },
      me,
    );

    expect(await refresh(app, id)).toEqual(wrongState);
  });

  it('once the personal data was destroyed', async () => {
    const { app, ucenter, verification } = await approvedThen(() => ({ json: fixture('ucenter/result') }));
    await app.query('mutation ($id: ID!) { redactVerification(id: $id) { verification { id } } }', {
      id: verification.id,
    });

    expect(await refresh(app, verification.id)).toEqual(wrongState);
    expect(ucenter.results).toEqual([]);
  });

  it('for what is not there, and for what is another’s, with the same answer', async () => {
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

describe('verificationByTicket', () => {
  const find = async (app: TestApp, rnAuthTicket: string, headers: Record<string, string>) =>
    (
      await app.query<{ verificationByTicket: SeenUcenterVerification | null }>(
        'query ($rnAuthTicket: String!) { verificationByTicket(rnAuthTicket: $rnAuthTicket) { id status } }',
        { rnAuthTicket },
        headers,
      )
    ).verificationByTicket;

  it('finds the own verification, or any with realname:read; anything else is not there', async () => {
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
