import { startTestApp, type TestApp } from '../../support/app';
import { atOnce } from '../../support/at-once';
import { type FakeUcenter, openFakeUcenter, type SeenRequest } from '../../support/fake-ucenter';
import { fixture } from '../../support/far-end';
import { as, operationOf, type SeenPayload, submitted } from '../../support/ucenter';
import { ucenterMethodList, ucenterMethods } from '../../support/ucenter-inputs';

let ucenter: FakeUcenter;
let app: TestApp;

beforeAll(async () => {
  ucenter = await openFakeUcenter();
  app = await startTestApp({ env: ucenter.env });
});

afterAll(async () => {
  await app.close();
  await ucenter.close();
});

let accounts = 0;

/** Sends one mutation for an account of its own; what ucenter saw of it, and nothing else. */
async function sent(
  mutation: string,
  input: Readonly<Record<string, unknown>>,
  headers?: Record<string, string>,
): Promise<{ readonly seen: SeenRequest; readonly json: unknown; readonly guid: string }> {
  const guid = `account-${++accounts}`;
  const before = ucenter.verifications.length;
  await submitted(app, mutation, input, { ...as(guid), ...headers });
  const [seen, ...more] = ucenter.verifications.slice(before);
  if (!seen || more.length > 0) throw new Error(`${mutation} was not sent exactly once`);
  return { seen, json: JSON.parse(seen.body), guid };
}

describe('the request to ucenter', () => {
  it.each(ucenterMethodList)('is right for $method with every optional field', async (method) => {
    const { seen, json, guid } = await sent(method.mutation, method.full);

    expect(json).toEqual({ rnAuthPatternCode: method.pattern, guid, data: method.fullData });
    expect(seen).toMatchObject({
      method: 'POST',
      url: '/api/ucenter-service-provider/api/user/rnauth',
      headers: { 'x-deepcloud-from': 'client', authorization: 'app-token-1' },
    });
    expect(seen.headers['content-type']).toMatch(/^application\/json\b/);
  });

  it.each(ucenterMethodList)('is right for $method without optional fields', async (method) => {
    const { json, guid } = await sent(method.mutation, method.least);

    expect(json).toEqual({ rnAuthPatternCode: method.pattern, guid, data: method.leastData });
  });

  it('omits an optional field that is null', async () => {
    const { json } = await sent('verifyByRelation', {
      ...ucenterMethods.RELATION.least,
      identityNo: null,
      customerCode: null,
      password: null,
    });

    expect(json).toMatchObject({ data: { type: 2 } });
    expect(JSON.stringify(json)).not.toContain('null');
  });

  it("equals the document's sample for the document's person", async () => {
    const sample = fixture('ucenter/rnauth-request') as { guid: string; data: Record<string, string> };

    const { json } = await sent('verifyByEcard', sample.data, as(sample.guid));

    expect(json).toEqual(sample);
  });

  it("contains UnionPay's timestamp as a JSON number with all its digits", async () => {
    const { seen } = await sent('verifyByUnionPayFace', {
      ...ucenterMethods.UNIONPAY_FACE.full,
      ts: String(Number.MAX_SAFE_INTEGER),
    });

    expect(seen.body).toMatch(/"ts":9007199254740991[,}]/);
    expect(seen.body).toContain('"protocoVerison":"1.0"');
    expect(seen.body).not.toContain('protocolVersion');
  });

  it.each([
    ['STUDENT', 1],
    ['TEACHER', 2],
    ['LOGISTICS_STAFF', 4],
    ['TEMPORARY_STAFF', 5],
  ])('contains the role %s as the number %i', async (role, number) => {
    const imported = await sent('verifyByImport', { ...ucenterMethods.IMPORT.least, role });
    const whiteListed = await sent('verifyByWhitelist', { ...ucenterMethods.WHITELIST.least, role });

    expect(imported.json).toMatchObject({ data: { role: number } });
    expect(whiteListed.json).toMatchObject({ data: { role: number } });
  });

  it.each([
    ['FATHER', 'F'],
    ['MOTHER', 'M'],
    ['SON', 'S'],
    ['DAUGHTER', 'D'],
    ['GRANDFATHER', 'GF'],
    ['GRANDMOTHER', 'GM'],
    ['MATERNAL_GRANDFATHER', 'MGF'],
    ['MATERNAL_GRANDMOTHER', 'MGM'],
    ['GRANDSON', 'GS'],
    ['GRANDDAUGHTER', 'GD'],
    ['MATERNAL_GRANDSON', 'MGS'],
    ['MATERNAL_GRANDDAUGHTER', 'MGD'],
  ])('contains the relation %s as %s', async (relation, letters) => {
    const { json } = await sent('verifyByRelation', { ...ucenterMethods.RELATION.least, relation });

    expect(json).toMatchObject({ data: { relation: letters } });
  });

  it('contains what was typed, in the form that ucenter expects', async () => {
    const imported = await sent('verifyByImport', {
      name: ' 高远山 ',
      identityNo: ' ３３０１０２２０１４０７１５００４ｘ ',
      outid: ' 350002 ',
    });
    const mobile = await sent('verifyByMobile', { mobileNo: '+86 199 1234-2222', code: ' 123456 ' });
    const carded = await sent('verifyByEcard', { outid: '1', name: '高远山', password: ' p w ' });

    expect(imported.json).toMatchObject({
      data: { name: '高远山', identityNo: '33010220140715004X', outid: '350002' },
    });
    expect(mobile.json).toMatchObject({ data: { mobileNo: '19912342222', code: '123456' } });
    // A password is what was typed, spaces included.
    expect(carded.json).toMatchObject({ data: { password: ' p w ' } });
  });
});

describe('the account of a request to ucenter', () => {
  const ownToken = { 'x-ucenter-access-token': 'own-token-of-gao' };

  it("is identified by the person's own token if there is one, sent raw and without a guid", async () => {
    for (const { mutation, pattern, leastData, least } of ucenterMethodList) {
      const { seen, json } = await sent(mutation, least, { ...as('account-of-gao'), ...ownToken });

      expect(seen.headers['authorization']).toBe('own-token-of-gao');
      expect(seen.headers['x-deepcloud-from']).toBe('client');
      expect(json).toEqual({ rnAuthPatternCode: pattern, data: leastData });
    }
  });

  it('is identified by the guid if a clerk acts for another account, whatever token the clerk has', async () => {
    const clerk = { ...as('clerk', 'realname:write'), ...ownToken };

    const { seen, json } = await sent(
      'verifyByImport',
      { ...ucenterMethods.IMPORT.least, guid: 'account-of-gao' },
      clerk,
    );

    expect(seen.headers['authorization']).toBe('app-token-1');
    expect(json).toMatchObject({ guid: 'account-of-gao' });
  });

  it("is the caller's own account, also if the caller names it", async () => {
    const { seen, json } = await sent(
      'verifyByImport',
      { ...ucenterMethods.IMPORT.least, guid: 'account-of-gao' },
      { ...as('account-of-gao'), ...ownToken },
    );

    expect(seen.headers['authorization']).toBe('own-token-of-gao');
    expect(json).not.toHaveProperty('guid');
  });

  it("needs a new sign-in, and nothing else, if the person's own token is refused", async () => {
    const refusing = await openFakeUcenter({ verify: () => ({ status: 401, json: { code: 401 } }) });
    const other = await startTestApp({ env: refusing.env });
    try {
      const verification = await submitted(other, 'verifyByImport', ucenterMethods.IMPORT.least, {
        ...as('account-of-gao'),
        ...ownToken,
      });

      expect(verification).toMatchObject({ status: 'FAILED', failure: { code: 'WRONG_CREDENTIAL' } });
      expect(refusing.verifications).toHaveLength(1);
      expect(refusing.tokens).toEqual([]);
    } finally {
      await other.close();
      await refusing.close();
    }
  });

  it.each([
    ['that no header can carry', '令牌'],
    ['with a line break', 'token\r\nx-other: 1'],
    ['far too long', 'k'.repeat(4097)],
  ])('is not sent with a malformed own token %s, which affects no other request', async (_what, token) => {
    const before = ucenter.verifications.length;
    const input = { ...ucenterMethods.IMPORT.least };
    const params = { ...as('account-of-gao'), 'x-ucenter-access-token': token };

    // As many as it takes to hold a provider for silent.
    const answers = await atOnce<{ verifyByImport: SeenPayload }>(
      app,
      20,
      operationOf('verifyByImport'),
      { input },
      params,
    );

    expect(new Set(answers.map(({ verifyByImport }) => verifyByImport.verification?.failure?.code))).toEqual(
      new Set(['WRONG_CREDENTIAL']),
    );
    expect(ucenter.verifications).toHaveLength(before);
    await sent('verifyByImport', input);
  });
});
