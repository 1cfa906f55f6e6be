import { certTypeCodes, wireIdentityOf } from '../../../src/providers/linkid/identity';
import {
  isUnauthorised,
  pageBody,
  photoBody,
  readPageAnswer,
  readPhotoAnswer,
  readQueryAnswer,
} from '../../../src/providers/linkid/wire';
import { fixture } from '../../support/far-end';
import { answered, inventedIdentityNo } from '../samples';

const identity = { name: '高远', certType: '1', certNo: inventedIdentityNo };
const returnUrl = 'https://us.example/returns/linkid/unguessable-token';

const nonsense = [
  { name: 'silence', answer: { kind: 'silent', reason: 'timeout' } as const },
  { name: 'no JSON', answer: answered(undefined) },
  { name: 'a list', answer: answered([1]) },
  { name: 'no code', answer: answered({ data: 'https://page.example/' }) },
  { name: 'a redirect', answer: answered({ code: 200, data: {} }, 302, '/login') },
];

describe('pageBody', () => {
  it("has the form of the document's sample, with the return address encoded", () => {
    const extra = { param1: '参数1', param2: '参数2' };
    const body = JSON.parse(pageBody({ ...identity, extra, returnUrl }));
    const sample = fixture('linkid/auth-request') as { data: object };
    expect(body).toEqual({
      ...sample,
      data: { ...identity, ...sample.data },
      redirectUri: 'https%3A%2F%2Fus.example%2Freturns%2Flinkid%2Funguessable-token',
    });
  });

  it("lets no parameter of the application replace the person's", () => {
    const body = pageBody({ ...identity, extra: { name: '别人' }, returnUrl });
    expect(JSON.parse(body).data).toEqual(identity);
  });
});

describe('photoBody', () => {
  it("has the form of the document's sample", () => {
    const parameters = { name: 'xxx', certType: '', certNo: '', idPicture: 'xxxxxxx/xxx/jpg' };
    expect(JSON.parse(photoBody(parameters))).toEqual(fixture('linkid/validate-request'));
  });
});

describe('readPageAnswer', () => {
  it("reads the page's address from the document's sample", () => {
    expect(readPageAnswer(answered(fixture('linkid/auth-answer'))).outcome).toEqual({
      kind: 'awaitingUser',
      authUrl: 'https://self-server.example/public/xxx.html',
    });
  });

  it.each([
    ...nonsense,
    ...[
      null,
      '',
      'nowhere',
      'javascript:alert(1)',
      'https://a b.example/',
      { url: 'https://page.example/' },
    ].map((data) => ({ name: `data ${JSON.stringify(data)}`, answer: answered({ code: 200, data }) })),
  ])('has an unknown outcome after $name', ({ answer }) => {
    expect(readPageAnswer(answer).outcome).toEqual({ kind: 'silent' });
  });

  it.each([
    { body: { code: 500, message: '服务未开通' }, status: 200, code: '500', words: '服务未开通' },
    { body: { code: 'E1', message: null }, status: 200, code: 'E1', words: null },
    { body: { code: 403, message: 'no' }, status: 403, code: '403', words: 'no' },
    { body: undefined, status: 404, code: 'HTTP 404', words: null },
    {
      body: { code: 1, message: `${inventedIdentityNo}?` },
      status: 200,
      code: '1',
      words: '3***************12?',
    },
  ])('is refused by HTTP $status with $body', ({ body, status, code, words }) => {
    expect(readPageAnswer(answered(body, status)).outcome).toMatchObject({
      kind: 'failed',
      failure: { code: 'PROVIDER_REFUSED', providerCode: code, providerMessage: words, retryable: false },
    });
  });
});

describe('readPhotoAnswer', () => {
  it("approves by the document's sample", () => {
    expect(readPhotoAnswer(answered(fixture('linkid/validate-answer'))).outcome).toEqual({
      kind: 'approved',
    });
  });

  it.each([
    { realNameResult: 'true', kind: 'approved' },
    { realNameResult: 1, kind: 'approved' },
    { realNameResult: false, kind: 'rejected' },
    { realNameResult: 'false', kind: 'rejected' },
    { realNameResult: '0', kind: 'rejected' },
  ])('reads $realNameResult as $kind', ({ realNameResult, kind }) => {
    expect(readPhotoAnswer(answered({ code: '200', data: { realNameResult } })).outcome.kind).toBe(kind);
  });

  it.each([
    { realNameResult: 'UNKNOWN', value: 'UNKNOWN' },
    { realNameResult: '高远', value: '(string)' },
    { realNameResult: null, value: '(null)' },
    { realNameResult: undefined, value: '(undefined)' },
  ])('decides nothing by $realNameResult and notes it', ({ realNameResult, value }) => {
    expect(readPhotoAnswer(answered({ code: 200, data: { realNameResult } }))).toMatchObject({
      outcome: { kind: 'failed', failure: { code: 'UNDETERMINED', retryable: true } },
      oddities: [{ field: 'realNameResult', value }],
    });
  });

  it.each([...nonsense, { name: 'no data', answer: answered({ code: 200 }) }])(
    'has an unknown outcome after $name',
    ({ answer }) => {
      expect(readPhotoAnswer(answer).outcome).toEqual({ kind: 'silent' });
    },
  );

  it('is a refusal for any other code', () => {
    expect(readPhotoAnswer(answered({ code: 405, message: 'no' })).outcome).toMatchObject({
      kind: 'failed',
      failure: { code: 'PROVIDER_REFUSED', providerCode: '405' },
    });
  });
});

describe('readQueryAnswer', () => {
  const registerData = { ...identity, param1: '参数1' };
  const read = (data: unknown, sent: typeof identity | null = identity) =>
    readQueryAnswer(answered({ code: 200, data }), sent).outcome;

  it("reads the document's sample, which names no person", () => {
    const sample = answered(fixture('linkid/query-answer'));
    expect(readQueryAnswer(sample, { name: 'xxx', certType: '', certNo: '' }).outcome.kind).toBe('undecided');
  });

  it('approves and rejects the identity that was sent', () => {
    expect(read({ realNameResult: true, registerData })).toEqual({ kind: 'approved' });
    expect(read({ realNameResult: false, registerData })).toMatchObject({
      kind: 'rejected',
      failure: { code: 'MISMATCH' },
    });
  });

  it('accepts a number as certType, and decomposed letters', () => {
    const sent = { ...identity, name: 'Zoë Müller' };
    const returned = { ...registerData, certType: 1, name: 'Zoe\u0308 Mu\u0308ller' };
    expect(read({ realNameResult: true, registerData: returned }, sent)).toEqual({ kind: 'approved' });
  });

  const rare = { ...identity, name: '王𠮷' };
  const dotted = { ...identity, name: '阿卜来提·如则托合提' };
  const latin = { ...identity, name: 'Anna Muster', certType: 'A', certNo: 'C01X00T47' };
  it.each([
    { name: 'certType in two digits', sent: identity, returned: { certType: '01' } },
    { name: 'certType that is empty', sent: identity, returned: { certType: '' } },
    { name: 'certType that is absent', sent: identity, returned: { certType: undefined } },
    {
      name: 'certNo with a small x',
      sent: { ...identity, certNo: '42011119960229109X' },
      returned: { certNo: '42011119960229109x' },
    },
    {
      name: 'certNo in groups',
      sent: identity,
      returned: { certNo: identity.certNo.replace(/.{6}/g, '$& ') },
    },
    { name: 'another dot', sent: dotted, returned: { name: '阿卜来提•如则托合提' } },
    { name: 'capital letters', sent: latin, returned: { ...latin, name: 'ANNA MUSTER' } },
    { name: 'two blanks', sent: latin, returned: { ...latin, name: 'Anna  Muster' } },
    { name: 'a rare character as ?', sent: rare, returned: { name: '王?' } },
    { name: 'a rare character as ??', sent: rare, returned: { name: '王??' } },
  ])('[2] approves the identity that was sent if it comes back with $name', ({ sent, returned }) => {
    const registered = { ...registerData, ...sent, ...returned };
    expect(read({ realNameResult: true, registerData: registered }, sent)).toEqual({ kind: 'approved' });
    expect(read({ realNameResult: true, registerData: JSON.stringify(registered) }, sent)).toEqual({
      kind: 'approved',
    });
  });

  it.each([
    { name: 'a masked number', registerData: { ...registerData, certNo: '3***************12' } },
    { name: 'a name of question marks', registerData: { ...registerData, name: '??' } },
    { name: 'another name', registerData: { ...registerData, name: '高远远' } },
    { name: 'another kind of certificate', registerData: { ...registerData, certType: '15' } },
    { name: 'another number', registerData: { ...registerData, certNo: '420106199208153341' } },
    { name: 'no number', registerData: { name: '高远', certType: '1' } },
    { name: 'nothing', registerData: undefined },
    { name: 'text', registerData: '高远' },
  ])('decides nothing by a result about $name', ({ registerData: returned }) => {
    for (const realNameResult of [true, false]) {
      expect(read({ realNameResult, registerData: returned })).toEqual({
        kind: 'undecided',
        message: { code: 'NOT_FOR_THIS' },
      });
    }
  });

  it("decides nothing if the person's data is gone", () => {
    expect(read({ realNameResult: true, registerData }, null).kind).toBe('undecided');
  });

  it.each([
    { body: { code: 404, message: 'unknown at' }, status: 200 },
    { body: { code: 404 }, status: 404 },
    { body: undefined, status: 400 },
  ])('decides nothing after a refusal with HTTP $status and $body', ({ body, status }) => {
    expect(readQueryAnswer(answered(body, status), identity)).toMatchObject({
      outcome: { kind: 'undecided' },
      oddities: [{ field: 'code' }],
    });
  });

  it.each([...nonsense, { name: 'no data', answer: answered({ code: 200, data: null }) }])(
    'has an unknown outcome after $name',
    ({ answer }) => {
      expect(readQueryAnswer(answer, identity).outcome).toEqual({ kind: 'silent' });
    },
  );
});

describe('isUnauthorised', () => {
  it.each([
    { status: 401, body: undefined, expected: true },
    { status: 200, body: { code: 401 }, expected: true },
    { status: 403, body: { code: 401 }, expected: false },
    { status: 200, body: { code: 200 }, expected: false },
  ])('is $expected for HTTP $status with $body', ({ status, body, expected }) => {
    expect(isUnauthorised(answered(body, status))).toBe(expected);
  });
});

describe('wireIdentityOf', () => {
  it.each(Object.entries(certTypeCodes))('writes %s as %s', (certType, code) => {
    const subject = { realName: '高远', certType: certType as keyof typeof certTypeCodes, identityNo: 'N1' };
    expect(wireIdentityOf(subject)).toEqual({ name: '高远', certType: code, certNo: 'N1' });
  });

  it.each([undefined, {}, { realName: '高远' }, { realName: '高远', identityNo: 'N1' }])(
    'is null for an incomplete identity: %j',
    (subject) => {
      expect(wireIdentityOf(subject)).toBeNull();
    },
  );
});

describe('[2] a token is dead', () => {
  it.each([
    [{ error: 'invalid_token', error_description: 'expired' }, 200],
    [{ error: 'invalid_token' }, 400],
    [{ code: '401' }, 200],
    [{ code: 403 }, 401],
  ])('after %j with HTTP %i', (body, status) => {
    expect(isUnauthorised(answered(body, status))).toBe(true);
  });

  it.each([
    [{ error: 'server_error' }],
    [{ code: 200, data: { error: 'invalid_token' } }],
    ['invalid_token'],
    [null],
  ])('but not after %j', (body) => {
    expect(isUnauthorised(answered(body))).toBe(false);
  });
});
