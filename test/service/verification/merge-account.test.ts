import { startTestApp, type TestApp } from '../../support/app';
import { closeAfterEach } from '../../support/closing';
import { approve, code, openFakeUcenter, ownedBy, type React, takenBy } from '../../support/fake-ucenter';
import { openFileDatabase } from '../../support/file-database';
import { as, readVerification, type SeenUcenterVerification, submitted } from '../../support/ucenter';
import { gao, ucenterMethodList, ucenterMethods } from '../../support/ucenter-inputs';

const opened = closeAfterEach();
const me = as('new-account', 'realname:read');
const own = { 'x-ucenter-access-token': 'own-token-of-gao' };

/** A ucenter where the old account holds every identity; what it answers to merges is the test's to say. */
const heldByOld =
  (merge: React): React =>
  (request, count) =>
    request.body.startsWith('{"rnAuthPatternCode":"MERGE"') ? merge(request, count) : takenBy('old-account');

function merge(
  app: TestApp,
  { id }: { readonly id: string },
  input: Readonly<Record<string, unknown>> = {},
  headers: Record<string, string> = me,
): Promise<SeenUcenterVerification> {
  return submitted(
    app,
    'mergeAccount',
    { verificationId: id, code: '123456', confirmIrreversible: true, ...input },
    headers,
  );
}

describe('mergeAccount at the sandbox', () => {
  it('stays in CONFLICT after a wrong code, and moves the identity after the right one', async () => {
    const app = opened.keep(await startTestApp());
    await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.full, as('old-account'));
    const conflict = await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.full, me);
    expect(conflict).toMatchObject({
      status: 'CONFLICT',
      conflict: { guid: 'old-account', mergeable: true },
    });

    const wrong = await merge(app, conflict, { code: '654321' });
    expect(wrong).toMatchObject({
      id: conflict.id,
      version: 4,
      status: 'CONFLICT',
      conflict: conflict.conflict,
      failure: {
        code: 'WRONG_CREDENTIAL',
        providerCode: '411',
        providerMessage: '验证码错误',
        retryable: true,
      },
      decidedAt: null,
      history: [
        { version: 1, status: 'PENDING', cause: 'REQUESTED' },
        { version: 2, status: 'CONFLICT', cause: 'PROVIDER_RESPONSE' },
        { version: 3, status: 'PENDING', cause: 'REQUESTED' },
        { version: 4, status: 'CONFLICT', cause: 'PROVIDER_RESPONSE', message: expect.stringMatching(/\S/) },
      ],
    });

    const right = await merge(app, conflict);
    expect(right).toMatchObject({
      version: 6,
      status: 'APPROVED',
      conflict: null,
      failure: null,
      references: { rnAuthTicket: expect.stringMatching(/^T_/) },
      membership: { role: 'TEACHER', customerCode: '1001' },
      subject: { realName: '高**', identityNo: '3***************20' },
      user: { guid: 'new-account', isRealNameVerified: true },
      decidedAt: expect.any(String),
    });
    expect(right.history.slice(4)).toMatchObject([
      { version: 5, status: 'PENDING', cause: 'REQUESTED' },
      { version: 6, status: 'APPROVED', cause: 'MERGED' },
    ]);
    expect(await readVerification(app, conflict.id, me)).toEqual(right);
  });

  it('assigns the identity to the new account permanently', async () => {
    const app = opened.keep(await startTestApp());
    await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.full, as('old-account'));
    await merge(app, await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.full, me));

    const mine = await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.full, me);
    const old = as('old-account', 'realname:read');
    const theirs = await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.full, old);

    expect(mine.status).toBe('APPROVED');
    expect(theirs).toMatchObject({ status: 'CONFLICT', conflict: { guid: 'new-account' } });
  });

  it.each(ucenterMethodList)('settles a conflict of $method', async ({ method, mutation, full }) => {
    const app = opened.keep(await startTestApp());
    await submitted(app, mutation, full, as('old-account'));

    const conflict = await submitted(app, mutation, full, me);
    expect(conflict.status).toBe('CONFLICT');

    expect(await merge(app, conflict)).toMatchObject({
      status: 'APPROVED',
      // An SMS code names no person.
      user: { isRealNameVerified: method !== 'MOBILE' },
    });
  });

  it('can be called by a clerk', async () => {
    const app = opened.keep(await startTestApp());
    await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.full, as('old-account'));
    const conflict = await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.full, me);

    const merged = await merge(app, conflict, {}, as('clerk', 'realname:write realname:read'));

    expect(merged).toMatchObject({ status: 'APPROVED', user: { guid: 'new-account' } });
  });
});

describe('the merge request to ucenter', () => {
  it.each(ucenterMethodList)(
    'contains the request of $method that met 409, byte for byte',
    async ({ mutation, full }) => {
      const ucenter = opened.keep(await openFakeUcenter({ verify: heldByOld(approve) }));
      const app = opened.keep(await startTestApp({ env: ucenter.env }));
      const conflict = await submitted(app, mutation, full, me);

      await merge(app, conflict, { code: ' １２３４５６ ' });

      const [first, second, ...more] = ucenter.verifications;
      expect(more).toEqual([]);
      expect(second?.body).toBe(
        '{"rnAuthPatternCode":"MERGE","guid":"new-account",' +
          `"data":{"code":"123456","oldGuid":"old-account","authInfo":${first?.body}}}`,
      );
      expect(second).toMatchObject({
        method: 'POST',
        url: first?.url,
        headers: { 'x-deepcloud-from': 'client', authorization: 'app-token-1' },
      });
    },
  );

  it('contains that request unchanged if JSON could write it in several ways', async () => {
    const ucenter = opened.keep(await openFakeUcenter({ verify: heldByOld(approve) }));
    const app = opened.keep(await startTestApp({ env: ucenter.env }));
    const input = { outid: '350/002', name: '高"远\\山 𠮷 é', password: '\u2028"\\/\t😀' };

    await merge(app, await submitted(app, 'verifyByEcard', input, me));

    const [first, second] = ucenter.verifications;
    expect(second?.body).toContain(`"authInfo":${first?.body}}}`);
    const name = '高"远\\山𠮷 é';
    expect(JSON.parse(second?.body ?? '').data.authInfo.data).toEqual({ ...input, name });
  });

  it("omits the guid if the person's own token identifies the account, as the first request did", async () => {
    const owner = () => ownedBy('new-account');
    const ucenter = opened.keep(await openFakeUcenter({ verify: heldByOld(approve), owner }));
    const app = opened.keep(await startTestApp({ env: ucenter.env }));

    await merge(
      app,
      await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.least, { ...me, ...own }),
      {},
      {
        ...me,
        ...own,
      },
    );

    const [first, second] = ucenter.verifications;
    expect(second?.headers['authorization']).toBe('own-token-of-gao');
    expect(second?.body).toBe(
      `{"rnAuthPatternCode":"MERGE","data":{"code":"123456","oldGuid":"old-account","authInfo":${first?.body}}}`,
    );
    expect(first?.body).not.toContain('new-account');
  });

  it("never carries a clerk's own token", async () => {
    const ucenter = opened.keep(await openFakeUcenter({ verify: heldByOld(approve) }));
    const app = opened.keep(await startTestApp({ env: ucenter.env }));
    const conflict = await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.least, me);

    await merge(app, conflict, {}, { ...as('clerk', 'realname:write'), ...own });

    expect(ucenter.verifications[1]?.headers['authorization']).toBe('app-token-1');
    expect(JSON.parse(ucenter.verifications[1]?.body ?? '')).toMatchObject({ guid: 'new-account' });
  });

  it('is the same after a restart', async () => {
    const database = opened.keep(openFileDatabase());
    const ucenter = opened.keep(await openFakeUcenter({ verify: heldByOld(approve) }));
    const env = { ...ucenter.env, ...database.env };
    const before = await startTestApp({ env });
    const conflict = await submitted(before, 'verifyByImport', ucenterMethods.IMPORT.full, me);
    await before.close();
    const app = opened.keep(await startTestApp({ env }));

    expect(await merge(app, conflict)).toMatchObject({ status: 'APPROVED' });

    const [first, second] = ucenter.verifications;
    expect(second?.body).toContain(`"authInfo":${first?.body}}}`);
  });

  it('is repeated once with a new token after the token was refused', async () => {
    const ucenter = opened.keep(
      await openFakeUcenter({
        verify: heldByOld((request, count) =>
          request.headers['authorization'] === 'app-token-1'
            ? { status: 401, json: { code: 401 } }
            : approve(request, count),
        ),
      }),
    );
    const app = opened.keep(await startTestApp({ env: ucenter.env }));

    const merged = await merge(app, await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.least, me));

    expect(merged.status).toBe('APPROVED');
    expect(ucenter.verifications.slice(1).map(({ body }) => body)).toEqual(
      Array(2).fill(ucenter.verifications[1]?.body),
    );
  });
});

describe('a merge refused by ucenter', () => {
  it.each([
    [
      'with a code of its own',
      code(1305, `验证码错误 ${gao.mobileNo}`),
      { code: 'OTHER', providerCode: '1305' },
    ],
    ['with another 409', takenBy('third-account'), { code: 'OTHER', providerCode: '409' }],
    ['with a 410', code(410), { code: 'OTHER', providerCode: '410' }],
    ['with HTTP 400', { status: 400, json: { code: 400, message: '参数错误' } }, { providerCode: '400' }],
    ['because it refuses us', { status: 401, json: { code: 401 } }, { code: 'PROVIDER_REFUSED' }],
  ] as const)('with %s stays in CONFLICT, with the reason', async (_how, refusal, failure) => {
    let answers = 0;
    const ucenter = opened.keep(
      await openFakeUcenter({
        verify: heldByOld((request, count) => (++answers > 2 ? approve(request, count) : refusal)),
      }),
    );
    const app = opened.keep(await startTestApp({ env: ucenter.env }));
    const conflict = await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.least, me);

    const refused = await merge(app, conflict);

    expect(refused).toMatchObject({ version: 4, status: 'CONFLICT', conflict: conflict.conflict, failure });
    expect(JSON.stringify(refused)).not.toContain(gao.mobileNo);
    answers = 2;
    expect(await merge(app, conflict)).toMatchObject({ version: 6, status: 'APPROVED', failure: null });
  });

  it('can be cancelled', async () => {
    const app = opened.keep(await startTestApp());
    const conflict = await submitted(
      app,
      'verifyByImport',
      { ...ucenterMethods.IMPORT.full, outid: 'SANDBOX0409' },
      me,
    );
    await merge(app, conflict, { code: '654321' });

    const { cancelVerification } = await app.query<{ cancelVerification: { verification: unknown } }>(
      'mutation ($id: ID!) { cancelVerification(id: $id) { verification { status conflict { guid } failure { code } } } }',
      { id: conflict.id },
      me,
    );

    expect(cancelVerification.verification).toEqual({ status: 'CANCELED', conflict: null, failure: null });
  });
});
