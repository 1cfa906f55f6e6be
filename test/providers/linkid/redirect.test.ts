import {
  type AppAnswer,
  applicationResultOf,
  laterReading,
  readResult,
  readStart,
  startReading,
} from '../../../src/providers/linkid/redirect';
import { fixture } from '../../support/far-end';
import { answered, inventedIdentityNo } from '../samples';

const service = 'https://app.example/eportal/index.jsp?from=sso&step=1';
const started = (location: string | null, status = 302) =>
  readStart(answered(undefined, status, location), service);

const intercept = (query: Readonly<Record<string, string>>) =>
  started(`https://sso.example/intercept?${new URLSearchParams(query)}`);

const sample = fixture('linkid/intercept-redirect') as { location: string };

describe('[2] a start passes if LinkID redirects to the application', () => {
  it.each([301, 302, 303, 307, 308])(
    'with its origin, its path and every parameter of its query, by HTTP %i',
    (status) => {
      expect(started(service, status).kind).toBe('passed');
    },
  );

  it.each([
    ['more parameters', `${service}&ticket=ST-1`],
    ['its parameters in another order', 'https://app.example/eportal/index.jsp?step=1&x=2&from=sso'],
    ['a fragment', `${service}#top`],
  ])('with %s', (_what, location) => {
    expect(started(location).kind).toBe('passed');
  });

  it('whose own address has a parameter that marks a stop', () => {
    const own = 'https://app.example/?reason=visit#/home?qrUrl=x';
    expect(readStart(answered(undefined, 302, own), own).kind).toBe('passed');
    expect(readStart(answered(undefined, 302, `${own}&reason=y`), own).kind).toBe('stopped');
    expect(readStart(answered(undefined, 302, 'https://app.example/?reason=other'), own).kind).toBe(
      'stopped',
    );
  });
});

describe('[2] any other response to a start', () => {
  it.each([
    ['an https upgrade', 'http://app.example/eportal/index.jsp?from=sso&step=1', service],
    ['a slash added', service, 'https://app.example/eportal/index.jsp/?from=sso&step=1'],
    ['a parameter lost', service, 'https://app.example/eportal/index.jsp?from=sso'],
    ['a parameter changed', service, 'https://app.example/eportal/index.jsp?from=sso&step=2'],
    ['a parameter sent twice that came once', `${service}&step=1`, service],
    ['another port', service, 'https://app.example:8443/eportal/index.jsp?from=sso&step=1'],
    ['another path', service, 'https://app.example/eportal/?from=sso&step=1'],
    ['a user name', service, 'https://me@app.example/eportal/index.jsp?from=sso&step=1'],
    ['a CAS login', service, `https://sso.example/login?service=${encodeURIComponent(service)}`],
    ['a CAS login with a session', service, 'https://sso.example/cas/login;jsessionid=AB12?service=x'],
    ["a firewall's page", service, 'http://waf.example/block?id=77'],
    ['an error page', service, 'https://sso.example/public/client/error?code=500&msg=oops'],
    ['an address in an app', service, 'weixin://pass'],
  ])('is treated as no answer: %s', (_what, sent, location) => {
    const answer = readStart(answered(undefined, 301, location), sent);
    expect(answer.kind).toBe('elsewhere');
    expect(startReading(answer).outcome).toEqual({ kind: 'silent' });
    expect(laterReading(answer).outcome).toEqual({ kind: 'silent' });
  });

  it.each([
    { name: 'a page', answer: answered(undefined, 200) },
    { name: 'a redirect to nowhere', answer: answered(undefined, 302) },
    { name: 'HTTP 304', answer: answered(undefined, 304, service) },
    { name: 'a Location without a redirect', answer: answered(undefined, 201, service) },
    { name: 'no answer', answer: { kind: 'silent', reason: 'timeout' } as const },
  ])('is treated as no answer: $name', ({ answer }) => {
    expect(readStart(answer, service).kind).toBe('silent');
  });
});

describe('[2] a start is stopped if LinkID redirects with realNameUrl, qrUrl or reason', () => {
  it("as in the document's sample", () => {
    expect(started(sample.location)).toEqual({
      kind: 'stopped',
      page: {
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

  it('after #', () => {
    const spa = sample.location.replace('/public/client', '/public/#/client');
    expect(started(spa)).toEqual(started(sample.location));
    expect(started('https://sso.example/#reason=no')).toMatchObject({
      kind: 'stopped',
      page: { reason: 'no' },
    });
  });

  it.each(['realNameUrl', 'qrUrl', 'reason'])('even if %s is empty', (name) => {
    expect(started(`https://sso.example/i?${name}=`).kind).toBe('stopped');
    expect(started(`${service}&${name}=`).kind).toBe('stopped');
  });

  it('and then has the numbers in the reason masked, and only web addresses', () => {
    expect(
      intercept({
        reason: `${inventedIdentityNo} 13800001234`,
        realNameUrl: 'javascript:alert(1)',
        qrUrl: 'weixin://x',
        appUrl: 'app',
      }),
    ).toMatchObject({
      page: { reason: '3***************12 138****1234', realNameUrl: null, qrUrl: null, appUrl: null },
    });
  });

  it.each([
    {
      query: { realNameUrl: 'https://face.example/a', qrUrl: 'https://face.example/qr' },
      authUrl: 'https://face.example/a',
    },
    { query: { realNameUrl: '', qrUrl: 'https://face.example/qr' }, authUrl: 'https://face.example/qr' },
    { query: { realNameUrl: 'ftp://x', qrUrl: 'http://face.example/qr' }, authUrl: 'http://face.example/qr' },
  ])('and then sends the person to $authUrl', ({ query, authUrl }) => {
    const { outcome } = startReading(intercept({ reason: 'r', ...query }));
    expect(outcome).toEqual({ kind: 'awaitingUser', authUrl });
  });

  it('and then fails with the reason if there is no address for the person', () => {
    const answer = intercept({ reason: '账号 13800001234 未登记', realNameUrl: '', qrUrl: '' });
    expect(startReading(answer).outcome).toMatchObject({
      kind: 'failed',
      failure: { code: 'OTHER', providerMessage: '账号 138****1234 未登记' },
    });
  });
});

describe('a refused start of a LinkID application check', () => {
  it('fails with its HTTP status, and changes nothing when polled', () => {
    expect(startReading(started(null, 404)).outcome).toMatchObject({
      kind: 'failed',
      failure: { code: 'PROVIDER_REFUSED', providerCode: 'HTTP 404' },
    });
    expect(laterReading(started(null, 403)).outcome.kind).toBe('undecided');
  });
});

describe('[2] polling a LINKID_APP verification calls start again', () => {
  const kindOf = (answer: AppAnswer) => laterReading(answer).outcome.kind;

  it('and approves once start passes, and waits until then', () => {
    expect(kindOf(started(service))).toBe('approved');
    expect(kindOf(intercept({ reason: 'not yet', realNameUrl: 'https://face.example/a' }))).toBe('undecided');
    expect(kindOf(intercept({ reason: 'not yet' }))).toBe('undecided');
  });
});

describe('[2] the record of the last LinkID application check is passed', () => {
  const isPassage = ({ origin }: URL) => origin === 'https://app.example';
  const resultOf = (location: string | null, status = 302) =>
    applicationResultOf(readResult(answered(undefined, status, location), isPassage));

  it('only after a redirect to an application', () => {
    expect(resultOf('https://app.example/?userId=gaoyuan01')).toMatchObject({
      passed: true,
      userId: 'gaoyuan01',
    });
    expect(resultOf('https://sso.example/login?userId=gaoyuan01')).toEqual({
      passed: false,
      realNameUrl: null,
      qrUrl: null,
      appUrl: null,
      userId: null,
      reason: null,
    });
  });

  it('never after a refusal', () => {
    expect(resultOf('https://app.example/?reason=no')).toMatchObject({ passed: false, reason: 'no' });
    expect(resultOf(sample.location)).toMatchObject({ passed: false, userId: 'admin' });
  });

  it('and is unknown without a redirect', () => {
    expect(resultOf(null, 404)).toBeNull();
    expect(resultOf(null, 200)).toBeNull();
  });
});
