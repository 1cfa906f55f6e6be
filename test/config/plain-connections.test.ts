import { type Env, faultsOf, jwtEnv, linkIdEnv, oneNetEnv, ucenterEnv, yuxinEnv } from '../support/settings';

const everything: Env = {
  ...jwtEnv,
  ...oneNetEnv,
  ...ucenterEnv,
  ...yuxinEnv,
  ...linkIdEnv,
  APPREAL_BASE_URL: 'https://appreal.example.com',
  PUBLIC_URL: 'https://realname.example.com',
};

const addresses = [
  'PUBLIC_URL',
  'AUTH_JWKS_URL',
  'ONENET_BASE_URL',
  'UCENTER_BASE_URL',
  'YUXIN_BASE_URL',
  'LINKID_BASE_URL',
  'LINKID_SSO_URL',
  'APPREAL_BASE_URL',
];

describe('plain http in jwt mode', () => {
  it("is in no address of the test's own settings", () => {
    expect(faultsOf(everything)).toEqual([]);
  });

  it.each(addresses)('refuses the start in %s, unless ALLOW_INSECURE_HTTP=on', (name) => {
    const env = { ...everything, [name]: 'http://plain.example.com/4711' };

    expect(faultsOf(env)).toEqual([
      expect.stringMatching(new RegExp(`^${name} is plain http .+ALLOW_INSECURE_HTTP=on`)),
    ]);
    expect(faultsOf(env).join()).not.toContain('4711');
    expect(faultsOf({ ...env, ALLOW_INSECURE_HTTP: 'off' })).toHaveLength(1);
    expect(faultsOf({ ...env, ALLOW_INSECURE_HTTP: 'on' })).toEqual([]);
  });

  it.each(addresses)('is allowed to loopback in %s', (name) => {
    for (const host of ['127.0.0.1:4020', 'localhost', '[::1]:8080']) {
      expect(faultsOf({ ...everything, [name]: `http://${host}/x` })).toEqual([]);
    }
  });

  it.each(['http://localhost.example.com', 'http://127.example.com', 'http://10.0.0.1', 'http://[::2]'])(
    'is not on loopback at %s',
    (address) => {
      expect(faultsOf({ ...everything, PUBLIC_URL: address })).toHaveLength(1);
    },
  );
});

describe('a remote PostgreSQL in jwt mode', () => {
  const at = (url: string, more: Env = {}) =>
    faultsOf({ ...everything, KEYSTORE_URL: 'file:/keys', ...more, DATABASE_URL: url });
  const base = 'postgres://realname:database-password-4711@db.example.com/realname';

  it.each([
    '',
    '?sslmode=disable',
    '?sslmode=allow',
    '?sslmode=prefer',
    '?sslmode=no-verify',
    '?ssl=false',
    '?sslmode=require&uselibpqcompat=true',
    '?sslmode=verify-full&sslmode=disable',
    '?sslrootcert=ca.pem',
  ])('refuses the start with %j, unless ALLOW_INSECURE_HTTP=on', (parameters) => {
    const faults = at(`${base}${parameters}`);

    expect(faults).toEqual([expect.stringMatching(/^DATABASE_URL .+without TLS.+sslmode=verify-full/)]);
    expect(faults.join()).not.toContain('4711');
    expect(at(`${base}${parameters}`, { ALLOW_INSECURE_HTTP: 'on' })).toEqual([]);
  });

  it.each(['?sslmode=require', '?sslmode=verify-ca', '?sslmode=verify-full'])(
    'is allowed with %j',
    (mode) => {
      expect(at(`${base}${mode}`)).toEqual([]);
    },
  );

  it('refuses HashiCorp Vault (KEYSTORE_URL) over plain http on another machine', () => {
    const vault = (origin: string) =>
      at(`${base}?sslmode=verify-full`, {
        KEYSTORE_URL: `vault:${origin}/kv/realname`,
        KEYSTORE_TOKEN: 'hvs.4711',
      });

    expect(vault('http://vault.example.com:8200')).toEqual([
      expect.stringMatching(/^KEYSTORE_URL is plain http/),
    ]);
    expect(vault('https://vault.example.com:8200')).toEqual([]);
    expect(vault('http://127.0.0.1:8200')).toEqual([]);
  });

  it('may be on loopback or a Unix socket without TLS', () => {
    for (const local of [
      'postgres://realname@127.0.0.1/realname',
      'postgres://realname@localhost:5433/realname',
      'postgres://realname@[::1]/realname',
      'postgres:///realname?host=/var/run/postgresql',
      'postgres://realname@%2Fvar%2Frun%2Fpostgresql/realname',
    ]) {
      expect(at(local)).toEqual([]);
    }
    expect(at('postgres://localhost/realname?host=db.example.com')).toHaveLength(1);
    expect(at('postgres://localhost/realname?host=localhost&host=db.example.com')).toHaveLength(1);
  });
});

describe('plain http in dev mode', () => {
  it('is allowed', () => {
    expect(faultsOf({ ONENET_BASE_URL: 'http://onenet.example.com', ONENET_ACCESS_KEY: 'AAAA' })).toEqual([]);
  });
});
