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

/** The mutation's answer to an input. */
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
  it('returns the page for the person and the reference, and records two versions', async () => {
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

  it('expires after a day', async () => {
    const app = opened.keep(await startTestApp());

    const { verification } = await answerTo(app, {});

    const waits =
      Date.parse(String(verification?.['expiresAt'])) - Date.parse(String(verification?.['createdAt']));
    expect(waits).toBe(86_400_000);
  });

  it('sends OneNET the person, its own signature, and an unguessable callback address', async () => {
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

  it('builds the callback address on PUBLIC_URL if it is set', async () => {
    const oneNet = opened.keep(await openFakeOneNet());
    const env = { ...oneNet.env, PUBLIC_URL: 'https://realname.example/sub/' };
    const app = opened.keep(await startTestApp({ env }));

    await answerTo(app, {});

    expect(oneNet.starts[0]?.callbackUrl).toMatch(
      /^https:\/\/realname\.example\/sub\/callbacks\/onenet\/[\w-]+$/,
    );
  });

  it('shows the address of the page to the person only', async () => {
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

describe('a OneNET input', () => {
  it('is refused with all errors at once, and nothing is sent', async () => {
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
  ])('is refused with %s', async (_what, input, expected) => {
    const app = opened.keep(await startTestApp());

    expect(await faultsOf(app, input)).toEqual(expected);
  });

  it('is not repeated in the error messages', async () => {
    const app = opened.keep(await startTestApp());

    const { inputErrors } = await answerTo(app, { phone: '1991234567', guid: 'g'.repeat(129) });

    expect(inputErrors).toHaveLength(2);
    expect(JSON.stringify(inputErrors)).not.toMatch(/1991234567|ggg/);
    for (const { message } of inputErrors) expect(message).toMatch(/^[A-Z].*\.$|^guid /);
  });

  it('may name another account with realname:write', async () => {
    const app = opened.keep(await startTestApp());

    const { verification } = await answerTo(
      app,
      { guid: 'account-of-ouyang' },
      { 'x-dev-guid': 'clerk', 'x-dev-scopes': 'realname:write' },
    );

    expect(verification).toMatchObject({ user: { guid: 'account-of-ouyang' } });
  });

  it("may name the caller's own account without any scope", async () => {
    const app = opened.keep(await startTestApp());

    const { verification } = await answerTo(
      app,
      { guid: 'account-of-liu' },
      { 'x-dev-guid': 'account-of-liu', 'x-dev-scopes': 'none' },
    );

    expect(verification).toMatchObject({ status: 'AWAITING_USER', user: { guid: 'account-of-liu' } });
  });

  it('is refused if OneNET is not configured', async () => {
    const env = { YUXIN_BASE_URL: 'http://127.0.0.1:9', YUXIN_TOKEN: 't', YUXIN_KEY: 'sixteen bytes !!' };
    const app = opened.keep(await startTestApp({ env }));

    expect(await faultsOf(app, {})).toEqual([' NOT_ALLOWED']);
  });
});

describe('a OneNET verification that cannot be started', () => {
  it('is FAILED and not retryable if OneNET refuses', async () => {
    const app = opened.keep(await startTestApp());

    const { verification } = await answerTo(app, { phone: '15415400008' });

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
    ['hangs', '15415400009'],
    ['answers with HTTP 500', '15415400010'],
    ['answers what is not JSON', '15415400011'],
  ])('is FAILED and retryable if OneNET %s', async (_what, phone) => {
    const app = opened.keep(await startTestApp({ env: { PROVIDER_TIMEOUT_MS: '600' } }));

    const { verification } = await answerTo(app, { phone });

    expect(verification).toMatchObject({
      version: 2,
      status: 'FAILED',
      authUrl: null,
      failure: { code: 'PROVIDER_UNAVAILABLE', providerCode: null, retryable: true },
    });
  });

  it('is FAILED and retryable if the connection is refused', async () => {
    const oneNet = await openFakeOneNet();
    await oneNet.close();
    const app = opened.keep(await startTestApp({ env: oneNet.env }));

    const { verification } = await answerTo(app, {});

    expect(verification).toMatchObject({
      status: 'FAILED',
      failure: { code: 'PROVIDER_UNAVAILABLE', retryable: true },
    });
  });

  it('is sent once and never repeated automatically', async () => {
    const oneNet = opened.keep(await openFakeOneNet({ beforeAnswer: () => new Promise(() => {}) }));
    const env = { ...oneNet.env, PROVIDER_TIMEOUT_MS: '400', PENDING_TTL_SECONDS: '1' };
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

  it('affects no other caller', async () => {
    const app = opened.keep(await startTestApp({ env: { PROVIDER_TIMEOUT_MS: '500' } }));
    const order: string[] = [];

    const dead = answerTo(app, { phone: '15415400009' }).then(() => order.push('dead'));
    await answerTo(app, { phone: '19912349999' }).then(() => order.push('alive'));
    await dead;

    expect(order).toEqual(['alive', 'dead']);
  });
});

describe('an idempotency key of a OneNET verification', () => {
  it('returns the first verification again, and nothing is sent a second time', async () => {
    const oneNet = opened.keep(await openFakeOneNet());
    const app = opened.keep(await startTestApp({ env: oneNet.env }));

    const first = await answerTo(app, { idempotencyKey: 'order-1' });
    const second = await answerTo(app, { idempotencyKey: 'order-1' });

    expect(second).toEqual(first);
    expect(oneNet.starts).toHaveLength(1);
  });

  it('sends one request for many concurrent ones', async () => {
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

  it('is refused for another account', async () => {
    const app = opened.keep(await startTestApp());

    await answerTo(app, { idempotencyKey: 'order-1' });

    expect(await faultsOf(app, { idempotencyKey: 'order-1', guid: 'account-of-ouyang' })).toEqual([
      'idempotencyKey IDEMPOTENCY_KEY_REUSED',
    ]);
  });

  it('is scoped to its caller', async () => {
    const app = opened.keep(await startTestApp());

    const first = await answerTo(app, { idempotencyKey: 'order-1' }, { 'x-dev-guid': 'account-of-liu' });
    const second = await answerTo(app, { idempotencyKey: 'order-1' }, { 'x-dev-guid': 'account-of-ouyang' });

    expect(second.verification?.['id']).not.toBe(first.verification?.['id']);
    expect(second.inputErrors).toEqual([]);
  });

  it('is used up by a request that failed', async () => {
    const app = opened.keep(await startTestApp());

    const first = await answerTo(app, { idempotencyKey: 'order-1', phone: '15415400008' });
    const second = await answerTo(app, { idempotencyKey: 'order-1', phone: '15415400008' });

    expect(first.verification).toMatchObject({ status: 'FAILED' });
    expect(second).toEqual(first);
  });

  it('is not used up by a request with invalid input', async () => {
    const app = opened.keep(await startTestApp());

    expect(await faultsOf(app, { idempotencyKey: 'order-1', phone: 'no' })).toEqual(['phone MALFORMED']);
    const second = await answerTo(app, { idempotencyKey: 'order-1' });

    expect(second.verification).toMatchObject({ status: 'AWAITING_USER' });
  });

  it('is optional: without it, two requests of the same input are two verifications', async () => {
    const app = opened.keep(await startTestApp());

    const first = await answerTo(app, {});
    const second = await answerTo(app, {});

    expect(second.verification?.['id']).not.toBe(first.verification?.['id']);
  });
});
