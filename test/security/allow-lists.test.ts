import { startTestApp, type TestApp } from '../support/app';
import { closeAfterEach } from '../support/closing';
import { type FakeLinkId, openFakeLinkId } from '../support/fake-linkid';
import { gao } from '../support/ucenter-inputs';

const opened = closeAfterEach();

const allowed = 'https://app.example,https://m.example:8443';

async function scene(list?: string): Promise<{ app: TestApp; linkId: FakeLinkId }> {
  const linkId = opened.keep(await openFakeLinkId());
  const env = { ...linkId.env, ...(list !== undefined && { REDIRECT_ALLOWLIST: list }) };
  return { linkId, app: opened.keep(await startTestApp({ env })) };
}

interface Payload {
  readonly verification: { readonly id: string; readonly authUrl: string | null } | null;
  readonly inputErrors: readonly { readonly path: readonly string[]; readonly code: string }[];
}

const answer = '{ verification { id authUrl } inputErrors { path code } }';

/** The two inputs with an address to which a browser is redirected, or which LinkID is given. */
const doors = {
  redirectUri: async (app: TestApp, redirectUri: string): Promise<Payload> => {
    const input = { name: gao.name, certType: 'RESIDENT_ID_CARD', certNo: gao.identityNo, redirectUri };
    const query = `mutation ($input: StartLinkIdVerificationInput!) { startLinkIdVerification(input: $input) ${answer} }`;
    return (await app.query<{ startLinkIdVerification: Payload }>(query, { input })).startLinkIdVerification;
  },
  service: async (app: TestApp, service: string): Promise<Payload> => {
    const input = { appId: 'app-1', service, userId: 'gao', platform: 'PC' };
    const query = `mutation ($input: StartLinkIdAppVerificationInput!) { startLinkIdAppVerification(input: $input) ${answer} }`;
    return (await app.query<{ startLinkIdAppVerification: Payload }>(query, { input }))
      .startLinkIdAppVerification;
  },
} as const;

/** Addresses that a careless reader takes for one of ours, or that two readers read differently. */
const nasty: Readonly<Record<string, readonly string[]>> = {
  'a user name that looks like a host': [
    'https://app.example@evil.example/',
    'https://app.example:443@evil.example/',
    'https://app.example%2f@evil.example/',
    'https://app.example%252f@evil.example/',
    'https://evil.example@app.example/',
    'https://user:pass@app.example/',
    'https://:@@app.example/',
  ],
  backslashes: [
    'https:\\\\evil.example',
    'https://app.example\\@evil.example/',
    'https://evil.example\\.app.example/',
    '/\\evil.example',
    '\\\\evil.example\\app.example',
    'https:/\\app.example/',
  ],
  'letters of another case, in front of another host': [
    'HTTPS://EVIL.EXAMPLE/',
    'https://APP.EXAMPLE.evil.example/',
    'JaVaScRiPt:alert(1)//https://app.example',
  ],
  'letters that look alike': [
    'https://аpp.example/',
    'https://app.examplе/',
    'https://xn--pp-gmc.example/',
    'https://app.ex\u200bample.evil.example/',
    'https://app.example\u2024evil.example/',
    'https://app.example\u2044evil.example/',
  ],
  'a dot too many, or too few': [
    'https://app.example./',
    'https://.app.example/',
    'https://app..example/',
    'https://appexample/',
    'https://sub.app.example/',
    'https://app.example.evil.example/',
    'https://evilapp.example/',
  ],
  'another port, or none': [
    'https://app.example:444/',
    'https://app.example:80/',
    'https://m.example/',
    'https://m.example:443/',
    'https://m.example:8444/',
    'https://m.example:08443443/',
    'https://app.example:99999/',
  ],
  'another scheme': [
    'http://app.example/',
    'http://m.example:8443/',
    'ws://app.example/',
    'ftp://app.example/',
  ],
  'what is encoded': [
    'https://app.example%2eevil.example/',
    'https://evil.example%2fapp.example/',
    'https://evil.example%2f%2fapp.example/',
    'https://evil.example%00.app.example/',
    'https%3A%2F%2Fapp.example%2F',
    'https://evil.example/%2f..%2f..%2fapp.example',
  ],
  'ours as a part of another': [
    'https://evil.example/https://app.example/',
    'https://evil.example?https://app.example',
    'https://evil.example#https://app.example',
    'https://evil.example/?next=https://app.example/',
    'https://app.example,https://m.example:8443',
    'https://app.example https://evil.example',
  ],
  'what a browser runs or shows by itself': [
    'javascript:alert(1)',
    'javascript://app.example/%0aalert(1)',
    'data:text/html,<script>alert(1)</script>',
    'data:text/html;base64,PHNjcmlwdD4=',
    'vbscript:msgbox(1)',
    'blob:https://app.example/0b5c2a9e',
    'filesystem:https://app.example/temporary/x',
    'view-source:https://app.example/',
    'file:///etc/passwd',
    'about:blank',
    'intent://app.example/#Intent;scheme=https;end',
  ],
  'what has no scheme or no host': [
    '//evil.example/',
    '//app.example/',
    '///evil.example',
    'https:///evil.example',
    'https:',
    'https://',
    '/done',
    'app.example',
    'app.example/done',
    '?x=https://app.example',
    '*',
    'null',
  ],
  'tabs, newlines and other controls': [
    'https://app.exam\tple/',
    'ht\ntps://app.example/',
    'java\tscript:alert(1)',
    'https://app.example/\r\nLocation: https://evil.example/',
    'https://app.example/ done',
    'https://app.example/\u2028done',
    'https://app.example/\u00a0done',
  ],
  'addresses of machines': [
    'https://127.0.0.1/',
    'https://[::1]/',
    'http://169.254.169.254/latest/meta-data',
    'https://0x7f000001/',
    'https://localhost/',
  ],
  'what is too long': [`https://app.example/${'a'.repeat(2000)}`],
};

const refusals = ['NOT_ALLOWED', 'MALFORMED', 'TOO_LONG'];

describe.each(Object.entries(doors))('the allow-list for %s', (field, start) => {
  it.each(['https://app.example/done\u0000.evil.example', 'https://app.example/\ud800'])(
    'answers text that no database stores (%j) with BAD_USER_INPUT, and nothing is sent',
    async (address) => {
      const { app, linkId } = await scene(allowed);

      await expect(start(app, address)).rejects.toThrow('BAD_USER_INPUT');

      expect(linkId.received).toEqual([]);
    },
  );

  it.each(Object.entries(nasty))('refuses %s, and sends nothing', async (_what, addresses) => {
    const { app, linkId } = await scene(allowed);

    const seen = await Promise.all(
      addresses.map(async (address) => [address, await start(app, address)] as const),
    );

    expect(
      seen.map(([address, { verification, inputErrors }]) => [address, verification, inputErrors]),
    ).toEqual(
      addresses.map((address) => [
        address,
        null,
        [{ path: [field], code: expect.stringMatching(new RegExp(`^(${refusals.join('|')})$`)) }],
      ]),
    );
    expect(linkId.received).toEqual([]);
  });

  it('refuses an address that is allowed in another deployment', async () => {
    const { app, linkId } = await scene('https://nobody.example');

    const { inputErrors } = await start(app, 'https://app.example/');

    expect(inputErrors).toEqual([{ path: [field], code: 'NOT_ALLOWED' }]);
    expect(linkId.received).toEqual([]);
  });

  it('contains only loopback by default in development, and nothing that only looks like it', async () => {
    const { app, linkId } = await scene();
    const others = [
      'http://localhost.evil.example/',
      'http://127.0.0.1.evil.example/',
      'http://evil-localhost/',
      'http://localhost@evil.example/',
      'http://[::ffff:10.0.0.1]/',
      'http://0.0.0.0/',
      'http://10.0.0.1/',
      'http://app.localhost/',
    ];

    const refused = await Promise.all(others.map((address) => start(app, address)));

    expect(refused.map(({ verification }) => verification)).toEqual(others.map(() => null));
    expect(linkId.received).toEqual([]);
    expect((await start(app, 'http://localhost:5173/done')).inputErrors).toEqual([]);
  });

  it.each([
    'https://app.example',
    'https://app.example/done?x=1#part',
    'https://app.example:443/done',
    'https://m.example:8443/',
    'HTTPS://App.Example/done',
  ])('accepts %s', async (address) => {
    const { app } = await scene(allowed);

    expect((await start(app, address)).inputErrors).toEqual([]);
  });
});

describe("the browser's redirect after a return", () => {
  it.each([
    ['https://app.example//evil.example/x', 'https://app.example//evil.example/x'],
    ['https://app.example/%2f%2fevil.example', 'https://app.example/%2f%2fevil.example'],
    ['HTTPS://APP.EXAMPLE:443/a/../b', 'https://app.example/b'],
    ['https://app.example/?next=//evil.example&status=APPROVED', 'https://app.example/?next=//evil.example'],
  ])('with %s leads to the origin on the allow-list, and nowhere else', async (redirectUri, expected) => {
    const { app, linkId } = await scene(allowed);
    const { verification } = await doors.redirectUri(app, redirectUri);

    const response = await fetch(linkId.returnAddress('an-invented-at'), { redirect: 'manual' });

    const location = response.headers.get('location') ?? '';
    const result = `verificationId=${verification?.id}&status=APPROVED`;
    expect(location).toBe(`${expected}${expected.includes('?') ? '&' : '?'}${result}`);
    expect(new URL(location).origin).toBe('https://app.example');
  });
});
