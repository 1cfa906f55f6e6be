import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { startTestApp, type TestApp } from '../../support/app';
import { closeAfterEach } from '../../support/closing';
import { openFakeYuxin } from '../../support/fake-yuxin';
import { openFarEnd } from '../../support/far-end';
import { gbk } from '../../support/gbk';
import { as, facePhoto, lin } from './operations';

const opened = closeAfterEach();

const sandboxToken = 'sandbox-linkid-source-token';
const phone = '19912343333';
/** The document's own request (linkid.md, section 四) about a person. */
const asked = {
  metaData: { appId: 'xxx', privateKey: 'xxx', publicKey: '' },
  parameters: { name: lin.name, certType: '1', certNo: lin.certNo, face: facePhoto },
};

interface SourceAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** Asks as LinkID does. Text is sent as it is. */
async function ask(
  app: TestApp,
  body: unknown,
  headers: Record<string, string> = { authorization: `Bearer ${sandboxToken}` },
): Promise<SourceAnswer> {
  const response = await fetch(`${app.url}/providers/linkid/source`, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

const about = (parameters: Record<string, unknown>) => ({
  ...asked,
  parameters: { ...asked.parameters, ...parameters },
});

function bsnOf({ body }: SourceAnswer): string {
  return (body as { data: { bsn: string } }).data.bsn;
}

async function recorded(app: TestApp, id: string, headers?: Record<string, string>) {
  const { verification } = await app.query<{ verification: Record<string, unknown> | null }>(
    `query ($id: ID!) {
      verification(id: $id) {
        id version provider method status user { guid } references { bsn }
        subject { realName certType identityNo mobileNo }
        failure { code } history { version status cause }
      }
    }`,
    { id },
    headers,
  );
  return verification;
}

async function countRecorded(app: TestApp): Promise<number> {
  const { verifications } = await app.query<{ verifications: { nodes: unknown[] } }>(
    '{ verifications { nodes { id } } }',
  );
  return verifications.nodes.length;
}

describe('/providers/linkid/source with the sandbox as its source', () => {
  it("answers the document's request in the document's form", async () => {
    const app = opened.keep(await startTestApp());

    const answer = await ask(app, asked);

    expect(answer).toEqual({
      status: 200,
      body: { code: 200, message: 'OK', data: { result: true, failReason: '', bsn: expect.any(String) } },
    });
    expect(await recorded(app, bsnOf(answer))).toMatchObject({
      id: bsnOf(answer),
      version: 2,
      provider: 'LINKID',
      method: 'LINKID_PHOTO',
      status: 'APPROVED',
      user: null,
      references: { bsn: bsnOf(answer) },
      subject: {
        realName: '林**',
        certType: 'RESIDENT_ID_CARD',
        identityNo: '3***************39',
        mobileNo: null,
      },
      history: [
        { version: 1, status: 'PENDING', cause: 'REQUESTED' },
        { version: 2, status: 'APPROVED', cause: 'PROVIDER_RESPONSE' },
      ],
    });
  });

  it('answers no with a reason, and records it', async () => {
    const app = opened.keep(await startTestApp());

    const answer = await ask(app, about({ name: '沙箱失败' }));

    expect(answer).toMatchObject({
      status: 200,
      body: { code: 200, data: { result: false, failReason: expect.stringMatching(/\S/) } },
    });
    expect(await recorded(app, bsnOf(answer))).toMatchObject({
      status: 'REJECTED',
      user: null,
      failure: { code: 'MISMATCH' },
    });
  });

  it('is visible with realname:read only', async () => {
    const app = opened.keep(await startTestApp());
    const bsn = bsnOf(await ask(app, asked));

    expect(await recorded(app, bsn, as('clerk', 'realname:read'))).toMatchObject({ id: bsn });
    for (const scopes of ['none', 'realname:write', 'realname:reveal', 'realname:redact']) {
      expect(await recorded(app, bsn, as('anybody', scopes))).toBeNull();
    }
    expect(await recorded(app, bsn, as('another', 'none'))).toBeNull();
    const entities = await app.query(
      'query ($id: ID!) { _entities(representations: [{ __typename: "Verification", id: $id }]) { __typename } }',
      { id: bsn },
      as('anybody'),
    );
    expect(entities).toEqual({ _entities: [null] });
  });

  it('reads the body as JSON whatever its content type', async () => {
    const app = opened.keep(await startTestApp());
    const headers = { authorization: `Bearer ${sandboxToken}`, 'content-type': 'text/plain' };

    expect(await ask(app, asked, headers)).toMatchObject({ status: 200, body: { data: { result: true } } });
  });

  it.each([
    ['after a byte order mark', (text: string) => Buffer.from(`\ufeff${text}`), {}],
    ['in GBK', gbk, { 'content-type': 'application/json;charset=GBK' }],
    ['compressed', (text: string) => gzipSync(text), { 'content-encoding': 'gzip' }],
  ])('[2] answers a body %s', async (_how, write, headers) => {
    const app = opened.keep(await startTestApp());
    const response = await fetch(`${app.url}/providers/linkid/source`, {
      method: 'POST',
      headers: { authorization: `Bearer ${sandboxToken}`, 'content-type': 'application/json', ...headers },
      body: Buffer.from(write(JSON.stringify(asked))),
    });

    expect(await response.json()).toMatchObject({ code: 200, data: { result: true } });
  });

  it('accepts a face as large as a photo may be, and refuses a much larger one without reading it', async () => {
    const app = opened.keep(await startTestApp());
    const largest = Buffer.alloc(2 * 1024 * 1024, 1).toString('base64');

    expect(await ask(app, about({ face: largest }))).toMatchObject({ body: { data: { result: true } } });
    expect(await announce(app, 64 * 1024 * 1024)).toBe(413);
  });

  it('keeps no face or number in plain text in the store or in the log', async () => {
    const app = opened.keep(await startTestApp());

    const answer = await ask(app, asked);

    const part = facePhoto.slice(100, 140);
    const shown = await app.query(
      `mutation ($id: ID!) {
        revealPersonalInfo(input: { verificationId: $id, purpose: "to see what is kept of it" }) {
          personalInfo { realName certType identityNo mobileNo address birthday relatives { outid } }
        }
      }`,
      { id: bsnOf(answer) },
    );
    expect(JSON.stringify(shown)).toContain(lin.certNo);
    expect(JSON.stringify(shown)).not.toContain(part);
    const log = JSON.stringify(app.logLines);
    expect(log).toContain('verification changed');
    for (const secret of [part, lin.name, lin.certNo, sandboxToken]) expect(log).not.toContain(secret);
  });

  it("is called by the sandbox's LinkID for a demonstration", async () => {
    const app = opened.keep(await startTestApp());

    const response = await fetch(`${app.sandboxUrl}/linkid-server/sandbox/ask-source`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ url: `${app.url}/providers/linkid/source`, parameters: asked.parameters }),
    });

    const answer = (await response.json()) as SourceAnswer;
    expect(answer).toMatchObject({ status: 200, body: { code: 200, data: { result: true } } });
    expect(await recorded(app, bsnOf(answer))).toMatchObject({ status: 'APPROVED', user: null });
  });
});

describe('/providers/linkid/source for a request that it cannot check', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app.close());

  it.each([
    ['a name that is missing', { name: undefined }, /name/],
    ['a number with a wrong check digit', { certNo: `${lin.certNo.slice(0, 17)}8` }, /check|character/i],
    ['a kind of certificate that no source knows', { certType: 'A' }, /certType/],
    ['a kind of certificate that is empty', { certType: '' }, /certType/],
    ['values of other types', { name: 7, certNo: ['x'], certType: {} }, /name/],
  ])(
    '[2] gives no verdict on %s: 503 with a message that says so, and nothing is recorded',
    async (_what, changed, reason) => {
      const answer = await ask(app, about(changed));

      expect(answer).toMatchObject({ status: 503, body: { code: 503, data: null } });
      const { message } = answer.body as { message: string };
      expect(message).toMatch(reason);
      expect(message).not.toMatch(/3301021993|林/);
      expect(await countRecorded(app)).toBe(0);
    },
  );

  it.each([
    ['no header', {}],
    ['another token', { authorization: 'Bearer another-token' }],
    ['the token without its last character', { authorization: `Bearer ${sandboxToken.slice(0, -1)}` }],
    ['the token twice', { authorization: `Bearer ${sandboxToken} ${sandboxToken}` }],
    ['the bare token', { authorization: sandboxToken }],
    ['another scheme', { authorization: `Basic ${sandboxToken}` }],
    ['an empty token', { authorization: 'Bearer ' }],
  ])('refuses %s with 401, before it reads the body', async (_what, headers: Record<string, string>) => {
    for (const body of [asked, '{"parameters": {"name": "林试三"', '[]']) {
      expect(await ask(app, body, headers)).toEqual({
        status: 401,
        body: { code: 401, message: 'Unauthorized', data: null },
      });
    }
    expect(await countRecorded(app)).toBe(0);
  });

  it.each([
    ['what is not JSON', '{"parameters": {"name": "林试三"'],
    ['nothing', ''],
    ['a list', '[]'],
    ['null', 'null'],
    ['no parameters', { metaData: {} }],
    ['parameters that are text', { parameters: '林试三' }],
    ['parameters that are a list', { parameters: ['林试三'] }],
  ])('answers %s with 400 in the same form, without repeating it', async (_what, body) => {
    expect(await ask(app, body)).toEqual({
      status: 400,
      body: { code: 400, message: expect.any(String), data: null },
    });
    expect(JSON.stringify(await ask(app, body))).not.toContain('林');
    expect(await countRecorded(app)).toBe(0);
  });
});

describe('/providers/linkid/source with Yuxin as its source', () => {
  const key = Buffer.from('sixteen bytes !!');
  const token = 'a token of our own';

  async function openWithYuxin() {
    const yuxin = opened.keep(await openFakeYuxin({ cipher: 'aes-128-cbc', key, encoding: 'base64' }));
    const env = {
      LINKID_SOURCE_VIA: 'yuxin',
      LINKID_SOURCE_TOKEN: 'our-source-token',
      YUXIN_BASE_URL: yuxin.baseUrl,
      YUXIN_TOKEN: token,
      YUXIN_KEY: key.toString(),
    };
    const app = opened.keep(await startTestApp({ env }));
    return { yuxin, app, headers: { authorization: 'Bearer our-source-token' } };
  }

  it('asks Yuxin about name, number and phone, and sends no face', async () => {
    const { yuxin, app, headers } = await openWithYuxin();

    const answer = await ask(app, about({ phone }), headers);

    expect(answer).toMatchObject({
      status: 200,
      body: { code: 200, data: { result: true, failReason: '' } },
    });
    expect(yuxin.checks.map(({ logon }) => logon)).toEqual([
      { idCard: lin.certNo, userName: lin.name, loginphone: phone },
    ]);
    expect(await recorded(app, bsnOf(answer))).toMatchObject({
      provider: 'YUXIN',
      method: 'MOBILE_OWNER',
      status: 'APPROVED',
      user: null,
      subject: { realName: '林**', mobileNo: '199****3333' },
    });
  });

  it.each([
    ['is missing', {}],
    ['is null', { phone: null }],
    ['is blank', { phone: ' ' }],
    ['is no phone', { phone: '12' }],
  ])(
    '[2] without a phone HTTP 503 and a message that says so; Yuxin is not asked: it %s',
    async (_what, changed) => {
      const { yuxin, app, headers } = await openWithYuxin();

      expect(await ask(app, about(changed), headers)).toEqual({
        status: 503,
        body: { code: 503, message: expect.stringContaining('phone'), data: null },
      });
      expect(yuxin.checks).toEqual([]);
      expect(await countRecorded(app)).toBe(0);
    },
  );

  it('accepts the configured token and no longer the published one', async () => {
    const { app } = await openWithYuxin();

    expect(await ask(app, about({ phone }))).toMatchObject({ status: 401, body: { code: 401 } });
  });

  it("[2] `code:200` only for a verdict: Yuxin's 10001 is a no, with its reason", async () => {
    const app = opened.keep(await startTestApp({ env: { LINKID_SOURCE_VIA: 'yuxin' } }));

    const answer = await ask(app, about({ phone: '15415400001' }));

    expect(answer).toMatchObject({
      status: 200,
      body: { code: 200, data: { result: false, failReason: expect.stringMatching(/belong/) } },
    });
    expect(await recorded(app, bsnOf(answer))).toMatchObject({
      status: 'REJECTED',
      user: null,
      provider: 'YUXIN',
    });
  });

  it.each([
    ['cannot tell (10002)', { json: { errorCode: '200', returnCode: '10002' } }],
    ['knows no such person (308)', { json: { errorCode: '308' } }],
    ['has no balance left (312)', { json: { errorCode: '312' } }],
    ['answers a code that no table names (316)', { json: { errorCode: '316' } }],
    ['answers HTTP 500', { status: 500, raw: 'oops' }],
    ['answers HTML', { raw: '<html>Welcome</html>' }],
    ['cuts the connection', 'cut' as const],
  ])('[2] silence, refusal and "cannot tell" are 503, with data null: Yuxin %s', async (_what, reaction) => {
    const yuxin = opened.keep(await openFarEnd(() => reaction));
    const env = {
      LINKID_SOURCE_VIA: 'yuxin',
      LINKID_SOURCE_TOKEN: 'our-source-token',
      YUXIN_BASE_URL: yuxin.baseUrl,
      YUXIN_TOKEN: token,
      YUXIN_KEY: key.toString(),
    };
    const app = opened.keep(await startTestApp({ env }));

    expect(await ask(app, about({ phone }), { authorization: 'Bearer our-source-token' })).toEqual({
      status: 503,
      body: { code: 503, message: expect.stringMatching(/^[A-Z].*\.$/), data: null },
    });
    expect(await countRecorded(app)).toBe(1);
  });
});

describe('/providers/linkid/source without a configured source', () => {
  it('is 404 for every caller', async () => {
    const env = {
      YUXIN_BASE_URL: 'http://127.0.0.1:9',
      YUXIN_TOKEN: 't',
      YUXIN_KEY: 'sixteen bytes !!',
      LINKID_SOURCE_TOKEN: 'our-source-token',
    };
    const app = opened.keep(await startTestApp({ env }));

    for (const headers of [{}, { authorization: 'Bearer our-source-token' }]) {
      expect(await ask(app, asked, headers)).toEqual({
        status: 404,
        body: { error: 'Not found.' },
      });
    }
  });
});

/** Announces a body of that size, sends none of it, and gives the status that comes back. */
function announce(app: TestApp, size: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      `${app.url}/providers/linkid/source`,
      {
        method: 'POST',
        headers: {
          authorization: `Bearer ${sandboxToken}`,
          'content-type': 'application/json',
          'content-length': size,
        },
      },
      (answer) => {
        resolve(answer.statusCode);
        outgoing.destroy();
      },
    );
    outgoing.once('error', reject);
    outgoing.flushHeaders();
  });
}
