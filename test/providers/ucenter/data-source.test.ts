import { Secret } from '../../../src/domain/privacy/secret';
import type { StartCall } from '../../../src/providers/provider';
import { createUcenterProvider } from '../../../src/providers/ucenter/provider';
import {
  type FarEnd,
  fixture,
  openFarEnd,
  type Reaction,
  type Received,
  recordTools,
} from '../../support/far-end';
import { approvalFor } from '../../support/ucenter-approval';
import { attemptOf, facePhoto, inventedIdentityNo, verificationWith } from '../samples';
import { inputs, wireOf } from './inputs';

const rnAuth = '/api/ucenter-service-provider/api/user/rnauth';
const tokenPath = '/open/access_token';
const call: StartCall = { verificationId: 'v-1', guid: 'guid-of-gao-yuan' };
const personToken = Secret.of('own-token-of-gao-yuan');

let farEnd: FarEnd | undefined;
afterEach(async () => {
  await farEnd?.close();
  farEnd = undefined;
});

/** ucenter with its token server; what it answers to everything else is the test's to say. */
async function openUcenter(react: (request: Received, count: number) => Reaction, timeoutMs?: number) {
  let issued = 0;
  let asked = 0;
  const opened = await openFarEnd((request) => {
    if (request.url !== tokenPath) return react(request, ++asked);
    return { json: { access_token: `app-token-${++issued}`, expires_in: 7200 } };
  });
  farEnd = opened;
  const tools = recordTools(timeoutMs);
  const provider = createUcenterProvider(
    {
      baseUrl: opened.baseUrl,
      clientId: 'our-client',
      clientSecret: Secret.of('s3cret&+of us'),
      rejectedCodes: [1201],
      wrongCredentialCodes: [411],
      faceImage: { minBytes: 100, maxBytes: 2000 },
    },
    tools,
  );
  const send = (method: keyof typeof inputs, to: StartCall = call, more = {}) =>
    attemptOf(provider, method, { ...inputs[method], ...more }).send(to);
  return { ...opened, provider, tools, send };
}

const approved = () => ({ json: approvalFor('guid-of-gao-yuan') });

/** UnionPay's signature covers these as they were typed. */
const asTyped = { name: ' 阿卜来提•如则', certCode: 'c-1 ', faceImage: `data:;base64,${facePhoto}\n` };

describe('a verification at ucenter', () => {
  it.each(Object.keys(inputs) as (keyof typeof inputs)[])(
    'sends the documented request for %s',
    async (method) => {
      const ucenter = await openUcenter(approved);
      expect(await ucenter.send(method)).toMatchObject({ kind: 'approved' });
      const [request] = ucenter.at(rnAuth);
      expect(request).toMatchObject({
        method: 'POST',
        url: rnAuth,
        headers: {
          'x-deepcloud-from': 'client',
          authorization: 'app-token-1',
          'content-type': 'application/json; charset=utf-8',
        },
      });
      const { pattern, data } = wireOf(method);
      expect(JSON.parse(request?.body ?? '')).toEqual({
        rnAuthPatternCode: pattern,
        guid: 'guid-of-gao-yuan',
        data,
      });
    },
  );

  it.each([
    {
      method: 'IMPORT',
      more: { customerCode: '1001', role: 'STUDENT' },
      wire: { customerCode: '1001', role: 1 },
    },
    { method: 'IMPORT', more: { role: 'LOGISTICS_STAFF' }, wire: { role: 4 } },
    { method: 'ECARD', more: { customerCode: '1001' }, wire: { customerCode: '1001' } },
    { method: 'ECARD', more: { outid: '３５０００２\u200b' }, wire: { outid: '350002' } },
    {
      method: 'MOBILE',
      more: { code: ' 123 456', mobileNo: 'tel:(+86)138-0000-1234' },
      wire: { code: '123456' },
    },
    { method: 'IMPORT', more: { identityNo: 'c01x00t47' }, wire: { identityNo: 'C01X00T47' } },
    { method: 'IMPORT', more: { name: '阿卜来提•如则' }, wire: { name: '阿卜来提·如则' } },
    { method: 'UNIONPAY_FACE', more: asTyped, wire: asTyped },
    { method: 'WHITELIST', more: { password: '1', role: 'TEACHER' }, wire: { password: '1', role: 2 } },
    { method: 'WHITELIST', more: { role: 'TEMPORARY_STAFF', customerCode: null }, wire: { role: 5 } },
    {
      method: 'RELATION',
      more: { source: 'ECARD', password: '1', identityNo: inventedIdentityNo, customerCode: '7' },
      wire: { type: 1, password: '1', identityNo: inventedIdentityNo, customerCode: '7' },
    },
  ] as const)('by $method adds $more as $wire', async ({ method, more, wire }) => {
    const ucenter = await openUcenter(approved);
    await ucenter.send(method, call, more);
    expect(JSON.parse(ucenter.at(rnAuth)[0]?.body ?? '').data).toEqual({ ...wireOf(method).data, ...wire });
  });

  it('fetches the application token as a form, once for many requests', async () => {
    const ucenter = await openUcenter(approved);
    await Promise.all([ucenter.send('ECARD'), ucenter.send('IMPORT')]);
    await ucenter.send('MOBILE');
    expect(ucenter.at(tokenPath)).toHaveLength(1);
    const [request] = ucenter.at(tokenPath);
    expect(request).toMatchObject({
      method: 'POST',
      headers: { 'content-type': expect.stringContaining('application/x-www-form-urlencoded') },
    });
    expect([...new URLSearchParams(request?.body)]).toEqual([
      ['grant_type', 'client_credentials'],
      ['client_id', 'our-client'],
      ['client_secret', 's3cret&+of us'],
    ]);
  });

  it('renews the token before it expires', async () => {
    const ucenter = await openUcenter(approved);
    await ucenter.send('ECARD');
    ucenter.tools.advance(7_140_000);
    await ucenter.send('ECARD');
    expect(ucenter.at(rnAuth).map(({ headers }) => headers['authorization'])).toEqual([
      'app-token-1',
      'app-token-2',
    ]);
  });

  it("uses the person's own token without a guid and without the application's token", async () => {
    const ucenter = await openUcenter(approved);
    await ucenter.send('ECARD', { ...call, personToken });
    expect(ucenter.received).toHaveLength(1);
    expect(ucenter.received[0]?.headers['authorization']).toBe('own-token-of-gao-yuan');
    expect(JSON.parse(ucenter.received[0]?.body ?? '')).not.toHaveProperty('guid');
  });

  it.each([
    { name: 'HTTP 401', refusal: { status: 401, json: { code: 401, message: 'unauthorized' } } },
    { name: 'a body that says 401', refusal: { json: { code: '401' } } },
  ])('is sent once more with a new token after $name', async ({ refusal }) => {
    const ucenter = await openUcenter((_request, count) => (count === 1 ? refusal : approved()));
    expect(await ucenter.send('ECARD')).toMatchObject({ kind: 'approved' });
    const [first, second, ...rest] = ucenter.at(rnAuth);
    expect(rest).toEqual([]);
    expect(second?.body).toBe(first?.body);
    expect(second?.headers['authorization']).toBe('app-token-2');
  });

  it('is refused after the second 401', async () => {
    const ucenter = await openUcenter(() => ({ status: 401 }));
    expect(await ucenter.send('ECARD')).toMatchObject({
      kind: 'failed',
      failure: { code: 'PROVIDER_REFUSED', retryable: false },
    });
    expect(ucenter.at(rnAuth)).toHaveLength(2);
  });

  it("is refused after a 401 on the person's own token, and not sent again", async () => {
    const ucenter = await openUcenter(() => ({ status: 401 }));
    expect(await ucenter.send('ECARD', { ...call, personToken })).toMatchObject({
      kind: 'failed',
      failure: { code: 'WRONG_CREDENTIAL' },
    });
    expect(ucenter.received).toHaveLength(1);
  });

  it('sends nothing without an account', async () => {
    const ucenter = await openUcenter(approved);
    expect(await ucenter.send('ECARD', { ...call, guid: null })).toMatchObject({
      kind: 'failed',
      failure: { code: 'INVALID_INPUT' },
    });
    expect(ucenter.received).toEqual([]);
  });

  it.each([
    { name: 'HTTP 500', reaction: { status: 500, json: { code: 200, data: {} } }, timeoutMs: undefined },
    { name: 'a cut connection', reaction: 'cut', timeoutMs: undefined },
    { name: 'a page', reaction: { raw: '<h1>gateway</h1>' }, timeoutMs: undefined },
    { name: 'nothing in time', reaction: 'hang', timeoutMs: 500 },
  ] as const)(
    'has an unknown outcome after $name, and is not sent again',
    async ({ reaction, timeoutMs }) => {
      const ucenter = await openUcenter(() => reaction, timeoutMs);
      expect(await ucenter.send('ECARD')).toEqual({ kind: 'silent' });
      expect(ucenter.at(rnAuth)).toHaveLength(1);
    },
  );

  it("[2] is not approved by a 200 about another account's guid, which is logged at error", async () => {
    const ucenter = await openUcenter(() => ({ json: fixture('ucenter/rnauth-approved') }));
    expect(await ucenter.send('ECARD')).toMatchObject({
      kind: 'failed',
      failure: { code: 'OTHER', providerCode: '200', retryable: false },
    });
    expect(ucenter.tools.lines.filter((line) => line.includes('"error"'))).toEqual([
      expect.stringContaining('provider answered about another account'),
    ]);
  });

  it("accepts the guid of the account that the person's token belongs to after a merge", async () => {
    const ucenter = await openUcenter(() => ({ json: approvalFor('guid-since-the-merge') }));
    const merged = { ...call, personToken, tokenOwner: 'guid-since-the-merge' };
    expect(await ucenter.send('ECARD', merged)).toMatchObject({ kind: 'approved' });
  });

  it('keeps the exact request that met 409', async () => {
    const ucenter = await openUcenter(() => ({ status: 409, json: fixture('ucenter/rnauth-conflict') }));
    const outcome = await ucenter.send('ECARD');
    expect(outcome).toMatchObject({ kind: 'conflict', replay: ucenter.at(rnAuth)[0]?.body });
  });
});

describe('a merge at ucenter', () => {
  const replay = '{"rnAuthPatternCode":"ECARD","guid":"guid-of-gao-yuan","data":{"name":"\\u9ad8远"}}';
  const conflict = verificationWith({
    status: 'CONFLICT',
    personal: {
      replay: Secret.of(replay),
      holder: Secret.of({ mobileNo: '180******11', guid: 'old-guid', mergeable: true }),
    },
  });
  const merge = (ucenter: Awaited<ReturnType<typeof openUcenter>>, more = {}) =>
    ucenter.provider.merge?.(conflict, '471108', more);

  it('contains the original request byte for byte', async () => {
    const ucenter = await openUcenter(() => ({ json: { code: 200, message: 'OK' } }));
    expect(await merge(ucenter)).toMatchObject({ kind: 'approved' });
    expect(ucenter.at(rnAuth)[0]?.body).toBe(
      '{"rnAuthPatternCode":"MERGE","guid":"guid-of-gao-yuan",' +
        `"data":{"code":"471108","oldGuid":"old-guid","authInfo":${replay}}}`,
    );
  });

  it("accepts the person's own token too", async () => {
    const ucenter = await openUcenter(() => ({ json: { code: 200 } }));
    await merge(ucenter, { personToken });
    expect(ucenter.received[0]?.headers['authorization']).toBe('own-token-of-gao-yuan');
    expect(JSON.parse(ucenter.received[0]?.body ?? '')).not.toHaveProperty('guid');
  });

  it.each(['cut', { status: 502 }, { raw: 'OK' }] as const)('is not repeated after %j', async (reaction) => {
    const ucenter = await openUcenter(() => reaction);
    expect(await merge(ucenter)).toEqual({ kind: 'silent' });
    expect(ucenter.at(rnAuth)).toHaveLength(1);
  });

  it("has an unknown outcome if ucenter's 200 names another account", async () => {
    const ucenter = await openUcenter(() => ({ json: { code: 200, data: { guid: 'somebody-else' } } }));
    expect(await merge(ucenter)).toEqual({ kind: 'silent' });
    expect(ucenter.tools.lines.join()).toContain('provider answered about another account');
  });

  it("fails with ucenter's message", async () => {
    const ucenter = await openUcenter(() => ({ status: 400, json: { code: 1305, message: '验证码错误' } }));
    expect(await merge(ucenter)).toMatchObject({
      kind: 'failed',
      failure: { code: 'OTHER', providerCode: '1305', providerMessage: '验证码错误' },
    });
  });

  it('is not sent when the request to repeat is gone', async () => {
    const ucenter = await openUcenter(approved);
    const forgotten = verificationWith({ status: 'CONFLICT' });
    expect(await ucenter.provider.merge?.(forgotten, '471108', {})).toMatchObject({ kind: 'failed' });
    expect(ucenter.received).toEqual([]);
  });
});

describe('polling ucenter for a result', () => {
  const asked = verificationWith({ references: { rnAuthTicket: 'T_1&x' } });

  it('is impossible without a ticket', async () => {
    const ucenter = await openUcenter(approved);
    expect(ucenter.provider.query?.(verificationWith({}), {})).toBeNull();
  });

  it('sends the application token', async () => {
    const ucenter = await openUcenter(() => ({ json: fixture('ucenter/result') }));
    expect(await ucenter.provider.query?.(asked, {})).toMatchObject({ kind: 'approved' });
    expect(ucenter.at(rnAuth)).toMatchObject([
      {
        method: 'GET',
        url: `${rnAuth}/result?rnAuthTicket=T_1%26x`,
        headers: { 'x-deepcloud-from': 'client', authorization: 'app-token-1' },
      },
    ]);
  });

  it.each([
    { reaction: 'cut', times: 2, timeoutMs: undefined },
    { reaction: { status: 503 }, times: 2, timeoutMs: undefined },
    { reaction: 'hang', times: 1, timeoutMs: 500 },
  ] as const)(
    'is attempted at most $times time(s) after $reaction',
    async ({ reaction, times, timeoutMs }) => {
      const ucenter = await openUcenter(() => reaction, timeoutMs);
      expect(await ucenter.provider.query?.(asked, {})).toEqual({ kind: 'silent' });
      expect(ucenter.at(rnAuth)).toHaveLength(times);
    },
  );

  it('succeeds when the second attempt is answered', async () => {
    const ucenter = await openUcenter((_request, count) =>
      count === 1 ? 'cut' : { json: fixture('ucenter/result') },
    );
    expect(await ucenter.provider.query?.(asked, {})).toMatchObject({ kind: 'approved' });
  });

  it.each([{ status: 401 }, { status: 404, json: { code: 404, message: 'unknown' } }])(
    'changes nothing after a refusal with %j',
    async (refusal) => {
      const ucenter = await openUcenter(() => refusal);
      expect(await ucenter.provider.query?.(asked, {})).toMatchObject({ kind: 'undecided' });
    },
  );
});

describe("ucenter's token server", () => {
  it.each([
    {
      name: 'refuses',
      reaction: { status: 400, json: { error: 'invalid_client' } },
      code: 'PROVIDER_REFUSED',
    },
    { name: 'is silent', reaction: 'cut', code: 'PROVIDER_UNAVAILABLE' },
  ] as const)('prevents every other request when it $name', async ({ reaction, code }) => {
    farEnd = await openFarEnd(() => reaction);
    const provider = createUcenterProvider(
      {
        baseUrl: farEnd.baseUrl,
        clientId: 'our-client',
        clientSecret: Secret.of('s3cret'),
        rejectedCodes: [],
        wrongCredentialCodes: [411],
        faceImage: { minBytes: 100, maxBytes: 2000 },
      },
      recordTools(),
    );
    const outcome = await attemptOf(provider, 'ECARD', inputs.ECARD).send(call);
    expect(outcome).toMatchObject({
      kind: 'failed',
      failure: { code, retryable: code !== 'PROVIDER_REFUSED' },
    });
    expect(farEnd.received.map(({ url }) => url)).toEqual([tokenPath]);
    const silentOrUndecided = await provider.query?.(
      verificationWith({ references: { rnAuthTicket: 'T' } }),
      {},
    );
    expect(silentOrUndecided?.kind).toBe(code === 'PROVIDER_REFUSED' ? 'undecided' : 'silent');
  });
});

describe('the log of ucenter requests', () => {
  it('holds no personal data and no secret, whatever ucenter answers', async () => {
    const odd = {
      code: 200,
      data: { role: '高远', deptInfo: [{ deptName: '高远' }], relativeInfo: '高小雨' },
    };
    const reactions: readonly Reaction[] = [
      approved(),
      { json: odd },
      { json: { code: `1${inventedIdentityNo}`, message: '高远 13800001234' } },
      { status: 401, json: { code: 401, message: '高远' } },
      { raw: `<p>高远 ${inventedIdentityNo}</p>` },
      'cut',
    ];
    const ucenter = await openUcenter((_request, count) => reactions[count % reactions.length] ?? 'cut');
    for (let round = 0; round < reactions.length; round++) {
      for (const method of Object.keys(inputs) as (keyof typeof inputs)[]) await ucenter.send(method);
      await ucenter.send('ECARD', { ...call, personToken });
      await ucenter.provider.query?.(verificationWith({ references: { rnAuthTicket: 'T_1' } }), {});
    }
    const log = ucenter.tools.lines.join('\n');
    expect(log).toContain('provider sent a value that its document does not name');
    expect(log).toContain('provider answered what cannot be read');
    const forbidden = [
      ...['高远', '高小雨', inventedIdentityNo, '13800001234', '471108', 'p4ss-of-the-card', facePhoto],
      ...['s3cret', 'app-token', 'own-token', 'wechat-', 'unionpay-', 'guid-of', 'T_1', '127.0.0.1'],
    ];
    expect(forbidden.filter((secret) => log.includes(secret))).toEqual([]);
  });
});
