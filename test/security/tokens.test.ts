import type { TestApp } from '../support/app';
import { startTestApp } from '../support/app';
import { openedOnce } from '../support/closing';
import { bearer, openIdentityProvider, type TokenOptions } from '../support/identity-provider';
import { openSocket } from '../support/socket';

const login = openedOnce(() => openIdentityProvider());
const strict = openedOnce(async () => startTestApp({ env: (await login()).env }));
const typed = openedOnce(async () =>
  startTestApp({ env: { ...(await login()).env, AUTH_TOKEN_TYPE: 'at+jwt' } }),
);
const careful = openedOnce(async () =>
  startTestApp({ env: { ...(await login()).env, PRIVILEGED_ACR: 'gold, mfa' } }),
);

/** Answered to every signed-in caller. */
const mine = '{ verification(id: "unknown") { id } }';
const ofBob = '{ verifications(first: 1) { edges { node { id } } } }';

async function codeFor(options: TokenOptions, query = mine, opening = strict): Promise<string | null> {
  const app: TestApp = await opening();
  const answer = await app.send(query, {}, bearer(await (await login()).token(options)));
  return answer.errors?.[0]?.extensions?.code ?? null;
}

describe('the subject of a token', () => {
  it.each([
    ['one character', 'a'],
    ['128 characters', 'a'.repeat(128)],
    ['characters beyond the BMP', '账号😀'],
    ['blanks', 'Liu of the library'],
  ])('may have %s', async (_what, sub) => {
    expect(await codeFor({ sub })).toBeNull();
  });

  it.each([
    ['no character', ''],
    ['129 characters', 'a'.repeat(129)],
    ['half of a surrogate pair', 'bob\ud83d'],
    ['the other half alone', '\ude00bob'],
    ['U+0000', 'bob\u0000'],
    ['a line break', 'bob\nroot'],
    ['a C1 control character', 'bob\u0085'],
  ])('must not have %s', async (_what, sub) => {
    expect(await codeFor({ sub })).toBe('UNAUTHENTICATED');
  });

  it.each([[7], [['bob']], [{ name: 'bob' }], [null], [true]])('must be text, not %j', async (sub) => {
    expect(await codeFor({ claims: { sub } })).toBe('UNAUTHENTICATED');
  });
});

describe('the access token of a caller', () => {
  it.each(['JWT', 'jwt', 'at+jwt', 'AT+JWT', 'application/at+jwt'])(
    'is accepted with typ %s',
    async (typ) => {
      expect(await codeFor({ header: { typ } })).toBeNull();
    },
  );

  it.each(['dpop+jwt', 'logout+jwt', 'secevent+jwt', 'id_token', '', 'at+jwt2', 7])(
    'is refused with typ %j',
    async (typ) => {
      expect(await codeFor({ header: { typ } })).toBe('UNAUTHENTICATED');
    },
  );

  it('must have the type in AUTH_TOKEN_TYPE if that is set', async () => {
    expect(await codeFor({ header: { typ: 'at+jwt' } }, mine, typed)).toBeNull();
    expect(await codeFor({ header: { typ: 'JWT' } }, mine, typed)).toBe('UNAUTHENTICATED');
    expect(await codeFor({}, mine, typed)).toBe('UNAUTHENTICATED');
  });

  it.each([[{ jkt: 'thumbprint' }], [{ 'x5t#S256': 'thumbprint' }], [null], [{}]])(
    'is refused if it is bound to a key: cnf %j',
    async (cnf) => {
      expect(await codeFor({ claims: { cnf } })).toBe('UNAUTHENTICATED');
    },
  );

  it('is refused with an expiry beyond the range of dates', async () => {
    expect(await codeFor({ exp: 1e15 })).toBe('UNAUTHENTICATED');
  });

  it('closes a WebSocket with 4403', async () => {
    const { token } = await login();
    const socket = await openSocket((await strict()).url, {
      params: { token: await token({ claims: { cnf: { jkt: 'thumbprint' } } }) },
    });

    expect((await socket.closed).code).toBe(4403);
  });
});

describe('the scopes of a token', () => {
  it.each([
    ['scope as text', { scope: 'openid realname:read' }],
    ['scope as a list', { scope: ['openid', 'realname:read'] }],
    ['scp as text', { scp: 'realname:read' }],
    ['scp as a list', { scp: ['realname:read'] }],
  ])('may be in %s', async (_where, claims) => {
    expect(await codeFor({ claims }, ofBob)).toBeNull();
  });

  it.each([
    ['none', {}],
    ['another word', { scope: 'realname:reader' }],
    ['an object', { scope: { 'realname:read': true } }],
    ['a list in a list', { scp: [['realname:read']] }],
    ['scp next to a scope that lacks it', { scope: 'openid', scp: 'realname:read' }],
  ])('grant nothing with %s', async (_what, claims) => {
    expect(await codeFor({ claims }, ofBob)).toBe('FORBIDDEN');
  });
});

describe('PRIVILEGED_ACR', () => {
  const redact = 'mutation { redactUser(guid: "bob") { redacted } }';
  const reveal = `mutation {
    revealPersonalInfo(input: { verificationId: "x", purpose: "A purpose that is long enough" }) {
      inputErrors { code }
    }
  }`;
  const approve = `mutation {
    approveReveal(input: { verificationId: "x", callerGuid: "y", purpose: "A purpose that is long enough" }) {
      inputErrors { code }
    }
  }`;
  const scope = 'realname:reveal realname:approve realname:redact';

  it.each([redact, reveal, approve])(
    'requires a stronger sign-in, by acr or amr, for %s',
    async (mutation) => {
      expect(await codeFor({ scope, claims: { acr: 'gold' } }, mutation, careful)).toBeNull();
      expect(await codeFor({ scope, claims: { amr: ['pwd', 'mfa'] } }, mutation, careful)).toBeNull();
      for (const claims of [{}, { acr: 'silver' }, { amr: ['pwd'] }, { acr: { gold: true } }]) {
        expect(await codeFor({ scope, claims }, mutation, careful)).toBe('FORBIDDEN');
      }
    },
  );

  it('replaces no scope, and is required for nothing else', async () => {
    expect(await codeFor({ claims: { acr: 'gold' } }, redact, careful)).toBe('FORBIDDEN');
    expect(await codeFor({}, mine, careful)).toBeNull();
    expect(await codeFor({ scope }, redact, strict)).toBeNull();
  });
});

describe('[2] LINKID_USER_CLAIM', () => {
  const list = { REDIRECT_ALLOWLIST: 'http://127.0.0.1:9' };
  const claimed = openedOnce(async () =>
    startTestApp({ env: { ...(await login()).env, ...list, LINKID_USER_CLAIM: 'linkid_user' } }),
  );
  const unclaimed = openedOnce(async () => startTestApp({ env: { ...(await login()).env, ...list } }));

  async function faultsOf(options: TokenOptions, opening = claimed): Promise<string[]> {
    const app = await opening();
    const start = `mutation ($userId: String!) {
      startLinkIdAppVerification(
        input: { appId: "1", service: "http://127.0.0.1:9/", userId: $userId, platform: PC }
      ) { inputErrors { path code } }
    }`;
    const answer = await app.query<{ startLinkIdAppVerification: { inputErrors: { code: string }[] } }>(
      start,
      { userId: '2026001' },
      bearer(await (await login()).token(options)),
    );
    return answer.startLinkIdAppVerification.inputErrors.map((fault) => JSON.stringify(fault));
  }

  const refused = ['{"path":["userId"],"code":"NOT_ALLOWED"}'];

  it.each(['2026001', 2026001])('names the LinkID account that the caller may use: %j', async (claim) => {
    expect(await faultsOf({ claims: { linkid_user: claim } })).toEqual([]);
  });

  it.each([undefined, '2026002', '', ['2026001'], { id: '2026001' }, true])(
    'grants no other LinkID account: %j',
    async (claim) => {
      expect(await faultsOf({ claims: { linkid_user: claim } })).toEqual(refused);
    },
  );

  it("is used only if it is set; the caller's own id and realname:write need no claim", async () => {
    expect(await faultsOf({ claims: { linkid_user: '2026001' } }, unclaimed)).toEqual(refused);
    expect(await faultsOf({ sub: '2026001' }, unclaimed)).toEqual([]);
    expect(await faultsOf({ scope: 'realname:write' }, unclaimed)).toEqual([]);
  });
});

describe('a caller in dev mode', () => {
  it('is bound to the rules for account ids, over HTTP and over a WebSocket', async () => {
    const app = await startTestApp();
    const answer = await app.send(mine, {}, { 'x-dev-guid': 'a'.repeat(129) });
    expect(answer.errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');

    const socket = await openSocket(app.url, { params: { 'x-dev-guid': 'bob\ud83d' } });
    expect(await socket.next()).toEqual({ type: 'connection_ack' });
    socket.send({ type: 'subscribe', id: '1', payload: { query: mine } });
    expect(JSON.stringify(await socket.next())).toContain('UNAUTHENTICATED');
    await app.close();
  });
});
