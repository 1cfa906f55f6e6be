import {
  type AppAnswer,
  readRedirect,
  resultReading,
  startOutcome,
} from '../../../src/providers/linkid/redirect';
import { fixture } from '../../support/far-end';
import { answered, inventedIdentityNo } from '../samples';

const requestUrl = 'https://sso.example/appreal/public/start/app-1';
const redirect = (location: string | null, status = 302) =>
  readRedirect(answered(undefined, status, location), requestUrl);

const intercept = (query: Readonly<Record<string, string>>) =>
  redirect(`https://sso.example/intercept?${new URLSearchParams(query)}`);

describe('readRedirect', () => {
  it("reads the document's sample, which stops the person", () => {
    const { location } = fixture('linkid/intercept-redirect') as { location: string };
    expect(redirect(location)).toEqual({
      kind: 'told',
      result: {
        passed: false,
        realNameUrl: null,
        qrUrl:
          'https://s10sso.rghall.com.cn/appreal/public/start/62397d04cf978600013ee242' +
          '?service=http%3A%2F%2F172.17.9.115%2Feportal%2Findex.jsp',
        appUrl: 'http://172.17.9.115/eportal/index.jsp',
        userId: 'admin',
        reason: '实名核身，证件类型不能为空',
      },
    });
  });

  it.each([301, 302, 303, 307, 308])('takes HTTP %i to the application as passed', (status) => {
    expect(redirect('https://app.example/?userId=gaoyuan01', status)).toMatchObject({
      kind: 'told',
      result: { passed: true, userId: 'gaoyuan01', reason: null },
    });
  });

  it.each(['/intercept?reason=x', '?realNameUrl=', '//other.example/i?reason='])(
    'reads the relative redirect %s as a stop',
    (location) => {
      expect(redirect(location)).toMatchObject({ kind: 'told', result: { passed: false } });
    },
  );

  it('masks numbers in the reason, and takes only web addresses', () => {
    expect(
      intercept({
        reason: `${inventedIdentityNo} 13800001234`,
        realNameUrl: 'javascript:alert(1)',
        qrUrl: 'weixin://x',
        appUrl: 'app',
      }),
    ).toMatchObject({
      result: { reason: '3***************12 138****1234', realNameUrl: null, qrUrl: null, appUrl: null },
    });
  });

  it.each([
    { name: 'a page', answer: answered(undefined, 200) },
    { name: 'a redirect to nowhere', answer: answered(undefined, 302) },
    { name: 'a redirect that is no address', answer: answered(undefined, 302, 'https://[') },
    { name: 'a redirect into an app', answer: answered(undefined, 302, 'weixin://pass') },
    { name: 'HTTP 304', answer: answered(undefined, 304, 'https://app.example/') },
    { name: 'a Location without a redirect', answer: answered(undefined, 201, 'https://app.example/') },
    { name: 'silence', answer: { kind: 'silent', reason: 'timeout' } as const },
  ])('knows nothing after $name', ({ answer }) => {
    expect(readRedirect(answer, requestUrl).kind).toBe('silent');
  });
});

describe('startOutcome', () => {
  it('approves who need not verify', () => {
    expect(startOutcome(redirect('https://app.example/'))).toEqual({ kind: 'approved' });
  });

  it.each([
    {
      query: { realNameUrl: 'https://face.example/a', qrUrl: 'https://face.example/qr' },
      authUrl: 'https://face.example/a',
    },
    { query: { realNameUrl: '', qrUrl: 'https://face.example/qr' }, authUrl: 'https://face.example/qr' },
    { query: { realNameUrl: 'ftp://x', qrUrl: 'http://face.example/qr' }, authUrl: 'http://face.example/qr' },
  ])('sends the person to $authUrl', ({ query, authUrl }) => {
    expect(startOutcome(intercept({ reason: 'r', ...query }))).toEqual({ kind: 'awaitingUser', authUrl });
  });

  it('fails with the reason where there is nowhere to send the person', () => {
    expect(
      startOutcome(intercept({ reason: '账号 13800001234 未登记', realNameUrl: '', qrUrl: '' })),
    ).toMatchObject({
      kind: 'failed',
      failure: { code: 'OTHER', providerMessage: '账号 138****1234 未登记' },
    });
  });

  it('is refused by a 4xx, and knows nothing after silence', () => {
    expect(startOutcome(redirect(null, 404))).toMatchObject({
      kind: 'failed',
      failure: { code: 'PROVIDER_REFUSED', providerCode: 'HTTP 404' },
    });
    expect(startOutcome({ kind: 'silent' })).toEqual({ kind: 'silent' });
  });
});

describe('resultReading', () => {
  const kindOf = (answer: AppAnswer) => resultReading(answer, 'gaoyuan01').outcome.kind;

  it('approves the person whose check has passed', () => {
    expect(kindOf(redirect('https://app.example/'))).toBe('approved');
    expect(kindOf(redirect('https://app.example/?userId=gaoyuan01'))).toBe('approved');
  });

  it('decides nothing by a check of somebody else', () => {
    expect(resultReading(redirect('https://app.example/?userId=somebody'), 'gaoyuan01')).toMatchObject({
      outcome: { kind: 'undecided' },
      unnamed: { field: 'userId' },
    });
  });

  it('waits on while the person is stopped, or LinkID refuses to say', () => {
    expect(kindOf(intercept({ reason: 'not yet', userId: 'gaoyuan01' }))).toBe('undecided');
    expect(kindOf(redirect(null, 403))).toBe('undecided');
    expect(kindOf({ kind: 'silent' })).toBe('silent');
  });
});
