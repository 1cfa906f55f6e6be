import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { providerChecks } from '../../src/cli/doctor/providers';
import { loadConfig } from '../../src/config/config';
import { AppToken } from '../../src/providers/app-token';
import { connectionCode, isCertificateTrouble } from '../../src/providers/connection-code';
import { HttpClient } from '../../src/providers/http-client';
import { placeOf } from '../../src/providers/place';
import { selfSigned } from '../support/certificate';
import { closeAfterEach } from '../support/closing';
import { openFarEnd, type Reaction, recordTools } from '../support/far-end';

const opened = closeAfterEach();

async function openSelfSigned(certificate = selfSigned()) {
  const server = createServer(certificate, (_request, response) => response.end('{}'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return opened.keep({
    baseUrl: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  });
}

async function findings(env: Record<string, string>) {
  const config = loadConfig({ SANDBOX: 'off', ...env });
  const found = await Promise.all(
    providerChecks(config, globalThis.fetch, () => new Date()).map((check) => check()),
  );
  return found.flat().filter(({ check }) => check.startsWith('provider:'));
}

const yuxin = { YUXIN_TOKEN: 'invented', YUXIN_KEY: 'sixteen bytes !!' };
const linkId = { LINKID_CLIENT_ID: 'us', LINKID_CLIENT_SECRET: 's3cret' };

describe("[2] TLS trouble is logged and told by doctor with Node's error code", () => {
  it('in the log, next to the reason for the silence', async () => {
    const { baseUrl } = await openSelfSigned();
    const tools = recordTools();

    const answer = await new HttpClient('ACME', baseUrl, tools).send('ask', { method: 'GET', path: '/' });

    expect(answer).toEqual({ kind: 'silent', reason: 'connection', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    expect(tools.lines.join()).toContain('"silent":"connection","code":"DEPTH_ZERO_SELF_SIGNED_CERT"');
    expect(tools.lines.join()).not.toContain('127.0.0.1');
  });

  it('CERT_HAS_EXPIRED of a server whose certificate has ended, in the log and by doctor', async () => {
    const expired = selfSigned('20200102000000Z');
    const { baseUrl } = await openSelfSigned(expired);
    const tools = recordTools();
    // Its issuer is trusted: nothing is wrong with it but its age.
    const trusted = getCACertificates('default');
    setDefaultCACertificates([...trusted, expired.cert]);
    try {
      const answer = await new HttpClient('ACME', baseUrl, tools).send('ask', { method: 'GET', path: '/' });

      expect(answer).toEqual({ kind: 'silent', reason: 'connection', code: 'CERT_HAS_EXPIRED' });
      expect(tools.lines.join()).toContain('"silent":"connection","code":"CERT_HAS_EXPIRED"');
      expect(await findings({ YUXIN_BASE_URL: baseUrl, ...yuxin })).toMatchObject([
        { state: 'fail', found: expect.stringContaining('CERT_HAS_EXPIRED') },
      ]);
    } finally {
      setDefaultCACertificates(trusted);
    }
  });

  it('by doctor, with what to do', async () => {
    const { baseUrl } = await openSelfSigned();

    expect(await findings({ YUXIN_BASE_URL: baseUrl, ...yuxin })).toMatchObject([
      {
        state: 'fail',
        found: expect.stringContaining('DEPTH_ZERO_SELF_SIGNED_CERT'),
        cure: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
      },
    ]);
  });

  it('for the token server, too', async () => {
    const { baseUrl } = await openSelfSigned();

    expect(await findings({ LINKID_BASE_URL: baseUrl, LINKID_SSO_URL: baseUrl, ...linkId })).toMatchObject([
      { state: 'fail', found: expect.stringContaining('DEPTH_ZERO_SELF_SIGNED_CERT') },
    ]);
  });

  it.each(['CERT_HAS_EXPIRED', 'ERR_TLS_CERT_ALTNAME_INVALID', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'])(
    'however deep undici wraps %s, and never with the text of the error',
    (code) => {
      const inner = Object.assign(new Error('certificate of sso.example'), { code });
      expect(connectionCode(new TypeError('fetch failed', { cause: inner }))).toBe(code);
      expect(connectionCode(new TypeError('fetch failed', { cause: new AggregateError([inner]) }))).toBe(
        code,
      );
      expect(isCertificateTrouble(code)).toBe(true);
    },
  );

  it('and a refused connection keeps its own code', () => {
    const inner = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    expect(connectionCode(new TypeError('fetch failed', { cause: inner }))).toBe('ECONNREFUSED');
    expect(isCertificateTrouble('ECONNREFUSED')).toBe(false);
    expect(connectionCode(new Error('no code'))).toBeUndefined();
  });
});

describe('[2] a token answer that cannot be read is told with what it was', () => {
  async function tokenFrom(reaction: Reaction) {
    const sso = opened.keep(await openFarEnd(() => reaction));
    const tools = recordTools();
    const http = new HttpClient('LINKID', sso.baseUrl, tools);
    const token = new AppToken('LINKID', () => http.send('token', { method: 'GET', path: '/' }), tools);
    const grant = await token.get();
    return {
      sso,
      grant,
      token: grant.kind === 'token' ? grant.token.reveal() : null,
      log: tools.lines.join('\n'),
    };
  }

  it.each<[string, Reaction]>([
    [
      'form text of older sign-on servers',
      { raw: 'access_token=TGT-1-abc%2B&expires_in=28800', headers: { 'content-type': 'text/plain' } },
    ],
    ['form text with `expires`', { raw: 'access_token=TGT-1-abc%2B&expires=28800\n' }],
    ['JSON in a JSON string', { json: JSON.stringify({ access_token: 'TGT-1-abc+', expires_in: '7200' }) }],
  ])('reads %s', async (_what, reaction) => {
    expect(await tokenFrom(reaction)).toMatchObject({ token: 'TGT-1-abc+' });
  });

  it.each<[string, Reaction, string]>([
    ['a web page', { raw: '<!doctype html><p>TGT-secret</p>' }, 'a web page'],
    [
      'other JSON',
      { json: { token: 'TGT-secret', TGTsecret: 1 } },
      'a JSON object with token, 1 other field',
    ],
    [
      'other form text',
      { raw: 'ticket=TGT-secret&expires_in=1' },
      'form text with expires_in, 1 other field',
    ],
    ['a bare token', { raw: 'TGT-secret' }, 'plain text'],
    ['nothing', { raw: '' }, 'an empty body'],
  ])('names %s by its form, and no part of it', async (_what, reaction, shape) => {
    const { grant, log } = await tokenFrom(reaction);

    expect(grant).toMatchObject({
      kind: 'notDone',
      failure: { code: 'PROVIDER_UNAVAILABLE', retryable: true },
      cause: { finding: 'unreadable', code: `HTTP 200, ${shape}` },
    });
    expect(log).toContain(`"shape":"${shape}"`);
    expect(log).not.toMatch(/TGT-?secret|ticket/);
  });

  it('is red in doctor, and so is a token request that is redirected to another place', async () => {
    const reactions: [Reaction, string][] = [
      [{ raw: '<html>sign in</html>' }, 'HTTP 200, a web page'],
      [
        { status: 302, location: 'https://waf.example/block?client_secret=s3cret' },
        'https://waf.example/block',
      ],
    ];
    for (const [reaction, found] of reactions) {
      const { baseUrl } = opened.keep(await openFarEnd(() => reaction));
      const told = await findings({ LINKID_BASE_URL: baseUrl, LINKID_SSO_URL: baseUrl, ...linkId });
      expect(told).toMatchObject([{ state: 'fail', found: expect.stringContaining(found) }]);
      expect(JSON.stringify(told)).not.toContain('s3cret');
    }
  });
});

describe('[2] redirects to another place', () => {
  async function doctorAtAppReal(location: string) {
    const { baseUrl } = opened.keep(
      await openFarEnd(({ url }) =>
        url.startsWith('/appreal')
          ? { status: 302, location }
          : { json: { code: 200, access_token: 't', expires_in: 60 } },
      ),
    );
    const env = { LINKID_BASE_URL: baseUrl, LINKID_SSO_URL: baseUrl, APPREAL_BASE_URL: baseUrl };
    return { baseUrl, told: await findings({ ...env, ...linkId }) };
  }

  it.each([
    ['an error page', '/public/client/error?code=500&msg=gone', '/public/client/error'],
    ['a firewall', 'http://waf.example/block?id=77', 'http://waf.example/block'],
    ['https', 'https://app.example/appreal/public/result/x', 'https://app.example/appreal/public/result/x'],
  ])('turn doctor red while the result of LINKID_APP goes to %s', async (_what, location, place) => {
    const { told } = await doctorAtAppReal(location);

    expect(told.filter(({ state }) => state === 'fail')).toEqual([
      expect.objectContaining({ found: expect.stringContaining(`${place})`) }),
    ]);
  });

  it.each([
    ['the intercept page', '/public/client/realname/pc/intercept?realNameUrl=&qrUrl=&reason=none'],
    ['the intercept page of a single-page application', '/public/#/client/intercept?reason=none'],
  ])('leave doctor green while the result of LINKID_APP goes to %s', async (_what, location) => {
    const { told } = await doctorAtAppReal(location);

    expect(told.filter(({ state }) => state === 'fail')).toEqual([]);
  });

  it('turn doctor red while start and result of LINKID_APP go to a login page', async () => {
    const { baseUrl, told } = await doctorAtAppReal('/cas/login;jsessionid=AB12?service=x');

    expect(told.filter(({ state }) => state === 'fail')).toEqual([
      expect.objectContaining({
        found: `appreal-result: redirects to another place (${baseUrl}/cas/login)`,
      }),
    ]);
  });

  it('are named by origin and path alone, without what was sent', () => {
    expect(
      placeOf('https://a.example/x/gao%20yuan;jsessionid=1/y?token=2#3', [['gao yuan', () => '***']]),
    ).toBe('https://a.example/x/***/y');
    expect(placeOf(`https://a.example/${'p'.repeat(500)}`)).toHaveLength(200);
  });
});
