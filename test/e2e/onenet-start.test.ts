import { signatureOf } from '../sandbox/support/onenet-client';
import { startTestApp, type TestApp } from '../support/app';
import { closeAfterEach } from '../support/closing';
import { fakeAccessKey, openFakeOneNet } from '../support/fake-onenet';

const opened = closeAfterEach();

const start = `mutation ($input: StartOneNetVerificationInput!) {
  startOneNetVerification(input: $input) {
    verification {
      id version provider method status authUrl user { guid } subject { mobileNo realName }
      references { busiSeq } createdAt expiresAt decidedAt
      failure { code providerCode message retryable }
      history { version status cause cursor verification { id } }
    }
    inputErrors { path code message }
  }
}`;

interface Payload {
  readonly startOneNetVerification: {
    readonly verification: Record<string, unknown> | null;
    readonly inputErrors: readonly { path: string[]; code: string; message: string }[];
  };
}

/** What the mutation answers to an input. */
async function answerTo(app: TestApp, input: Record<string, unknown>, headers?: Record<string, string>) {
  const { startOneNetVerification } = await app.query<Payload>(
    start,
    { input: { userId: 38453, phone: '19912349999', ...input } },
    headers,
  );
  return startOneNetVerification;
}

/** Path and code of everything that is wrong with an input. */
async function faultsOf(app: TestApp, input: Record<string, unknown>, headers?: Record<string, string>) {
  const { verification, inputErrors } = await answerTo(app, input, headers);
  expect(verification).toBeNull();
  return inputErrors.map(({ path, code }) => `${path.join('.')} ${code}`);
}

describe('startOneNetVerification', () => {
  it('answers with the page for the person, the reference, and two recorded versions', async () => {
    const app = opened.keep(await startTestApp());

    const { verification, inputErrors } = await answerTo(app, {});

    expect(inputErrors).toEqual([]);
    expect(verification).toMatchObject({
      version: 2,
      provider: 'ONENET',
      method: 'ONENET_PAGE',
      status: 'AWAITING_USER',
      user: { guid: 'dev-user' },
      subject: { mobileNo: '199****9999', realName: null },
      references: { busiSeq: expect.stringMatching(/^OneNET\d+$/) },
      failure: null,
      decidedAt: null,
      history: [
        { version: 1, status: 'PENDING', cause: 'REQUESTED', verification: { id: verification?.['id'] } },
        { version: 2, status: 'AWAITING_USER', cause: 'PROVIDER_RESPONSE' },
      ],
    });
    const page = await fetch(String(verification?.['authUrl']));
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toContain('text/html');
  });

  it('waits a day for the person', async () => {
    const app = opened.keep(await startTestApp());

    const { verification } = await answerTo(app, {});

    const waits =
      Date.parse(String(verification?.['expiresAt'])) - Date.parse(String(verification?.['createdAt']));
    expect(waits).toBe(86_400_000);
  });

  it('sends OneNET the person, a signature of its own making, and an address nobody can guess', async () => {
    const oneNet = opened.keep(await openFakeOneNet());
    const app = opened.keep(await startTestApp({ env: oneNet.env }));

    await answerTo(app, { phone: '+86 199 1234-9999' });
    await answerTo(app, {});

    expect(oneNet.starts).toHaveLength(2);
    const [first, second] = oneNet.starts;
    expect(first).toMatchObject({ userId: 38453, phone: '19912349999' });
    const { version, res, et, method, sign } = Object.fromEntries(new URLSearchParams(first?.authorization));
    expect({ version, res, method }).toEqual({
      version: '2018-10-31',
      res: 'ai-registration',
      method: 'sha256',
    });
    expect(Number(et) * 1000).toBeGreaterThan(Date.now());
    expect(sign).toBe(
      signatureOf(
        { version: '2018-10-31', res: 'ai-registration', et: et ?? '', method: 'sha256' },
        fakeAccessKey,
      ),
    );
    const tokens = [first, second].map((seen) => {
      expect(seen?.callbackUrl.startsWith(`${app.url}/callbacks/onenet/`)).toBe(true);
      return seen?.callbackUrl.slice(`${app.url}/callbacks/onenet/`.length) ?? '';
    });
    expect(tokens[0]).not.toBe(tokens[1]);
    // 128 bits in base64url are 22 characters.
    for (const token of tokens) expect(token).toMatch(/^[\w-]{22,}$/);
  });

  it('gives the address under PUBLIC_URL where there is one', async () => {
    const oneNet = opened.keep(await openFakeOneNet());
    const env = { ...oneNet.env, PUBLIC_URL: 'https://realname.example/sub/' };
    const app = opened.keep(await startTestApp({ env }));

    await answerTo(app, {});

    expect(oneNet.starts[0]?.callbackUrl).toMatch(
      /^https:\/\/realname\.example\/sub\/callbacks\/onenet\/[\w-]+$/,
    );
  });

  it('shows the address of the page to nobody else', async () => {
    const app = opened.keep(await startTestApp());
    const { verification } = await answerTo(app, {});

    const found = await app.query(
      'query ($id: ID!) { verification(id: $id) { authUrl } }',
      { id: verification?.['id'] },
      { 'x-dev-guid': 'stranger', 'x-dev-scopes': 'none' },
    );

    expect(found).toEqual({ verification: null });
  });
});

describe('an input that cannot be accepted', () => {
  it('is refused with everything that is wrong with it, and nothing is sent', async () => {
    const oneNet = opened.keep(await openFakeOneNet());
    const app = opened.keep(await startTestApp({ env: oneNet.env }));
    const mine = { 'x-dev-guid': 'account-of-liu', 'x-dev-scopes': 'realname:read' };

    const faults = await faultsOf(
      app,
      { userId: 0, phone: '1991234', guid: 'account-of-ouyang', idempotencyKey: 'k'.repeat(256) },
      mine,
    );

    expect(faults.sort()).toEqual([
      'guid NOT_ALLOWED',
      'idempotencyKey TOO_LONG',
      'phone MALFORMED',
      'userId OUT_OF_RANGE',
    ]);
    expect(oneNet.starts).toEqual([]);
  });

  it.each([
    ['a negative userId', { userId: -1 }, ['userId OUT_OF_RANGE']],
    ['a blank phone', { phone: ' ' }, ['phone REQUIRED']],
    ['a landline', { phone: '057188888888' }, ['phone MALFORMED']],
    ['a blank guid', { guid: '  ' }, ['guid MALFORMED']],
    ['a guid of 129 characters', { guid: 'g'.repeat(129) }, ['guid TOO_LONG']],
    ['a blank idempotencyKey', { idempotencyKey: '' }, ['idempotencyKey MALFORMED']],
  ])('is one with %s', async (_what, input, expected) => {
    const app = opened.keep(await startTestApp());

    expect(await faultsOf(app, input)).toEqual(expected);
  });

  it('is not repeated in the messages', async () => {
    const app = opened.keep(await startTestApp());

    const { inputErrors } = await answerTo(app, { phone: '1991234567', guid: 'g'.repeat(129) });

    expect(inputErrors).toHaveLength(2);
    expect(JSON.stringify(inputErrors)).not.toMatch(/1991234567|ggg/);
    for (const { message } of inputErrors) expect(message).toMatch(/^[A-Z].*\.$|^guid /);
  });

  it('may name another account where the caller has realname:write', async () => {
    const app = opened.keep(await startTestApp());

    const { verification } = await answerTo(
      app,
      { guid: 'account-of-ouyang' },
      { 'x-dev-guid': 'clerk', 'x-dev-scopes': 'realname:write' },
    );

    expect(verification).toMatchObject({ user: { guid: 'account-of-ouyang' } });
  });

  it('may name the own account without any scope', async () => {
    const app = opened.keep(await startTestApp());

    const { verification } = await answerTo(
      app,
      { guid: 'account-of-liu' },
      { 'x-dev-guid': 'account-of-liu', 'x-dev-scopes': 'none' },
    );

    expect(verification).toMatchObject({ status: 'AWAITING_USER', user: { guid: 'account-of-liu' } });
  });

  it('is any input where the deployment does not offer OneNET', async () => {
    const env = { YUXIN_BASE_URL: 'http://127.0.0.1:9', YUXIN_TOKEN: 't', YUXIN_KEY: 'sixteen bytes !!' };
    const app = opened.keep(await startTestApp({ env }));

    expect(await faultsOf(app, {})).toEqual([' NOT_ALLOWED']);
  });
});

describe('when OneNET does not accept or does not answer', () => {
  it('is FAILED and not worth repeating when it refuses', async () => {
    const app = opened.keep(await startTestApp());

    const { verification } = await answerTo(app, { phone: '19912340008' });

    expect(verification).toMatchObject({
      version: 2,
      status: 'FAILED',
      authUrl: null,
      expiresAt: null,
      failure: { code: 'PROVIDER_REFUSED', providerCode: '10001', retryable: false },
      history: [{ status: 'PENDING' }, { status: 'FAILED', cause: 'PROVIDER_RESPONSE' }],
    });
  });

  it.each([
    ['hangs', '19912340009'],
    ['answers with HTTP 500', '19912340010'],
    ['answers what is not JSON', '19912340011'],
  ])('is FAILED and worth repeating when it %s', async (_what, phone) => {
    const app = opened.keep(await startTestApp({ env: { PROVIDER_TIMEOUT_MS: '200' } }));

    const { verification } = await answerTo(app, { phone });

    expect(verification).toMatchObject({
      version: 2,
      status: 'FAILED',
      authUrl: null,
      failure: { code: 'PROVIDER_UNAVAILABLE', providerCode: null, retryable: true },
    });
  });

  it('is FAILED and worth repeating when nobody listens there', async () => {
    const oneNet = await openFakeOneNet();
    await oneNet.close();
    const app = opened.keep(await startTestApp({ env: oneNet.env }));

    const { verification } = await answerTo(app, {});

    expect(verification).toMatchObject({
      status: 'FAILED',
      failure: { code: 'PROVIDER_UNAVAILABLE', retryable: true },
    });
  });

  it('is sent once and never again by itself', async () => {
    const oneNet = opened.keep(await openFakeOneNet({ beforeAnswer: () => new Promise(() => {}) }));
    const env = { ...oneNet.env, PROVIDER_TIMEOUT_MS: '100', PENDING_TTL_SECONDS: '1' };
    const app = opened.keep(await startTestApp({ env, sweepPauseMs: 5 }));

    const first = await answerTo(app, { idempotencyKey: 'order-1' });
    const second = await answerTo(app, { idempotencyKey: 'order-1' });

    expect(first.verification).toMatchObject({
      status: 'FAILED',
      failure: { code: 'PROVIDER_UNAVAILABLE', retryable: true },
    });
    expect(second).toEqual(first);
    expect(oneNet.starts).toHaveLength(1);
  });

  it('costs nobody else anything', async () => {
    const app = opened.keep(await startTestApp({ env: { PROVIDER_TIMEOUT_MS: '500' } }));
    const order: string[] = [];

    const dead = answerTo(app, { phone: '19912340009' }).then(() => order.push('dead'));
    await answerTo(app, { phone: '19912349999' }).then(() => order.push('alive'));
    await dead;

    expect(order).toEqual(['alive', 'dead']);
  });
});

describe('an idempotency key', () => {
  it('brings the first verification again, and nothing is sent a second time', async () => {
    const oneNet = opened.keep(await openFakeOneNet());
    const app = opened.keep(await startTestApp({ env: oneNet.env }));

    const first = await answerTo(app, { idempotencyKey: 'order-1' });
    const second = await answerTo(app, { idempotencyKey: 'order-1' });

    expect(second).toEqual(first);
    expect(oneNet.starts).toHaveLength(1);
  });

  it('sends once also when the same request comes many times at once', async () => {
    const oneNet = opened.keep(await openFakeOneNet());
    const app = opened.keep(await startTestApp({ env: oneNet.env }));

    const answers = await Promise.all(
      Array.from({ length: 10 }, () => answerTo(app, { idempotencyKey: 'order-1' })),
    );

    expect(new Set(answers.map(({ verification }) => verification?.['id'])).size).toBe(1);
    expect(oneNet.starts).toHaveLength(1);
  });

  it('is refused with other input, and nothing is sent', async () => {
    const oneNet = opened.keep(await openFakeOneNet());
    const app = opened.keep(await startTestApp({ env: oneNet.env }));

    await answerTo(app, { idempotencyKey: 'order-1' });
    const faults = await faultsOf(app, { idempotencyKey: 'order-1', phone: '19912348888' });

    expect(faults).toEqual(['idempotencyKey IDEMPOTENCY_KEY_REUSED']);
    expect(oneNet.starts).toHaveLength(1);
  });

  it('is refused with another account', async () => {
    const app = opened.keep(await startTestApp());

    await answerTo(app, { idempotencyKey: 'order-1' });

    expect(await faultsOf(app, { idempotencyKey: 'order-1', guid: 'account-of-ouyang' })).toEqual([
      'idempotencyKey IDEMPOTENCY_KEY_REUSED',
    ]);
  });

  it("of one caller has nothing to do with another caller's", async () => {
    const app = opened.keep(await startTestApp());

    const first = await answerTo(app, { idempotencyKey: 'order-1' }, { 'x-dev-guid': 'account-of-liu' });
    const second = await answerTo(app, { idempotencyKey: 'order-1' }, { 'x-dev-guid': 'account-of-ouyang' });

    expect(second.verification?.['id']).not.toBe(first.verification?.['id']);
    expect(second.inputErrors).toEqual([]);
  });

  it('is used up also by a request that failed', async () => {
    const app = opened.keep(await startTestApp());

    const first = await answerTo(app, { idempotencyKey: 'order-1', phone: '19912340008' });
    const second = await answerTo(app, { idempotencyKey: 'order-1', phone: '19912340008' });

    expect(first.verification).toMatchObject({ status: 'FAILED' });
    expect(second).toEqual(first);
  });

  it('is not used up by a request that was not accepted', async () => {
    const app = opened.keep(await startTestApp());

    expect(await faultsOf(app, { idempotencyKey: 'order-1', phone: 'no' })).toEqual(['phone MALFORMED']);
    const second = await answerTo(app, { idempotencyKey: 'order-1' });

    expect(second.verification).toMatchObject({ status: 'AWAITING_USER' });
  });

  it('makes two requests of the same input where there is none', async () => {
    const app = opened.keep(await startTestApp());

    const first = await answerTo(app, {});
    const second = await answerTo(app, {});

    expect(second.verification?.['id']).not.toBe(first.verification?.['id']);
  });
});
