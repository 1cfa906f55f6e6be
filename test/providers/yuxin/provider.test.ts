import { createDecipheriv } from 'node:crypto';
import { identityNoCheckDigit } from '../../../src/domain/input/certificate-number';
import { Secret } from '../../../src/domain/privacy/secret';
import { createYuxinProvider } from '../../../src/providers/yuxin/provider';
import { type FarEnd, openFarEnd, type Reaction, recordTools } from '../../support/far-end';

const now = new Date('2026-03-01T08:00:00.000Z');
const idCard = ((first17) => first17 + identityNoCheckDigit(first17))('33010619780228001');
const person = { idCard, userName: '钱试验', mobileNo: '13900001111' };
const token = 'open+token/=&';
const keyText = '0123456789abcdef';

const json = (body: unknown, status = 200): Reaction => ({ status, json: body });
const page = (status: number): Reaction => ({ status, raw: '<h1>gateway</h1>' });

let farEnd: FarEnd | undefined;
afterEach(async () => {
  await farEnd?.close();
  farEnd = undefined;
});

type Encoding = 'base64' | 'hex';

function providerAt(baseUrl: string, timeoutMs?: number, encoding: Encoding = 'base64') {
  const tools = recordTools(timeoutMs, now);
  const settings = {
    baseUrl,
    token: Secret.of(token),
    key: Secret.of(keyText),
    cipher: 'aes-128-cbc',
    encoding,
  };
  const provider = createYuxinProvider(settings, tools);
  const [method] = provider.methods;
  if (!method) throw new Error('expected a method');
  return { provider, method, lines: tools.lines };
}

async function verify(reaction: Reaction, timeoutMs?: number, encoding?: Encoding) {
  farEnd = await openFarEnd(() => reaction);
  const { method, lines } = providerAt(farEnd.baseUrl, timeoutMs, encoding);
  const checked = method.check({ ...person, mobileNo: '139-0000-1111' });
  if (!checked.ok) throw new Error('expected the input to pass');
  const outcome = await checked.value.send({ verificationId: 'v1', guid: 'g1' });
  return { outcome, lines, received: farEnd.received, subject: checked.value.subject };
}

describe('the method MOBILE_OWNER', () => {
  it('has the name and mutation of the contract', () => {
    const { provider, method } = providerAt('http://127.0.0.1:9');
    expect(provider.name).toBe('YUXIN');
    expect(provider.push).toBeUndefined();
    expect(provider.query).toBeUndefined();
    expect(method).toMatchObject({ name: 'MOBILE_OWNER', mutation: 'verifyMobileOwner', deferred: false });
    expect(method.address).toBeUndefined();
  });

  it('reports all errors of an input at once, without repeating it', () => {
    const { method } = providerAt('http://127.0.0.1:9');
    const wrongDigit = idCard.slice(0, 17) + (idCard.endsWith('1') ? '2' : '1');
    const checked = method.check({ idCard: wrongDigit, userName: null, mobileNo: '12' });
    expect(checked).toMatchObject({
      ok: false,
      errors: [
        { path: ['idCard'], code: 'CHECK_DIGIT' },
        { path: ['userName'], code: 'REQUIRED' },
        { path: ['mobileNo'], code: 'MALFORMED' },
      ],
    });
    expect(JSON.stringify(checked)).not.toContain(wrongDigit);
  });

  it('refuses a birthday in the future', () => {
    const first17 = '33010620270101001';
    const { method } = providerAt('http://127.0.0.1:9');
    expect(method.check({ ...person, idCard: first17 + identityNoCheckDigit(first17) })).toMatchObject({
      ok: false,
      errors: [{ path: ['idCard'], code: 'MALFORMED' }],
    });
  });

  it.each<Encoding>(['base64', 'hex'])('sends token, iv and logon as a form, in %s', async (encoding) => {
    const { received, subject } = await verify(
      json({ errorCode: 200, returnCode: 10000 }),
      undefined,
      encoding,
    );
    expect(received).toHaveLength(1);
    const [request] = received;
    expect(request).toMatchObject({ method: 'POST', url: '/api/personalInfo/verifyMobile' });
    expect(request?.headers['content-type']).toMatch(/^application\/x-www-form-urlencoded/);
    const form = new URLSearchParams(request?.body);
    expect([...form.keys()]).toEqual(['token', 'iv', 'logon']);
    expect(form.get('token')).toBe(token);
    const iv = Buffer.from(form.get('iv') ?? '', encoding);
    const decipher = createDecipheriv('aes-128-cbc', keyText, iv);
    const logon = decipher.update(form.get('logon') ?? '', encoding, 'utf8') + decipher.final('utf8');
    expect(logon).toBe(`{"idCard":"${idCard}","userName":"钱试验","loginphone":"13900001111"}`);
    expect(subject).toEqual({
      realName: '钱试验',
      certType: 'RESIDENT_ID_CARD',
      identityNo: idCard,
      mobileNo: '13900001111',
    });
  });

  it.each([
    [{ errorCode: '200', returnCode: '10000' }, 'approved'],
    [{ errorCode: '200', returnCode: '10001' }, 'rejected'],
    [{ errorCode: '308', returnCode: '0' }, 'failed'],
  ])('answers %j with %s', async (body, kind) => {
    const { outcome, lines } = await verify(json(body));
    expect(outcome.kind).toBe(kind);
    expect(lines.filter((line) => !line.includes('"level":"debug"'))).toEqual([]);
  });

  it.each<[Reaction, string]>([
    [json({ errorCode: '105', errorDetail: `无效token ${token}`, returnCode: '' }), '105'],
    [json({ errorCode: 312 }, 400), '312'],
    [page(401), 'HTTP 401'],
  ])('warns the operator when Yuxin refuses us (%#)', async (reaction, providerCode) => {
    const { outcome, lines, received } = await verify(reaction);
    expect(outcome).toMatchObject({ kind: 'failed', failure: { code: 'PROVIDER_REFUSED', providerCode } });
    expect(received).toHaveLength(1);
    const errors = lines.filter((line) => line.includes('"level":"error"'));
    expect(errors).toEqual([
      JSON.stringify({
        level: 'error',
        provider: 'YUXIN',
        call: 'verifyMobile',
        providerCode,
        message: 'provider refused the request',
      }),
    ]);
  });

  it("shows neither token, name nor numbers of the request in Yuxin's message, escaped or truncated", async () => {
    const words = async (errorDetail: string) => {
      const { outcome } = await verify(json({ errorCode: 306, errorDetail }));
      await farEnd?.close();
      return 'failure' in outcome ? outcome.failure.providerMessage : undefined;
    };
    const inForm = new URLSearchParams({ token }).toString();
    expect(await words(`${token}: 钱试验 ${idCard} 13900001111`)).toBe(
      '***: 钱** 3***************19 139****1111',
    );
    expect(await words(`${inForm} ${encodeURIComponent('钱试验')}`)).toBe('token=*** 钱**');
    expect(await words(`${'x'.repeat(491)}${token}`)).toBe(`${'x'.repeat(491)}***`);
  });

  it.each([
    ['310101197802280', '310'],
    ['500101197802280', '500'],
  ])('keeps a code that is also the beginning of the number %s…', async (beginning, errorCode) => {
    const first17 = `${beginning}01`;
    farEnd = await openFarEnd(() => json({ errorCode }));
    const { method } = providerAt(farEnd.baseUrl);
    const checked = method.check({ ...person, idCard: first17 + identityNoCheckDigit(first17) });
    if (!checked.ok) throw new Error('expected the input to pass');
    const outcome = await checked.value.send({ verificationId: 'v1', guid: 'g1' });
    expect(outcome).toMatchObject({ failure: { providerCode: errorCode } });
  });

  it.each([
    [{ errorCode: 777 }, '"field":"errorCode","value":"777"'],
    [{ errorCode: 200, returnCode: 10009 }, '"field":"returnCode","value":"10009"'],
    [{ errorCode: `${person.userName} ${person.idCard}` }, '"field":"errorCode","value":"*** '],
  ])('[2] a code that no table names is UNDETERMINED, and logged: %j', async (body, field) => {
    const { outcome, lines } = await verify(json(body));
    expect(outcome).toMatchObject({ kind: 'failed', failure: { code: 'UNDETERMINED', retryable: true } });
    const warnings = lines.filter((line) => line.includes('"level":"warn"'));
    expect(warnings).toEqual([expect.stringContaining(field)]);
    expect(warnings.join()).not.toContain(person.idCard);
  });

  it("[2] INVALID_INPUT from Yuxin's 306 about logon says in the log which settings may be why", async () => {
    const { outcome, lines } = await verify(
      json({ errorCode: '306', errorDetail: '请求参数logon为空或格式错误', returnCode: '0' }),
    );
    expect(outcome).toMatchObject({ kind: 'failed', failure: { code: 'INVALID_INPUT' } });
    expect(lines.filter((line) => line.includes('"level":"warn"'))).toEqual([
      expect.stringContaining('"setting":"YUXIN_CIPHER, YUXIN_ENCODING, YUXIN_IV, YUXIN_KEY"'),
    ]);

    const other = await verify(json({ errorCode: '306', errorDetail: '请求参数userName为空或格式错误' }));
    expect(other.lines.filter((line) => line.includes('"level":"warn"'))).toEqual([]);
  });

  it.each<[string, Reaction, number | undefined]>([
    ['never answers', 'hang', 50],
    ['cuts the connection', 'break', undefined],
    ['answers 503, even with a body', json({ errorCode: 200, returnCode: 10000 }, 503), undefined],
    ['answers with a web page', page(200), undefined],
    ['answers without an errorCode', json({ ok: true }), undefined],
  ])('has an unknown outcome, and sends once, when Yuxin %s', async (_case, reaction, timeoutMs) => {
    const { outcome, lines, received } = await verify(reaction, timeoutMs);
    expect(outcome).toEqual({ kind: 'silent' });
    expect(received).toHaveLength(1);
    expect(lines.some((line) => line.includes('"level":"warn"'))).toBe(true);
  });

  it.each<[string, Reaction]>([
    ['approval', json({ errorCode: 200, returnCode: 10000 })],
    ['refusal', json({ errorCode: 105, errorDetail: `${token} ${person.userName} ${person.idCard}` })],
    ['an unnamed code', json({ errorCode: `${person.mobileNo} ${token}` })],
    ['nonsense', page(200)],
    ['silence', 'break'],
  ])('logs no personal data and no secret on %s', async (_case, reaction) => {
    const { lines, received } = await verify(reaction);
    const form = new URLSearchParams(received[0]?.body);
    const log = lines.join('\n');
    expect(log).not.toBe('');
    const secrets = [
      ...Object.values(person),
      token,
      keyText,
      form.get('iv'),
      form.get('logon'),
      '127.0.0.1',
    ];
    for (const secret of secrets) expect(log).not.toContain(secret);
  });
});
