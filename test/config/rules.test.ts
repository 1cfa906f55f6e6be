import { inspect } from 'node:util';
import { type Config, loadConfig } from '../../src/config/config';
import { publishedSourceToken } from '../../src/config/linkid-source';
import { sandboxCredentials } from '../../src/sandbox/credentials';
import {
  base64Key,
  type Env,
  faultsOf,
  jwtEnv,
  linkIdEnv,
  oneNetEnv,
  ucenterEnv,
  without,
  yuxinEnv,
} from '../support/settings';

const allProviders = { ...oneNetEnv, ...ucenterEnv, ...yuxinEnv, ...linkIdEnv };

describe('the settings', () => {
  it('are all optional', () => {
    expect(loadConfig({})).toMatchObject({
      host: '127.0.0.1',
      auth: { mode: 'dev' },
      encryptionKeys: null,
      providers: { ONENET: null, UCENTER: null, YUXIN: null, LINKID: null },
      sandbox: { port: 0 },
    });
  });

  it('are immutable once they are read', () => {
    expect(Object.isFrozen(loadConfig({}))).toBe(true);
  });

  it('are listed with all faults, alone and in combination', () => {
    const faults = faultsOf({
      HOST: '0.0.0.0',
      PORT: 'x',
      LOG_LEVEL: 'loud',
      ONENET_BASE_URL: 'https://onenet.example.com',
      LINKID_SOURCE_VIA: 'sandbox',
    });

    expect(faults.map((fault) => fault.split(' ', 1)[0])).toEqual([
      'PORT',
      'LOG_LEVEL',
      'AUTH_JWKS_URL',
      'AUTH_ISSUER',
      'AUTH_AUDIENCE',
      'ONENET_ACCESS_KEY',
      'LINKID_SOURCE_VIA=sandbox',
      'LINKID_SOURCE_TOKEN',
      'ENCRYPTION_KEYS',
      'LOG_KEY',
    ]);
  });

  it('are not reported as missing if they are only invalid', () => {
    expect(faultsOf({ ...jwtEnv, ...oneNetEnv, AUTH_JWKS_URL: 'nowhere' })).toEqual([
      'AUTH_JWKS_URL must be an http or https URL.',
    ]);
    expect(faultsOf({ ...jwtEnv, ...oneNetEnv, ONENET_BASE_URL: 'nowhere' })).toEqual([
      'ONENET_BASE_URL must be an http or https URL.',
    ]);
  });

  it('are reported in one message, a line for each fault', () => {
    expect(() => loadConfig({ PORT: 'x', SANDBOX: 'x' })).toThrow(
      /^The settings are not usable:\n {2}- PORT must .+\n {2}- SANDBOX must .+$/,
    );
  });
});

describe('AUTH_MODE', () => {
  it.each(['127.0.0.1', '127.8.8.8', 'localhost', '::1'])('is dev by default on %s', (host) => {
    expect(loadConfig({ HOST: host }).auth).toEqual({ mode: 'dev' });
  });

  it.each(['0.0.0.0', '::', '10.0.0.5', 'realname.example.com', '127.evil.example'])(
    'is jwt by default on %s, where dev is refused',
    (host) => {
      expect(loadConfig({ ...without(jwtEnv, 'AUTH_MODE'), ...oneNetEnv, HOST: host }).auth.mode).toBe('jwt');
      expect(faultsOf({ HOST: host, AUTH_MODE: 'dev' })).toEqual([
        expect.stringMatching(/^AUTH_MODE=dev .+ HOST is loopback/),
      ]);
    },
  );

  it('can be jwt on a loopback host as well', () => {
    expect(loadConfig({ ...jwtEnv, ...oneNetEnv }).auth).toEqual({
      mode: 'jwt',
      jwksUrl: jwtEnv['AUTH_JWKS_URL'],
      issuer: jwtEnv['AUTH_ISSUER'],
      audience: jwtEnv['AUTH_AUDIENCE'],
      tokenType: null,
      accountClaim: null,
      jwksStaleMs: 3_600_000,
      privilegedSignIn: null,
    });
  });

  it.each(['AUTH_JWKS_URL', 'AUTH_ISSUER', 'AUTH_AUDIENCE'])('needs %s for jwt', (name) => {
    expect(faultsOf(without({ ...jwtEnv, ...oneNetEnv }, name))).toEqual([
      `${name} is needed because AUTH_MODE is jwt.`,
    ]);
  });

  it('decides the default redirect allow-list', () => {
    expect(loadConfig({}).redirectAllowlist).toBe('loopback');
    expect(loadConfig({ ...jwtEnv, ...oneNetEnv }).redirectAllowlist).toEqual([]);
  });
});

describe('the detail that clients are shown', () => {
  const toldIn = (env: Env) => {
    const { introspection, graphiql, metrics, sockets } = loadConfig(env).server;
    return { introspection, graphiql, metrics, origins: sockets.allowedOrigins };
  };

  it('is full in dev mode', () => {
    expect(toldIn({})).toEqual({ introspection: true, graphiql: true, metrics: null, origins: 'loopback' });
  });

  it('is the minimum in jwt mode: no introspection, no GraphiQL, metrics on their own port', () => {
    expect(toldIn({ ...jwtEnv, ...oneNetEnv })).toEqual({
      introspection: false,
      graphiql: false,
      metrics: { host: '127.0.0.1', port: 9464, orAnyFree: true },
      origins: [],
    });
  });

  it('is set by the settings in any mode', () => {
    const opened = { INTROSPECTION: 'on', GRAPHIQL: 'on', METRICS_PORT: 'main' };
    expect(toldIn({ ...jwtEnv, ...oneNetEnv, ...opened })).toMatchObject({
      introspection: true,
      graphiql: true,
      metrics: null,
    });
    expect(toldIn({ INTROSPECTION: 'off', GRAPHIQL: 'off' })).toMatchObject({
      introspection: false,
      graphiql: false,
    });
  });
});

describe('the limits by address', () => {
  it('apply to unverified callers in jwt mode; in dev mode load tests come from one address', () => {
    const { connectionsPerAddress, sockets } = loadConfig({ ...jwtEnv, ...oneNetEnv }).server;

    expect([connectionsPerAddress, sockets.uninitializedPerAddress]).toEqual([1000, 100]);
  });
});

describe("[2] OneNET's access key is checked at the start", () => {
  it.each([
    ['in quotes', '"b25lbmV0LWtleQ=="'],
    ['with a blank inside', 'b25lbmV0 LWtleQ=='],
    ['without its padding', 'b25lbmV0LWtleQ'],
    ['in the URL-safe alphabet', '-_-_AA=='],
    ['that is no Base64', 'access key'],
  ])('a key %s is refused, and not repeated', (_how, key) => {
    const faults = faultsOf({ ...oneNetEnv, ONENET_ACCESS_KEY: key });

    expect(faults).toEqual([expect.stringMatching(/^ONENET_ACCESS_KEY must be standard Base64/)]);
    expect(faults.join()).not.toContain(key);
  });

  it('a key in standard Base64 is accepted', () => {
    expect(
      faultsOf({ ...oneNetEnv, ONENET_ACCESS_KEY: 'KuF3NT/jUBJ62LNBB/A8XZA9CqS3Cu79B/ABmfA1UCw=' }),
    ).toEqual([]);
  });
});

describe('a provider in the settings', () => {
  const needs = [
    ['ONENET_BASE_URL', oneNetEnv, ['ONENET_ACCESS_KEY']],
    ['UCENTER_BASE_URL', ucenterEnv, ['UCENTER_CLIENT_ID', 'UCENTER_CLIENT_SECRET']],
    ['YUXIN_BASE_URL', yuxinEnv, ['YUXIN_TOKEN', 'YUXIN_KEY']],
    ['LINKID_BASE_URL', linkIdEnv, ['LINKID_SSO_URL', 'LINKID_CLIENT_ID', 'LINKID_CLIENT_SECRET']],
  ] as const;

  it.each(needs)('is enabled if %s is set, and then needs the rest', (baseUrl, env, rest) => {
    const only = { [baseUrl]: env[baseUrl] ?? '' };
    expect(faultsOf(only)).toEqual(rest.map((name) => `${name} is needed because ${baseUrl} is set.`));
    expect(faultsOf(env)).toEqual([]);
  });

  it.each(needs)('is disabled without %s, whatever else is set', (baseUrl, env) => {
    expect(providersOn(loadConfig(without(env, baseUrl)))).toEqual([]);
  });

  it('can be any of them, and all together', () => {
    expect(providersOn(loadConfig(ucenterEnv))).toEqual(['UCENTER']);
    expect(providersOn(loadConfig(allProviders))).toEqual(['ONENET', 'UCENTER', 'YUXIN', 'LINKID']);
  });

  it("needs for Yuxin a key as long as its cipher's", () => {
    expect(faultsOf({ ...yuxinEnv, YUXIN_CIPHER: 'aes-256-cbc' })).toEqual([
      'YUXIN_KEY has 16 bytes, aes-256-cbc needs 32.',
    ]);
  });

  function providersOn(config: Config): string[] {
    return Object.entries(config.providers).flatMap(([name, settings]) => (settings ? [name] : []));
  }
});

describe('the sandbox in the settings', () => {
  const isOn = (env: Record<string, string>) => loadConfig(env).sandbox !== null;

  it('runs in dev if no provider is configured', () => {
    expect(isOn({})).toBe(true);
  });

  it('does not run next to a configured provider', () => {
    expect(isOn(oneNetEnv)).toBe(false);
    expect(isOn({ ...jwtEnv, ...oneNetEnv })).toBe(false);
  });

  it('runs next to any provider with SANDBOX=on', () => {
    expect(isOn({ ...oneNetEnv, SANDBOX: 'on' })).toBe(true);
    expect(isOn({ ...jwtEnv, ...allProviders, SANDBOX: 'on' })).toBe(true);
  });

  it('does not run with SANDBOX=off', () => {
    expect(isOn({ SANDBOX: 'off' })).toBe(false);
  });

  it('never stands in by accident: with jwt and no provider the start is refused', () => {
    const refusal = [expect.stringMatching(/^No provider is configured\. .+SANDBOX=on/)];
    expect(faultsOf(jwtEnv)).toEqual(refusal);
    expect(faultsOf({ ...jwtEnv, SANDBOX: 'off' })).toEqual(refusal);
    expect(isOn({ ...jwtEnv, SANDBOX: 'on' })).toBe(true);
  });
});

describe('KEYSTORE_URL', () => {
  const postgres = { DATABASE_URL: 'postgres://realname@127.0.0.1/realname' };
  const jwt = { ...jwtEnv, ...oneNetEnv, ...postgres };

  it('is required with PostgreSQL in jwt mode, with the reason, and optional in dev', () => {
    expect(faultsOf(jwt)).toEqual([
      expect.stringMatching(/^KEYSTORE_URL is needed with PostgreSQL: .*could still be read\. Name a folder/),
    ]);
    expect(faultsOf({ ...jwt, KEYSTORE_URL: 'file:/keys' })).toEqual([]);
    expect(faultsOf({ ...jwt, KEYSTORE_URL: 'database' })).toEqual([]);
    expect(faultsOf({ ...postgres, ENCRYPTION_KEYS: `k1:${base64Key(1)}` })).toEqual([]);
  });

  it('is refused with SQLite, whose key store is a file next to it', () => {
    expect(faultsOf({ KEYSTORE_URL: 'file:/keys' })).toEqual([
      expect.stringMatching(/^KEYSTORE_URL is for PostgreSQL/),
    ]);
  });

  it('needs KEYSTORE_TOKEN if it names HashiCorp Vault', () => {
    const vault = { ...jwt, KEYSTORE_URL: 'vault:https://vault.example.com/kv/realname' };

    expect(faultsOf(vault)).toEqual([expect.stringMatching(/^KEYSTORE_TOKEN is needed/)]);
    expect(faultsOf({ ...vault, KEYSTORE_TOKEN: 'hvs.4711' })).toEqual([]);
  });
});

describe('ENCRYPTION_KEYS', () => {
  it('are optional in dev with SQLite, on disk or in memory', () => {
    expect(loadConfig({ DATABASE_URL: 'sqlite:./x.db' }).encryptionKeys).toBeNull();
    expect(loadConfig({ DATABASE_URL: 'sqlite::memory:' }).encryptionKeys).toBeNull();
  });

  it('are required with PostgreSQL, which has no folder for a key file', () => {
    const postgres = { DATABASE_URL: 'postgres://realname:database-password-4711@127.0.0.1/realname' };
    const faults = faultsOf(postgres);

    expect(faults).toEqual([expect.stringMatching(/^ENCRYPTION_KEYS is needed: /)]);
    expect(faults.join()).not.toContain('4711');
    expect(faultsOf({ ...postgres, ENCRYPTION_KEYS: `k1:${base64Key(1)}` })).toEqual([]);
  });

  it('are required with jwt', () => {
    expect(faultsOf(without({ ...jwtEnv, ...oneNetEnv }, 'ENCRYPTION_KEYS'))).toEqual([
      expect.stringMatching(/^ENCRYPTION_KEYS is needed: .+ 32 random bytes in base64/),
    ]);
  });

  it('are named keys, the first of which encrypts', () => {
    const keys = loadConfig({
      ENCRYPTION_KEYS: `new.2026:${base64Key(1)}, old_1:${base64Key(2)}`,
    }).encryptionKeys;

    expect(keys?.map(({ id, key }) => [id, key.reveal()])).toEqual([
      ['new.2026', Buffer.alloc(32, 1)],
      ['old_1', Buffer.alloc(32, 2)],
    ]);
  });

  it.each([
    ['no name', base64Key(1)],
    ['an empty name', `:${base64Key(1)}`],
    ['a name with a blank', `a key:${base64Key(1)}`],
    ['a key that is too short', `k1:${base64Key(1).slice(0, 40)}`],
    ['a key that is too long', `k1:${Buffer.alloc(33, 1).toString('base64')}`],
    ['a key that is not Base64', `k1:${'*'.repeat(44)}`],
    ['no key', 'k1:'],
    ['one part too many', `k1:${base64Key(1)}:x`],
    ['an empty item', `k1:${base64Key(1)},`],
    ['the same name twice', `k1:${base64Key(1)},k1:${base64Key(2)}`],
  ])('are refused with %s', (_what, value) => {
    const faults = faultsOf({ ENCRYPTION_KEYS: value });

    expect(faults).toEqual([expect.stringMatching(/^ENCRYPTION_KEYS must be `id:key` pairs/)]);
    expect(faults[0]).not.toContain(base64Key(1).slice(0, 20));
  });
});

describe('BUS_URL', () => {
  it('is refused with SQLite, which has one process', () => {
    expect(faultsOf({ BUS_URL: 'redis://:bus-password-4711@127.0.0.1' })).toEqual([
      'BUS_URL is for several processes on one PostgreSQL; DATABASE_URL names an SQLite file.',
    ]);
  });
});

describe('the inbox of pushes in the settings', () => {
  it.each([
    ['sqlite:/var/lib/realname.db', '/var/lib/realname.inbox'],
    ['sqlite:./x.sqlite3', './x.inbox'],
    ['sqlite::memory:', ':memory:'],
    ['postgres://127.0.0.1/realname', './data/realname.inbox'],
  ])('for %s is by default %s', (databaseUrl, path) => {
    const keys = { ENCRYPTION_KEYS: `k1:${base64Key(1)}` };
    expect(loadConfig({ ...keys, DATABASE_URL: databaseUrl }).inboxPath).toBe(path);
  });
});

describe('the database address in the settings', () => {
  it.each(['postgres', 'postgresql'])('keeps the whole URL of a %s:// database', (scheme) => {
    const url = `${scheme}://realname:word@db.example:5433/realname?sslmode=verify-full`;
    const env = { DATABASE_URL: url, ENCRYPTION_KEYS: `k1:${base64Key(1)}` };
    expect(loadConfig(env).database).toEqual({ kind: 'postgres', url });
  });
});

describe("LinkID's data source in the settings", () => {
  const published = { LINKID_SOURCE_TOKEN: sandboxCredentials.linkid.sourceToken };
  const refusal = [expect.stringMatching(/^LINKID_SOURCE_TOKEN is the published one of the sandbox/)];

  it("accepts the sandbox's token in dev with the sandbox's Yuxin, if none is set", () => {
    expect(loadConfig({}).linkIdSource).toMatchObject({
      via: 'sandbox',
      token: null,
      takesPublishedToken: true,
    });
    expect(loadConfig({ ...oneNetEnv, SANDBOX: 'on' }).linkIdSource.takesPublishedToken).toBe(true);
    expect(loadConfig({ LINKID_SOURCE_VIA: 'yuxin' }).linkIdSource.takesPublishedToken).toBe(true);
  });

  it("never accepts the sandbox's token next to a real Yuxin: it is disabled until a token is set", () => {
    const beside = { ...yuxinEnv, SANDBOX: 'on' };

    expect(loadConfig(beside).linkIdSource).toMatchObject({ via: null, takesPublishedToken: false });
    expect(loadConfig({ ...beside, LINKID_SOURCE_TOKEN: 'x' }).linkIdSource.via).toBe('sandbox');
    expect(faultsOf({ ...beside, LINKID_SOURCE_VIA: 'yuxin' })).toEqual([
      'LINKID_SOURCE_TOKEN is needed because LINKID_SOURCE_VIA is set.',
    ]);
    expect(faultsOf({ ...beside, ...published })).toEqual(refusal);
    // That is how a developer points a service at `realname sandbox`.
    expect(faultsOf({ ...beside, YUXIN_BASE_URL: 'http://127.0.0.1:4010/yuxin', ...published })).toEqual([]);
  });

  it("never accepts the sandbox's token in jwt mode, also when it is set", () => {
    const jwt = { ...jwtEnv, SANDBOX: 'on' };

    expect(loadConfig(jwt).linkIdSource).toMatchObject({ via: null, takesPublishedToken: false });
    for (const via of ['yuxin', 'sandbox']) {
      expect(faultsOf({ ...jwt, LINKID_SOURCE_VIA: via })).toEqual([
        'LINKID_SOURCE_TOKEN is needed because LINKID_SOURCE_VIA is set.',
      ]);
    }
    expect(faultsOf({ ...jwt, ...published })).toEqual(refusal);
    expect(publishedSourceToken).toBe(sandboxCredentials.linkid.sourceToken);
  });

  it('is the sandbox if it runs, otherwise disabled', () => {
    expect(loadConfig({}).linkIdSource.via).toBe('sandbox');
    expect(loadConfig(yuxinEnv).linkIdSource.via).toBeNull();
  });

  it('is Yuxin only if Yuxin is configured with a token for callers', () => {
    const via = { LINKID_SOURCE_VIA: 'yuxin' };
    expect(faultsOf({ ...via, ...yuxinEnv, LINKID_SOURCE_TOKEN: 'x' })).toEqual([]);
    expect(faultsOf({ ...via, ...yuxinEnv })).toEqual([
      'LINKID_SOURCE_TOKEN is needed because LINKID_SOURCE_VIA is set.',
    ]);
    expect(faultsOf({ ...via, ...oneNetEnv, LINKID_SOURCE_TOKEN: 'x' })).toEqual([
      'LINKID_SOURCE_VIA=yuxin needs YUXIN_BASE_URL.',
    ]);
  });

  it('is not a sandbox that is disabled', () => {
    expect(faultsOf({ ...oneNetEnv, LINKID_SOURCE_VIA: 'sandbox', LINKID_SOURCE_TOKEN: 'x' })).toEqual([
      'LINKID_SOURCE_VIA=sandbox needs the sandbox, which is off.',
    ]);
  });
});

describe('the limits of face images', () => {
  it('cannot have a minimum above the maximum', () => {
    expect(faultsOf({ FACE_IMAGE_MIN_BYTES: '200', FACE_IMAGE_MAX_BYTES: '100' })).toEqual([
      'FACE_IMAGE_MIN_BYTES must not be greater than FACE_IMAGE_MAX_BYTES.',
    ]);
  });
});

describe('the secrets in the settings', () => {
  const wrong = {
    ENCRYPTION_KEYS: `k1:${Buffer.alloc(30, 7).toString('base64')}`,
    YUXIN_KEY: 'yuxin-key-of-a-wrong-length-4711',
  };
  const right = { ENCRYPTION_KEYS: `k1:${base64Key(7)}`, YUXIN_KEY: 'yuxin-key-471100' };
  const others = {
    ...without(allProviders, 'YUXIN_KEY'),
    LINKID_SOURCE_TOKEN: 'source-token-4711',
  };
  /** The values of those settings whose names say that they are secret; of a named key, the key. */
  const secretsIn = (env: Env) =>
    Object.entries(env).flatMap(([name, value]) =>
      /KEYS?$|SECRET$|TOKEN$/.test(name) ? [value.split(':').at(-1) ?? value] : [],
    );

  it('are in no message, whatever is invalid', () => {
    const env = { ...others, ...wrong };
    const faults = faultsOf({ ...env, HOST: '0.0.0.0', AUTH_MODE: 'dev', PORT: 'x' }).join('\n');

    expect(faults).toMatch(/PORT.*YUXIN_KEY.*ENCRYPTION_KEYS/s);
    expect(secretsIn(env)).toHaveLength(7);
    for (const secret of secretsIn(env)) expect(faults).not.toContain(secret);
  });

  it('are hidden when the settings are printed or serialised', () => {
    const env = { ...others, ...right };
    const config = loadConfig(env);
    const seen = `${JSON.stringify(config)} ${inspect(config, { depth: 10, showHidden: true })}`;

    for (const secret of secretsIn(env)) expect(seen).not.toContain(secret);
    expect(seen).toContain('[secret]');
  });
});
