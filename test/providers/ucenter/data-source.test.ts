import { Secret } from '../../../src/domain/secret';
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
import { attemptOf, facePhoto, inventedIdentityNo, verificationWith } from '../samples';
import { inputs } from './inputs';

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
      faceImage: { minBytes: 100, maxBytes: 2000 },
    },
    tools,
  );
  const send = (method: keyof typeof inputs, to: StartCall = call, more = {}) =>
    attemptOf(provider, method, { ...inputs[method], ...more }).send(to);
  return { ...opened, provider, tools, send };
}

const approved = () => ({ json: fixture('ucenter/rnauth-approved') });

const wireData = {
  IMPORT: ['IMPORT', inputs.IMPORT],
  ECARD: ['ECARD', inputs.ECARD],
  MOBILE: ['MOBILE', inputs.MOBILE],
  WHITELIST: ['IMPORT-ECARD', inputs.WHITELIST],
  RELATION: ['RELATION', { name: '高远', relation: 'GF', outid: '150941', childName: '高小雨', type: 2 }],
  UNIONPAY_FACE: [
    'UNIONPAY-FACE',
    {
      token: 'unionpay-token',
      sign: 'unionpay-sign',
      ts: 1893456000123,
      action: 'face.verify',
      txnTime: '20300506070809',
      txnSrc: '01',
      orgCode: 'org-1',
      orgSeq: 'seq-1',
      comUserId: 'com-1',
      authCode: 'auth-1',
      sceneCode: 'scene-1',
      protocoVerison: '1.0',
      authSeq: 'authseq-1',
      name: '高远',
      certType: '01',
      certCode: 'C-1',
      faceImage: facePhoto,
    },
  ],
  WECHAT_FACE: ['WECHAT-FACE', inputs.WECHAT_FACE],
} as const;

describe('a verification at ucenter', () => {
  it.each(Object.keys(inputs) as (keyof typeof inputs)[])(
    '%s goes out as the document says',
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
      const [rnAuthPatternCode, data] = wireData[method];
      expect(JSON.parse(request?.body ?? '')).toEqual({ rnAuthPatternCode, guid: 'guid-of-gao-yuan', data });
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
    { method: 'WHITELIST', more: { password: '1', role: 'TEACHER' }, wire: { password: '1', role: 2 } },
    { method: 'WHITELIST', more: { role: 'TEMPORARY_STAFF', customerCode: null }, wire: { role: 5 } },
    {
      method: 'RELATION',
      more: { source: 'ECARD', password: '1', identityNo: inventedIdentityNo, customerCode: '7' },
      wire: { type: 1, password: '1', identityNo: inventedIdentityNo, customerCode: '7' },
    },
  ] as const)('$method adds $more as $wire', async ({ method, more, wire }) => {
    const ucenter = await openUcenter(approved);
    await ucenter.send(method, call, more);
    expect(JSON.parse(ucenter.at(rnAuth)[0]?.body ?? '').data).toEqual({ ...wireData[method][1], ...wire });
  });

  it('fetches the application token as a form, once for many', async () => {
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

  it('renews the token before its end', async () => {
    const ucenter = await openUcenter(approved);
    await ucenter.send('ECARD');
    ucenter.tools.advance(7_140_000);
    await ucenter.send('ECARD');
    expect(ucenter.at(rnAuth).map(({ headers }) => headers['authorization'])).toEqual([
      'app-token-1',
      'app-token-2',
    ]);
  });

  it("uses the person's own token without a guid and without a token of ours", async () => {
    const ucenter = await openUcenter(approved);
    await ucenter.send('ECARD', { ...call, personToken });
    expect(ucenter.received).toHaveLength(1);
    expect(ucenter.received[0]?.headers['authorization']).toBe('own-token-of-gao-yuan');
    expect(JSON.parse(ucenter.received[0]?.body ?? '')).not.toHaveProperty('guid');
  });

  it.each([
    { name: 'HTTP 401', refusal: { status: 401, json: { code: 401, message: 'unauthorized' } } },
    { name: 'a body that says 401', refusal: { json: { code: '401' } } },
  ])('after $name sends the same once more with a new token', async ({ refusal }) => {
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

  it("is refused by a 401 on the person's own token, and not tried again", async () => {
    const ucenter = await openUcenter(() => ({ status: 401 }));
    expect(await ucenter.send('ECARD', { ...call, personToken })).toMatchObject({
      kind: 'failed',
      failure: { code: 'WRONG_CREDENTIAL' },
    });
    expect(ucenter.received).toHaveLength(1);
  });

  it('sends nothing for nobody', async () => {
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
    { name: 'nothing in time', reaction: 'hang', timeoutMs: 60 },
  ] as const)('knows nothing after $name, and does not send again', async ({ reaction, timeoutMs }) => {
    const ucenter = await openUcenter(() => reaction, timeoutMs);
    expect(await ucenter.send('ECARD')).toEqual({ kind: 'silent' });
    expect(ucenter.at(rnAuth)).toHaveLength(1);
  });

  it('keeps the very text that met 409', async () => {
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

  it('repeats the request inside its own', async () => {
    const ucenter = await openUcenter(() => ({ json: { code: 200, message: 'OK' } }));
    expect(await merge(ucenter)).toMatchObject({ kind: 'approved' });
    expect(ucenter.at(rnAuth)[0]?.body).toBe(
      '{"rnAuthPatternCode":"MERGE","guid":"guid-of-gao-yuan",' +
        `"data":{"code":"471108","oldGuid":"old-guid","authInfo":${replay}}}`,
    );
  });

  it("takes the person's own token too", async () => {
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

  it('says what ucenter said against it', async () => {
    const ucenter = await openUcenter(() => ({ status: 400, json: { code: 1305, message: '验证码错误' } }));
    expect(await merge(ucenter)).toMatchObject({
      kind: 'failed',
      failure: { code: 'OTHER', providerCode: '1305', providerMessage: '验证码错误' },
    });
  });

  it('is not sent when the request to repeat is no longer kept', async () => {
    const ucenter = await openUcenter(approved);
    const forgotten = verificationWith({ status: 'CONFLICT' });
    expect(await ucenter.provider.merge?.(forgotten, '471108', {})).toMatchObject({ kind: 'failed' });
    expect(ucenter.received).toEqual([]);
  });
});

describe('asking ucenter for a result', () => {
  const asked = verificationWith({ references: { rnAuthTicket: 'T_1&x' } });

  it('is not possible without a ticket', async () => {
    const ucenter = await openUcenter(approved);
    expect(ucenter.provider.query?.(verificationWith({}), {})).toBeNull();
  });

  it('goes out with the application token', async () => {
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
    { reaction: 'hang', times: 1, timeoutMs: 60 },
  ] as const)('is tried $times time(s) at most after $reaction', async ({ reaction, times, timeoutMs }) => {
    const ucenter = await openUcenter(() => reaction, timeoutMs);
    expect(await ucenter.provider.query?.(asked, {})).toEqual({ kind: 'silent' });
    expect(ucenter.at(rnAuth)).toHaveLength(times);
  });

  it('succeeds when the second try is answered', async () => {
    const ucenter = await openUcenter((_request, count) =>
      count === 1 ? 'cut' : { json: fixture('ucenter/result') },
    );
    expect(await ucenter.provider.query?.(asked, {})).toMatchObject({ kind: 'approved' });
  });

  it.each([{ status: 401 }, { status: 404, json: { code: 404, message: 'unknown' } }])(
    'changes nothing when it is refused with %j',
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
  ] as const)('when it $name, nothing else is sent', async ({ reaction, code }) => {
    farEnd = await openFarEnd(() => reaction);
    const provider = createUcenterProvider(
      {
        baseUrl: farEnd.baseUrl,
        clientId: 'our-client',
        clientSecret: Secret.of('s3cret'),
        rejectedCodes: [],
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

describe('the log', () => {
  it('holds nothing personal and no secret, whatever ucenter answers', async () => {
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
