import { Secret } from '../../../src/domain/privacy/secret';
import { createLinkIdProvider } from '../../../src/providers/linkid/provider';
import type { StartCall } from '../../../src/providers/provider';
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

const realName = '/linkid/public/api/aggregate/realname';
const appreal = '/appreal/public';
const tokenPath = '/sso/oauth2.0/accessToken';
const call: StartCall = {
  verificationId: 'v-1',
  guid: 'guid-of-gao-yuan',
  callbackUrl: Secret.of('https://us.example/returns/linkid/unguessable-token'),
};

let farEnd: FarEnd | undefined;
afterEach(async () => {
  await farEnd?.close();
  farEnd = undefined;
});

type React = (request: Received, count: number) => Reaction;
const tokens: React = (_request, count) => ({
  json: { access_token: `app-token-${count}`, token_type: 'bearer', expires_in: '7200' },
});

/** LinkID with its SSO; what it answers is the test's to say. */
async function openLinkId(react: React, { timeoutMs = 10_000, sso = tokens } = {}) {
  let issued = 0;
  let asked = 0;
  const opened = await openFarEnd((request) =>
    request.url.startsWith(tokenPath) ? sso(request, ++issued) : react(request, ++asked),
  );
  farEnd = opened;
  const tools = recordTools(timeoutMs);
  const provider = createLinkIdProvider(
    {
      baseUrl: opened.baseUrl,
      ssoUrl: `${opened.baseUrl}/sso/`,
      apprealBaseUrl: opened.baseUrl,
      clientId: 'our-client',
      clientSecret: Secret.of('s3cret&of us'),
      redirectAllowlist: ['https://app.example'],
      faceImage: { minBytes: 100, maxBytes: 2000 },
    },
    tools,
  );
  const send = (method: keyof typeof inputs, more = {}) =>
    attemptOf(provider, method, { ...inputs[method], ...more }).send(call);
  return { ...opened, provider, tools, send };
}

const pageAnswer = () => ({ json: fixture('linkid/auth-answer') });
const photoAnswer = () => ({ json: fixture('linkid/validate-answer') });

describe('the start of a LinkID page', () => {
  it('sends the documented request', async () => {
    const linkId = await openLinkId(pageAnswer);
    expect(await linkId.send('LINKID_PAGE', { extra: { param1: '参数1' } })).toEqual({
      kind: 'awaitingUser',
      authUrl: 'https://self-server.example/public/xxx.html',
    });
    const [request] = linkId.at(realName);
    expect(request).toMatchObject({
      method: 'POST',
      url: `${realName}/auth`,
      headers: { authorization: 'Bearer app-token-1', 'content-type': 'application/json; charset=utf-8' },
    });
    expect(JSON.parse(request?.body ?? '')).toEqual({
      type: '2',
      data: { name: '高远', certType: '1', certNo: inventedIdentityNo, param1: '参数1' },
      redirectUri: 'https%3A%2F%2Fus.example%2Freturns%2Flinkid%2Funguessable-token',
    });
  });

  it('fetches the application token by GET from the single sign-on, once for many requests', async () => {
    const linkId = await openLinkId(pageAnswer);
    await Promise.all([linkId.send('LINKID_PAGE'), linkId.send('LINKID_PAGE')]);
    await linkId.send('LINKID_PAGE');
    expect(linkId.at(tokenPath)).toMatchObject([
      {
        method: 'GET',
        url: `${tokenPath}?grant_type=client_credentials&client_id=our-client&client_secret=s3cret%26of+us`,
        body: '',
      },
    ]);
  });

  it('is sent once more with a new token after a 401, and is refused after the second', async () => {
    const linkId = await openLinkId((_request, count) =>
      count === 1 ? { status: 401, json: { code: 401 } } : pageAnswer(),
    );
    expect(await linkId.send('LINKID_PAGE')).toMatchObject({ kind: 'awaitingUser' });
    const [first, second] = linkId.at(realName);
    expect(second?.body).toBe(first?.body);
    expect(second?.headers['authorization']).toBe('Bearer app-token-2');
    await linkId.close();

    const refusing = await openLinkId(() => ({ json: { code: '401' } }));
    expect(await refusing.send('LINKID_PAGE')).toMatchObject({
      kind: 'failed',
      failure: { code: 'PROVIDER_REFUSED' },
    });
    expect(refusing.at(realName)).toHaveLength(2);
  });

  it('renews the token before it expires', async () => {
    const linkId = await openLinkId(pageAnswer);
    await linkId.send('LINKID_PAGE');
    linkId.tools.advance(7_140_000);
    await linkId.send('LINKID_PAGE');
    expect(linkId.at(realName).map(({ headers }) => headers['authorization'])).toEqual([
      'Bearer app-token-1',
      'Bearer app-token-2',
    ]);
  });

  it.each([
    [
      'bad: https://us.example/returns/linkid/unguessable-token',
      'bad: https://us.example/returns/linkid/***',
    ],
    [`${'x'.repeat(490)}unguessable-token`, `${'x'.repeat(490)}***`],
  ])("keeps the return address out of a refusal's message: %s", async (message, providerMessage) => {
    const linkId = await openLinkId(() => ({ json: { code: 1, message } }));
    expect(await linkId.send('LINKID_PAGE')).toMatchObject({ failure: { providerMessage } });
  });

  it('is refused without our own return address', async () => {
    const linkId = await openLinkId(pageAnswer);
    const attempt = attemptOf(linkId.provider, 'LINKID_PAGE', inputs.LINKID_PAGE);
    expect(() => attempt.send({ verificationId: 'v-1', guid: null })).toThrow('return address');
  });

  it.each([
    { name: 'refuses', reaction: { status: 400, json: { error: 'x' } }, code: 'PROVIDER_REFUSED' },
    { name: 'is silent', reaction: 'cut', code: 'PROVIDER_UNAVAILABLE' },
  ] as const)('sends nothing when the single sign-on $name', async ({ reaction, code }) => {
    const linkId = await openLinkId(pageAnswer, { sso: () => reaction });
    expect(await linkId.send('LINKID_PAGE')).toMatchObject({ kind: 'failed', failure: { code } });
    expect(linkId.at(realName)).toEqual([]);
  });
});

describe('the check of a LinkID photo', () => {
  it('sends the documented request', async () => {
    const linkId = await openLinkId(photoAnswer);
    expect(await linkId.send('LINKID_PHOTO')).toEqual({ kind: 'approved' });
    const [request] = linkId.at(realName);
    expect(request).toMatchObject({ method: 'POST', url: `${realName}/validate` });
    expect(request?.headers['authorization']).toBe('Bearer app-token-1');
    expect(JSON.parse(request?.body ?? '')).toEqual({
      type: 2,
      parameters: { name: '高远', certType: 'A', certNo: 'K1234567', idPicture: facePhoto },
    });
  });

  it.each([
    { name: 'HTTP 502', reaction: { status: 502, json: { code: 200 } }, timeoutMs: 10_000 },
    { name: 'a cut connection', reaction: 'cut', timeoutMs: 10_000 },
    { name: 'a page', reaction: { raw: '<h1>login</h1>' }, timeoutMs: 10_000 },
    { name: 'nothing in time', reaction: 'hang', timeoutMs: 60 },
  ] as const)(
    'has an unknown outcome after $name, and is not sent again',
    async ({ reaction, timeoutMs }) => {
      const linkId = await openLinkId(() => reaction, { timeoutMs });
      expect(await linkId.send('LINKID_PHOTO')).toEqual({ kind: 'silent' });
      expect(linkId.at(realName)).toHaveLength(1);
    },
  );
});

describe('polling LinkID with at', () => {
  const waiting = verificationWith({
    provider: 'LINKID',
    method: 'LINKID_PAGE',
    status: 'AWAITING_USER',
    personal: {
      subject: Secret.of({
        realName: '高远',
        certType: 'RESIDENT_ID_CARD',
        identityNo: inventedIdentityNo,
      }),
    },
  });
  const result = (realNameResult: boolean, name = '高远') => ({
    json: {
      code: 200,
      data: { realNameResult, registerData: { name, certType: 1, certNo: inventedIdentityNo } },
    },
  });

  it('sends the token, and stores at', async () => {
    const linkId = await openLinkId(() => result(true));
    expect(await linkId.provider.query?.(waiting, { brought: { at: 'a/t%1?' } })).toEqual({
      kind: 'approved',
      askedBy: { at: 'a/t%1?' },
    });
    expect(linkId.at(realName)).toMatchObject([
      {
        method: 'GET',
        url: `${realName}/query/a%2Ft%251%3F`,
        headers: { authorization: 'Bearer app-token-1' },
      },
    ]);
  });

  it('uses the stored at unless a new one has come', async () => {
    const linkId = await openLinkId(() => result(false));
    const recorded = { ...waiting, references: { at: 'recorded' } };
    expect(await linkId.provider.query?.(recorded, {})).toMatchObject({
      kind: 'rejected',
      failure: { code: 'MISMATCH' },
      askedBy: { at: 'recorded' },
    });
    await linkId.provider.query?.(recorded, { brought: { at: 'new' } });
    expect(linkId.at(realName).map(({ url }) => url.split('/').at(-1))).toEqual(['recorded', 'new']);
  });

  it.each([undefined, '', '.', '..', 'a t', '转', 'x'.repeat(257)])('is impossible with %p', async (at) => {
    const linkId = await openLinkId(() => result(true));
    expect(linkId.provider.query?.(waiting, at === undefined ? {} : { brought: { at } })).toBeNull();
    expect(linkId.received).toEqual([]);
  });

  it("changes nothing if the result is about another person, or the person's data is gone", async () => {
    const linkId = await openLinkId(() => result(true, '别人'));
    const outcome = await linkId.provider.query?.(waiting, { brought: { at: 'at-1' } });
    expect(outcome).toEqual({ kind: 'undecided', message: { code: 'NOT_FOR_THIS' } });
    expect(linkId.tools.lines.some((line) => line.includes('"level":"warn"'))).toBe(true);
    await linkId.close();

    const other = await openLinkId(() => result(true));
    const redacted = { ...waiting, personal: {} };
    expect(await other.provider.query?.(redacted, { brought: { at: 'at-1' } })).toMatchObject({
      kind: 'undecided',
    });
  });

  it.each([
    { name: 'cut', reaction: 'cut', times: 2, kind: 'silent', timeoutMs: 10_000 },
    { name: '503', reaction: { status: 503 }, times: 2, kind: 'silent', timeoutMs: 10_000 },
    { name: 'late', reaction: 'hang', times: 1, kind: 'silent', timeoutMs: 60 },
    {
      name: '404',
      reaction: { status: 404, json: { code: 404 } },
      times: 1,
      kind: 'undecided',
      timeoutMs: 10_000,
    },
    { name: '401', reaction: { status: 401 }, times: 2, kind: 'undecided', timeoutMs: 10_000 },
  ] as const)(
    'is attempted $times time(s) when the answer is $name',
    async ({ reaction, times, kind, timeoutMs }) => {
      const linkId = await openLinkId(() => reaction, { timeoutMs });
      const outcome = await linkId.provider.query?.(waiting, { brought: { at: 'at-1' } });
      expect(outcome).toMatchObject({ kind, askedBy: { at: 'at-1' } });
      expect(linkId.at(realName)).toHaveLength(times);
    },
  );

  it.each([
    { reaction: 'cut', kind: 'silent' },
    { reaction: { status: 400 }, kind: 'undecided' },
  ] as const)('stays without a result while there is no token: $kind', async ({ reaction, kind }) => {
    const linkId = await openLinkId(() => result(true), { sso: () => reaction });
    expect(await linkId.provider.query?.(waiting, { brought: { at: 'at-1' } })).toMatchObject({
      kind,
      askedBy: { at: 'at-1' },
    });
    expect(linkId.at(realName)).toEqual([]);
  });
});

describe('a LinkID application check', () => {
  const { appId, userId } = inputs.LINKID_APP;
  const started = verificationWith({
    provider: 'LINKID',
    method: 'LINKID_APP',
    status: 'AWAITING_USER',
    personal: { memo: Secret.of(inputs.LINKID_APP) },
  });

  it('is started by GET without a token, and its redirect is not followed', async () => {
    const linkId = await openLinkId(() => ({
      status: 302,
      location: '/public/intercept?realNameUrl=https%3A%2F%2Fface.example%2Fa&reason=r&userId=gaoyuan01',
    }));
    expect(await linkId.send('LINKID_APP')).toEqual({
      kind: 'awaitingUser',
      authUrl: 'https://face.example/a',
    });
    expect(linkId.received).toHaveLength(1);
    const [request] = linkId.received;
    const url = new URL(request?.url ?? '', linkId.baseUrl);
    expect(request?.method).toBe('GET');
    expect(request?.headers['authorization']).toBeUndefined();
    expect(url.pathname).toBe(`${appreal}/start/${appId}`);
    expect([...url.searchParams]).toEqual([
      ['service', 'https://app.example/'],
      ['userId', userId],
      ['platform', 'PC'],
    ]);
  });

  it('approves at once a person who need not verify, and is not started twice', async () => {
    const linkId = await openLinkId(() => ({ status: 302, location: 'https://app.example/' }));
    expect(await linkId.send('LINKID_APP')).toEqual({ kind: 'approved' });
    await linkId.close();
    const cut = await openLinkId(() => 'cut');
    expect(await cut.send('LINKID_APP')).toEqual({ kind: 'silent' });
    expect(cut.received).toHaveLength(1);
  });

  it('[2] is polled by start, with the same userId', async () => {
    const linkId = await openLinkId(() => ({ status: 302, location: 'https://app.example/' }));
    expect(await linkId.provider.query?.(started, {})).toEqual({ kind: 'approved' });
    const query = new URLSearchParams({ service: 'https://app.example/', userId, platform: 'PC' });
    expect(linkId.received).toMatchObject([{ method: 'GET', url: `${appreal}/start/${appId}?${query}` }]);
  });

  it('cannot be polled when its parameters are gone', async () => {
    const linkId = await openLinkId(() => 'cut');
    expect(linkId.provider.query?.({ ...started, personal: {} }, {})).toBeNull();
  });

  it("returns an application's last result", async () => {
    const { location } = fixture('linkid/intercept-redirect') as { location: string };
    const linkId = await openLinkId(() => ({ status: 302, location }));
    expect(await linkId.provider.applicationResult?.('app/1', 'PHONE')).toMatchObject({
      passed: false,
      userId: 'admin',
      reason: '实名核身，证件类型不能为空',
    });
    expect(linkId.received[0]?.url).toBe(`${appreal}/result/app%2F1?platform=PHONE`);
  });

  it.each([
    { name: 'no answer', asked: appId, reaction: 'cut', requests: 2 },
    { name: 'a refusal', asked: appId, reaction: { status: 404 }, requests: 1 },
    { name: 'no possible application', asked: '..', reaction: 'cut', requests: 0 },
  ] as const)('returns no result after $name', async ({ asked, reaction, requests }) => {
    const linkId = await openLinkId(() => reaction);
    expect(await linkId.provider.applicationResult?.(asked, 'PC')).toBeNull();
    expect(linkId.received).toHaveLength(requests);
  });
});

describe('the log of LinkID requests', () => {
  it('holds no personal data and no secret, whatever LinkID answers', async () => {
    const person = { name: '别人', certType: '1', certNo: inventedIdentityNo };
    const reactions: readonly Reaction[] = [
      { json: { code: 200, data: { realNameResult: '高远', registerData: person } } },
      { json: { code: 200, data: { realNameResult: true, registerData: person } } },
      { json: { code: `1${inventedIdentityNo}`, message: '高远 13800001234' } },
      { status: 401, json: { message: '高远' } },
      { status: 302, location: `/intercept?reason=${encodeURIComponent('高远')}&userId=gaoyuan01` },
      { status: 302, location: '/?userId=somebody' },
      { raw: `<p>高远 ${inventedIdentityNo}</p>` },
      'cut',
    ];
    const linkId = await openLinkId((_request, count) => reactions[count % reactions.length] ?? 'cut');
    const page = verificationWith({
      method: 'LINKID_PAGE',
      personal: {
        subject: Secret.of({ realName: '高远', certType: 'PASSPORT', identityNo: inventedIdentityNo }),
      },
    });
    const app = verificationWith({
      method: 'LINKID_APP',
      personal: { memo: Secret.of(inputs.LINKID_APP) },
    });
    for (let round = 0; round < 2 * reactions.length; round++) {
      for (const method of Object.keys(inputs) as (keyof typeof inputs)[]) await linkId.send(method);
      await linkId.provider.query?.(page, { brought: { at: 'at-of-gao-yuan' } });
      await linkId.provider.query?.(app, {});
      await linkId.provider.applicationResult?.(inputs.LINKID_APP.appId, 'PC');
    }
    // The place of a redirect is there to be read by an operator.
    const log = linkId.tools.lines.join('\n').replace(/"place":"http:[/][/]127[^"]*"/g, '');
    expect(log).toContain('provider sent a value that its document does not name');
    expect(log).toContain('provider refused the request');
    expect(log).toContain('provider answered what cannot be read');
    const forbidden = [
      ...['高远', '别人', inventedIdentityNo, '13800001234', 'K1234567', 'gaoyuan01', 'somebody', facePhoto],
      ...[
        's3cret',
        'app-token',
        'unguessable',
        'at-of-gao-yuan',
        'app.example',
        '127.0.0.1',
        'client_secret',
      ],
    ];
    expect(forbidden.filter((secret) => log.includes(secret))).toEqual([]);
  });
});
