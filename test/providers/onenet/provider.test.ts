import { Secret } from '../../../src/domain/privacy/secret';
import { createOneNetProvider } from '../../../src/providers/onenet/provider';
import { type FarEnd, openFarEnd, type Reaction, recordTools } from '../../support/far-end';

const now = new Date('2026-03-01T08:00:00.000Z');
const keyText = 'KuF3NT/jUBJ62LNBB/A8XZA9CqS3Cu79B/ABmfA1UCw=';
const callbackToken = 'tOkEn-0123456789abcdef';
const callbackUrl = Secret.of(`https://realname.example/callbacks/onenet/${callbackToken}`);
const success = {
  errno: 0,
  error: 'succ',
  data: { busi_seq: 'OneNET1', auth_url: 'https://onenet.example/p?s=1' },
};

const json = (body: unknown, status = 200): Reaction => ({ status, json: body });
const page = (status: number): Reaction => ({ status, raw: '<h1>gateway</h1>' });

let farEnd: FarEnd | undefined;
afterEach(async () => {
  await farEnd?.close();
  farEnd = undefined;
});

function providerAt(baseUrl: string, timeoutMs?: number) {
  const tools = recordTools(timeoutMs, now);
  const settings = { baseUrl, accessKey: Secret.of(keyText), signMethod: 'sha256' } as const;
  const provider = createOneNetProvider(settings, tools);
  const [method] = provider.methods;
  if (!method) throw new Error('expected a method');
  return { provider, method, lines: tools.lines };
}

async function start(reaction: Reaction, timeoutMs?: number) {
  farEnd = await openFarEnd(() => reaction);
  const { method, lines } = providerAt(farEnd.baseUrl, timeoutMs);
  const checked = method.check({ userId: 38453, phone: '+86 139 0000 1111' });
  if (!checked.ok) throw new Error('expected the input to pass');
  const outcome = await checked.value.send({ verificationId: 'v1', guid: 'g1', callbackUrl });
  return { outcome, lines, received: farEnd.received, subject: checked.value.subject };
}

describe('the method ONENET_PAGE', () => {
  it('has the name and mutation of the contract', () => {
    const { provider, method } = providerAt('http://127.0.0.1:9');
    expect(provider).toMatchObject({ name: 'ONENET', push: expect.anything() });
    expect(provider.query).toBeUndefined();
    expect(method).toMatchObject({
      name: 'ONENET_PAGE',
      mutation: 'startOneNetVerification',
      deferred: true,
      address: 'callback',
    });
  });

  it('reports all errors of an input at once', () => {
    const { method } = providerAt('http://127.0.0.1:9');
    expect(method.check({ userId: 0, phone: ' ' })).toMatchObject({
      ok: false,
      errors: [
        { path: ['userId'], code: 'OUT_OF_RANGE' },
        { path: ['phone'], code: 'REQUIRED' },
      ],
    });
  });

  it('sends the documented request, signed for the next five minutes', async () => {
    const { received, subject } = await start(json(success));
    expect(received).toHaveLength(1);
    const [request] = received;
    expect(request).toMatchObject({ method: 'POST', url: '/real_name_reg/auth_url' });
    expect(request?.headers['content-type']).toMatch(/^application\/json/);
    expect(JSON.parse(request?.body ?? '')).toEqual({
      user_id: 38453,
      phone: '13900001111',
      callback_url: callbackUrl.reveal(),
    });
    expect(subject).toEqual({ mobileNo: '13900001111' });
    const authorization = new URLSearchParams(String(request?.headers['authorization']));
    expect([...authorization.keys()]).toEqual(['version', 'res', 'et', 'method', 'sign']);
    expect(authorization.get('et')).toBe(String(now.getTime() / 1000 + 300));
    expect(authorization.get('method')).toBe('sha256');
  });

  it('returns the page for the person and the reference of its pushes', async () => {
    const { outcome } = await start(json(success));
    expect(outcome).toMatchObject({
      kind: 'awaitingUser',
      authUrl: success.data.auth_url,
      references: { busiSeq: 'OneNET1' },
    });
  });

  it("fails with the code of a refusal, which is logged without OneNET's message", async () => {
    const error = `bad phone 13900001111 for ${callbackUrl.reveal()}`;
    const { outcome, lines } = await start(json({ errno: 10403, error }, 403));
    expect(outcome).toMatchObject({
      kind: 'failed',
      failure: { code: 'PROVIDER_REFUSED', providerCode: '10403', retryable: false },
    });
    expect(lines.join('\n')).toContain('"providerCode":"10403"');
    expect(lines.join('\n')).not.toContain('bad phone');
  });

  it.each([
    [
      `cannot reach ${callbackUrl.reveal()} of 13900001111`,
      'cannot reach https://realname.example/callbacks/onenet/*** of 139****1111',
    ],
    [`${'x'.repeat(490)}${callbackToken}`, `${'x'.repeat(490)}***`],
  ])(
    "shows neither a phone number nor the callback address in OneNET's message %j",
    async (error, providerMessage) => {
      const { outcome } = await start(json({ errno: 9, error }));
      expect(outcome).toMatchObject({ failure: { providerMessage } });
    },
  );

  it.each<[string, Reaction, number | undefined]>([
    ['never answers', 'hang', 50],
    ['cuts the connection', 'break', undefined],
    ['answers 500, even with a body', json(success, 500), undefined],
    ['answers with a web page', page(200), undefined],
    ['answers without the documented fields', json({ ok: true }), undefined],
    ['sends us elsewhere', page(302), undefined],
  ])('has an unknown outcome, and sends once, when OneNET %s', async (_case, reaction, timeoutMs) => {
    const { outcome, lines, received } = await start(reaction, timeoutMs);
    expect(outcome).toEqual({ kind: 'silent' });
    expect(received).toHaveLength(1);
    expect(lines.some((line) => line.includes('"level":"warn"'))).toBe(true);
  });

  it.each<[string, Reaction]>([
    ['success', json(success)],
    ['refusal', json({ errno: 1, error: `13900001111 ${callbackToken}` })],
    ['nonsense', page(200)],
    ['silence', 'break'],
  ])('logs no personal data and no secret on %s', async (_case, reaction) => {
    const { lines, received } = await start(reaction);
    const sign = new URLSearchParams(String(received[0]?.headers['authorization'])).get('sign');
    const log = lines.join('\n');
    expect(log).not.toBe('');
    for (const secret of [
      '13900001111',
      '38453',
      callbackToken,
      keyText,
      sign,
      'onenet.example',
      '127.0.0.1',
    ]) {
      expect(log).not.toContain(secret);
    }
  });

  it('throws without its callback address, which is an internal error', async () => {
    const { method } = providerAt('http://127.0.0.1:9');
    const checked = method.check({ userId: 1, phone: '13900001111' });
    if (!checked.ok) throw new Error('expected the input to pass');
    const { send } = checked.value;
    await expect(async () => send({ verificationId: 'v1', guid: 'g1' })).rejects.toThrow('callback address');
  });
});
