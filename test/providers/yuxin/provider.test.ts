import { createDecipheriv } from 'node:crypto';
import { identityNoCheckDigit } from '../../../src/domain/certificate-number';
import { Secret } from '../../../src/domain/secret';
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

describe('MOBILE_OWNER', () => {
  it('introduces itself as the contract names it', () => {
    const { provider, method } = providerAt('http://127.0.0.1:9');
    expect(provider.name).toBe('YUXIN');
    expect(provider.push).toBeUndefined();
    expect(provider.query).toBeUndefined();
    expect(method).toMatchObject({ name: 'MOBILE_OWNER', mutation: 'verifyMobileOwner', deferred: false });
    expect(method.door).toBeUndefined();
  });

  it('reports all that is wrong with an input at once, without repeating it', () => {
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

  it('refuses a birthday that has not come yet', () => {
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
  ])('calls for an operator when Yuxin refuses us (%#)', async (reaction, providerCode) => {
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
        message: 'provider refuses us',
      }),
    ]);
  });

  it("shows neither token, name nor numbers of the request in Yuxin's words, escaped or cut off", async () => {
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
  ])('keeps a code that is also how the number %s… begins', async (beginning, errorCode) => {
    const first17 = `${beginning}01`;
    farEnd = await openFarEnd(() => json({ errorCode }));
    const { method } = providerAt(farEnd.baseUrl);
    const checked = method.check({ ...person, idCard: first17 + identityNoCheckDigit(first17) });
    if (!checked.ok) throw new Error('expected the input to pass');
    const outcome = await checked.value.send({ verificationId: 'v1', guid: 'g1' });
    expect(outcome).toMatchObject({ failure: { providerCode: errorCode } });
  });

  it.each([
    [{ errorCode: 777 }, '"errorCode":"777"'],
    [{ errorCode: 200, returnCode: 10009 }, '"returnCode":"10009"'],
    [{ errorCode: `${person.userName} ${person.idCard}` }, '"errorCode":"*** '],
  ])('leaves undecided, and logs, the code that no document names in %j', async (body, field) => {
    const { outcome, lines } = await verify(json(body));
    expect(outcome.kind).toBe('undecided');
    const warnings = lines.filter((line) => line.includes('"level":"warn"'));
    expect(warnings).toEqual([expect.stringContaining(field)]);
    expect(warnings.join()).not.toContain(person.idCard);
  });

  it.each<[string, Reaction, number | undefined]>([
    ['never answers', 'hang', 50],
    ['cuts the connection', 'break', undefined],
    ['answers 503, even with a body', json({ errorCode: 200, returnCode: 10000 }, 503), undefined],
    ['answers with a web page', page(200), undefined],
    ['answers without an errorCode', json({ ok: true }), undefined],
  ])('is silent, having asked once, when Yuxin %s', async (_case, reaction, timeoutMs) => {
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
  ])('logs nothing personal and no secret on %s', async (_case, reaction) => {
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
