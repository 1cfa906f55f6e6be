import { startTestApp, type TestApp } from '../../support/app';
import { closeAfterEach } from '../../support/closing';
import { type FakeLinkId, openFakeLinkId, refuse } from '../../support/fake-linkid';
import { ouyang } from '../../support/people';
import { visit } from './browser';
import { answerTo, as, changes, faults, lin, redirectUri, started, startedPage } from './operations';

const opened = closeAfterEach();

async function open(options: Parameters<typeof openFakeLinkId>[0] = {}, env: Record<string, string> = {}) {
  const linkId = opened.keep(await openFakeLinkId(options));
  const app = opened.keep(await startTestApp({ env: { ...linkId.env, ...env } }));
  return { linkId, app };
}

describe('startLinkIdVerification', () => {
  it('returns the page for the person, and records two versions', async () => {
    const app = opened.keep(await startTestApp());

    const verification = await startedPage(app);

    expect(verification).toMatchObject({
      version: 2,
      method: 'LINKID_PAGE',
      status: 'AWAITING_USER',
      references: { at: null },
      subject: { realName: '林**', certType: 'RESIDENT_ID_CARD', identityNo: '3***************39' },
      failure: null,
      decidedAt: null,
    });
    expect(changes(verification)).toEqual(['PENDING REQUESTED', 'AWAITING_USER PROVIDER_RESPONSE']);
    const page = await visit(verification.authUrl);
    expect(page.status).toBe(200);
    expect(page.text).not.toContain(lin.name);
  });

  it("sends the document's body, with our own return address encoded", async () => {
    const { linkId, app } = await open();

    await startedPage(app, { extra: { param1: '参数1', nested: { list: [1, null] } } });

    const [page] = linkId.pages;
    expect(page).toEqual({
      type: '2',
      data: {
        name: lin.name,
        certType: '1',
        certNo: lin.certNo,
        param1: '参数1',
        nested: { list: [1, null] },
      },
      redirectUri: expect.any(String),
    });
    const sent = page?.redirectUri ?? '';
    expect(sent).toBe(encodeURIComponent(decodeURIComponent(sent)));
    const address = decodeURIComponent(sent);
    expect(address.startsWith(`${app.url}/returns/linkid/`)).toBe(true);
    // 128 bits in base64url are 22 characters.
    expect(address.slice(`${app.url}/returns/linkid/`.length)).toMatch(/^[\w-]{22,}$/);
    expect(linkId.received.at(-1)?.headers).toMatchObject({
      authorization: 'Bearer linkid-token-1',
      'content-type': 'application/json; charset=utf-8',
    });
  });

  it('creates a new return address for every verification', async () => {
    const { linkId, app } = await open();

    await Promise.all([startedPage(app), startedPage(app)]);

    expect(new Set(linkId.pages.map((page) => page.redirectUri)).size).toBe(2);
  });

  it('builds the return address on PUBLIC_URL if it is set', async () => {
    const { linkId, app } = await open({}, { PUBLIC_URL: 'https://realname.example/sub/' });

    await startedPage(app);

    expect(decodeURIComponent(linkId.pages[0]?.redirectUri ?? '')).toMatch(
      /^https:\/\/realname\.example\/sub\/returns\/linkid\/[\w-]{22,}$/,
    );
  });

  it.each([
    ['HK_MACAO_TRAVEL_PERMIT', 'H12345678', '15'],
    ['HK_MACAO_RESIDENCE_PERMIT', '810000199408230021', '16'],
    ['TAIWAN_RESIDENCE_PERMIT', '830000199201300022', '17'],
    ['TAIWAN_TRAVEL_PERMIT', '12345678', '8'],
    ['PASSPORT', 'K1234567', 'A'],
    ['OTHER', 'No. 7', 'Z'],
  ])("sends %s as LinkID's number for it", async (certType, certNo, wire) => {
    const { linkId, app } = await open();

    await startedPage(app, { certType, certNo });

    expect(linkId.pages[0]?.data).toEqual({ name: lin.name, certType: wire, certNo: expect.any(String) });
  });

  it('sends one request for an idempotency key used twice, and refuses the key with other input', async () => {
    const { linkId, app } = await open();

    const first = await answerTo(app, 'page', { idempotencyKey: 'visit-1' });
    const second = await answerTo(app, 'page', { idempotencyKey: 'visit-1' });
    const other = await answerTo(app, 'page', { idempotencyKey: 'visit-1', extra: { step: 2 } });

    expect(second).toEqual(first);
    expect(faults(other)).toEqual(['idempotencyKey IDEMPOTENCY_KEY_REUSED']);
    expect(linkId.pages).toHaveLength(1);
  });

  it('is disabled if LinkID is not configured', async () => {
    const env = { YUXIN_BASE_URL: 'http://127.0.0.1:9', YUXIN_TOKEN: 't', YUXIN_KEY: 'sixteen bytes !!' };
    const app = opened.keep(await startTestApp({ env }));

    expect(faults(await answerTo(app, 'page'))).toEqual([' NOT_ALLOWED']);
  });
});

describe('a LinkID page input', () => {
  it('is refused with all errors at once, and nothing is sent', async () => {
    const { linkId, app } = await open();

    const answer = await answerTo(
      app,
      'page',
      {
        name: '',
        certNo: `${lin.certNo.slice(0, 17)}8`,
        redirectUri: 'https://evil.example/',
        extra: { certNo: ouyang.identityNo },
        guid: 'account-of-ouyang',
        idempotencyKey: ' ',
      },
      as('account-of-lin'),
    );

    expect(faults(answer)).toEqual([
      'certNo CHECK_DIGIT',
      'extra NOT_ALLOWED',
      'guid NOT_ALLOWED',
      'idempotencyKey MALFORMED',
      'name REQUIRED',
      'redirectUri NOT_ALLOWED',
    ]);
    expect(JSON.stringify(answer)).not.toMatch(/3301021|evil/);
    expect(linkId.received).toEqual([]);
  });

  it('is refused if it leads off REDIRECT_ALLOWLIST, to loopback included', async () => {
    const env = { REDIRECT_ALLOWLIST: 'https://app.example,https://m.example:8443' };
    const { linkId, app } = await open({}, env);
    const answers = (addresses: readonly string[]) =>
      Promise.all(addresses.map((address) => answerTo(app, 'page', { redirectUri: address })));

    const right = await answers(['https://app.example/done', 'https://m.example:8443/']);
    const wrong = await answers([
      'http://app.example/',
      'https://app.example:8443/',
      'https://m.example/',
      'https://app.example.evil.example/',
      'https://app.example@evil.example/',
      redirectUri,
    ]);

    expect(right.map(({ verification }) => verification?.status)).toEqual(['AWAITING_USER', 'AWAITING_USER']);
    expect(wrong.flatMap(faults)).toEqual(Array(6).fill('redirectUri NOT_ALLOWED'));
    expect(linkId.pages).toHaveLength(2);
  });
});

describe('a redirect address without REDIRECT_ALLOWLIST', () => {
  let linkId: FakeLinkId;
  let app: TestApp;
  beforeAll(async () => {
    linkId = await openFakeLinkId();
    app = await startTestApp({ env: linkId.env });
  });
  afterAll(async () => {
    await app.close();
    await linkId.close();
  });

  it.each([
    'https://evil.example/app/done',
    'http://127.0.0.1@evil.example/',
    'http://127.0.0.1:80@evil.example/',
    'http://127.0.0.1.evil.example/',
    'http://localhost.evil.example/',
    'http://evil.example/?next=http://127.0.0.1/',
    'http://evil.example#127.0.0.1',
    '//evil.example/',
    'http://user:secret@127.0.0.1/',
    'javascript:alert(1)//127.0.0.1',
    'data:text/html,127.0.0.1',
    'http:\\\\127.0.0.1\\done',
    'http://127.0.0.1\t.evil.example/',
    '/app/done',
  ])('is not allowed as %s', async (address) => {
    const before = linkId.received.length;

    const [fault] = faults(await answerTo(app, 'page', { redirectUri: address }));

    // A readable address is not allowed; one that different parsers read differently is malformed.
    expect(fault).toMatch(/^redirectUri (NOT_ALLOWED|MALFORMED)$/);
    if (/^[^\\\t]+:\/\/[^\\\t]+$/.test(address)) expect(fault).toBe('redirectUri NOT_ALLOWED');
    expect(linkId.received).toHaveLength(before);
  });

  it.each([
    'http://127.0.0.1:8080/done',
    'http://127.12.0.1/',
    'http://localhost:3000/a?b=c',
    'http://[::1]/',
  ])('is not allowed on loopback: %s', async (address) => {
    await startedPage(app, { redirectUri: address });
  });
});

describe('a LinkID page that cannot be started', () => {
  it.each([
    ['refuses', refuse(999), { code: 'PROVIDER_REFUSED', providerCode: '999', retryable: false }],
    ['answers with HTTP 500', { status: 500 }, { code: 'PROVIDER_UNAVAILABLE', retryable: true }],
    ['answers what is not JSON', { raw: '<p>502</p>' }, { code: 'PROVIDER_UNAVAILABLE', retryable: true }],
    ['cuts the connection', 'cut', { code: 'PROVIDER_UNAVAILABLE', retryable: true }],
    ['never answers', 'hang', { code: 'PROVIDER_UNAVAILABLE', retryable: true }],
    [
      'gives an address that no browser may open',
      { json: { code: 200, message: 'OK', data: 'javascript:alert(1)' } },
      { code: 'PROVIDER_UNAVAILABLE', retryable: true },
    ],
  ] as const)('is FAILED, and not sent again, when LinkID %s', async (_what, reaction, failure) => {
    const { linkId, app } = await open({ page: () => reaction }, { PROVIDER_TIMEOUT_MS: '600' });

    const verification = await started(app, 'page');

    expect(verification).toMatchObject({ version: 2, status: 'FAILED', authUrl: null, failure });
    expect(linkId.pages).toHaveLength(1);
  });

  it('keeps the return address out of the message when a refusal repeats it', async () => {
    const { app } = await open({
      page: ({ body }) => refuse(400, `bad redirectUri in ${decodeURIComponent(body)}`),
    });

    const verification = await started(app, 'page');

    expect(verification.failure).toMatchObject({
      providerMessage: expect.stringContaining('bad redirectUri'),
    });
    expect(JSON.stringify(verification)).not.toMatch(/\/returns\/linkid\/[\w-]{22}/);
    expect(JSON.stringify(app.logLines)).not.toMatch(/\/returns\/linkid\/[\w-]{22}/);
  });
});
