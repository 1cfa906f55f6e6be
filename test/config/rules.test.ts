import { inspect } from 'node:util';
import { type Config, loadConfig } from '../../src/config';
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
  it('may all be left out', () => {
    expect(loadConfig({})).toMatchObject({
      host: '127.0.0.1',
      auth: { mode: 'dev' },
      encryptionKeys: null,
      providers: { onenet: null, ucenter: null, yuxin: null, linkid: null },
      sandbox: { port: 0 },
    });
  });

  it('do not change once they are read', () => {
    expect(Object.isFrozen(loadConfig({}))).toBe(true);
  });

  it('are listed with all that is wrong, by themselves and with each other', () => {
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
    ]);
  });

  it('are not called missing where they are only wrong', () => {
    expect(faultsOf({ ...jwtEnv, ...oneNetEnv, AUTH_JWKS_URL: 'nowhere' })).toEqual([
      'AUTH_JWKS_URL must be an http or https URL.',
    ]);
    expect(faultsOf({ ...jwtEnv, ...oneNetEnv, ONENET_BASE_URL: 'nowhere' })).toEqual([
      'ONENET_BASE_URL must be an http or https URL.',
    ]);
  });

  it('are told in one message, a line for each fault', () => {
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
    'is jwt by default on %s, and dev is refused there',
    (host) => {
      expect(loadConfig({ ...without(jwtEnv, 'AUTH_MODE'), ...oneNetEnv, HOST: host }).auth.mode).toBe('jwt');
      expect(faultsOf({ HOST: host, AUTH_MODE: 'dev' })).toEqual([
        expect.stringMatching(/^AUTH_MODE=dev .+ HOST is loopback/),
      ]);
    },
  );

  it('jwt is possible on a loopback host as well', () => {
    expect(loadConfig({ ...jwtEnv, ...oneNetEnv }).auth).toEqual({
      mode: 'jwt',
      jwksUrl: jwtEnv['AUTH_JWKS_URL'],
      issuer: jwtEnv['AUTH_ISSUER'],
      audience: jwtEnv['AUTH_AUDIENCE'],
    });
  });

  it.each(['AUTH_JWKS_URL', 'AUTH_ISSUER', 'AUTH_AUDIENCE'])('jwt needs %s', (name) => {
    expect(faultsOf(without({ ...jwtEnv, ...oneNetEnv }, name))).toEqual([
      `${name} is needed because AUTH_MODE is jwt.`,
    ]);
  });

  it('decides who may be redirected to where no list is given', () => {
    expect(loadConfig({}).redirectAllowlist).toBe('loopback');
    expect(loadConfig({ ...jwtEnv, ...oneNetEnv }).redirectAllowlist).toEqual([]);
  });
});

describe('what clients are told', () => {
  const toldIn = (env: Env) => {
    const { introspection, graphiql, metrics, sockets } = loadConfig(env).doors;
    return { introspection, graphiql, metrics, origins: sockets.allowedOrigins };
  };

  it('is everything in dev', () => {
    expect(toldIn({})).toEqual({ introspection: true, graphiql: true, metrics: null, origins: 'loopback' });
  });

  it('is what they need with jwt: no schema, no GraphiQL, metrics on a port of their own', () => {
    expect(toldIn({ ...jwtEnv, ...oneNetEnv })).toEqual({
      introspection: false,
      graphiql: false,
      metrics: { host: '127.0.0.1', port: 9464, orAnyFree: true },
      origins: [],
    });
  });

  it('is what the settings say, whatever the mode', () => {
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

describe('a provider', () => {
  const needs = [
    ['ONENET_BASE_URL', oneNetEnv, ['ONENET_ACCESS_KEY']],
    ['UCENTER_BASE_URL', ucenterEnv, ['UCENTER_CLIENT_ID', 'UCENTER_CLIENT_SECRET']],
    ['YUXIN_BASE_URL', yuxinEnv, ['YUXIN_TOKEN', 'YUXIN_KEY']],
    ['LINKID_BASE_URL', linkIdEnv, ['LINKID_SSO_URL', 'LINKID_CLIENT_ID', 'LINKID_CLIENT_SECRET']],
  ] as const;

  it.each(needs)('is on when %s is set, and then needs the rest', (baseUrl, env, rest) => {
    const only = { [baseUrl]: env[baseUrl] ?? '' };
    expect(faultsOf(only)).toEqual(rest.map((name) => `${name} is needed because ${baseUrl} is set.`));
    expect(faultsOf(env)).toEqual([]);
  });

  it.each(needs)('is off without %s, whatever else is set', (baseUrl, env) => {
    expect(providersOn(loadConfig(without(env, baseUrl)))).toEqual([]);
  });

  it('can be any of them, and all together', () => {
    expect(providersOn(loadConfig(ucenterEnv))).toEqual(['ucenter']);
    expect(providersOn(loadConfig(allProviders))).toEqual(['onenet', 'ucenter', 'yuxin', 'linkid']);
  });

  it("of Yuxin's needs a key as long as its cipher's", () => {
    expect(faultsOf({ ...yuxinEnv, YUXIN_CIPHER: 'aes-256-cbc' })).toEqual([
      'YUXIN_KEY has 16 bytes, aes-256-cbc needs 32.',
    ]);
  });

  function providersOn(config: Config): string[] {
    return Object.entries(config.providers).flatMap(([name, settings]) => (settings ? [name] : []));
  }
});

describe('the sandbox', () => {
  const isOn = (env: Record<string, string>) => loadConfig(env).sandbox !== null;

  it('runs in dev where no provider is configured', () => {
    expect(isOn({})).toBe(true);
  });

  it('does not run beside a provider that is configured', () => {
    expect(isOn(oneNetEnv)).toBe(false);
    expect(isOn({ ...jwtEnv, ...oneNetEnv })).toBe(false);
  });

  it('runs beside whatever is configured where SANDBOX=on says so', () => {
    expect(isOn({ ...oneNetEnv, SANDBOX: 'on' })).toBe(true);
    expect(isOn({ ...jwtEnv, ...allProviders, SANDBOX: 'on' })).toBe(true);
  });

  it('does not run where SANDBOX=off says so', () => {
    expect(isOn({ SANDBOX: 'off' })).toBe(false);
  });

  it('never stands in by accident: with jwt and no provider the start is refused', () => {
    const refusal = [expect.stringMatching(/^No provider is configured\. .+SANDBOX=on/)];
    expect(faultsOf(jwtEnv)).toEqual(refusal);
    expect(faultsOf({ ...jwtEnv, SANDBOX: 'off' })).toEqual(refusal);
    expect(isOn({ ...jwtEnv, SANDBOX: 'on' })).toBe(true);
  });
});

describe('ENCRYPTION_KEYS', () => {
  it('may be left out in dev with SQLite, on disk or in memory', () => {
    expect(loadConfig({ DATABASE_URL: 'sqlite:./x.db' }).encryptionKeys).toBeNull();
    expect(loadConfig({ DATABASE_URL: 'sqlite::memory:' }).encryptionKeys).toBeNull();
  });

  it('are needed with PostgreSQL, which has no place beside it for a key file', () => {
    const postgres = { DATABASE_URL: 'postgres://realname:database-password-4711@127.0.0.1/realname' };
    const faults = faultsOf(postgres);

    expect(faults).toEqual([expect.stringMatching(/^ENCRYPTION_KEYS is needed: /)]);
    expect(faults.join()).not.toContain('4711');
    expect(faultsOf({ ...postgres, ENCRYPTION_KEYS: `k1:${base64Key(1)}` })).toEqual([]);
  });

  it('are needed with jwt', () => {
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
  it('is refused beside an SQLite file, which has one process', () => {
    expect(faultsOf({ BUS_URL: 'redis://:bus-password-4711@127.0.0.1' })).toEqual([
      'BUS_URL is for several processes on one PostgreSQL; DATABASE_URL names an SQLite file.',
    ]);
  });
});

describe('the inbox of pushes', () => {
  it.each([
    ['sqlite:/var/lib/realname.db', '/var/lib/realname.inbox'],
    ['sqlite:./x.sqlite3', './x.inbox'],
    ['sqlite::memory:', ':memory:'],
    ['postgres://127.0.0.1/realname', './data/realname.inbox'],
  ])('of %s is by default %s', (databaseUrl, path) => {
    const keys = { ENCRYPTION_KEYS: `k1:${base64Key(1)}` };
    expect(loadConfig({ ...keys, DATABASE_URL: databaseUrl }).inboxPath).toBe(path);
  });
});

describe('being the data source of LinkID', () => {
  it('is done by the sandbox where it runs, else by nobody', () => {
    expect(loadConfig({}).linkIdSource.via).toBe('sandbox');
    expect(loadConfig(yuxinEnv).linkIdSource.via).toBeNull();
  });

  it('is done by Yuxin only where Yuxin is configured and there is a token to be asked with', () => {
    const via = { LINKID_SOURCE_VIA: 'yuxin' };
    expect(faultsOf({ ...via, ...yuxinEnv, LINKID_SOURCE_TOKEN: 'x' })).toEqual([]);
    expect(faultsOf({ ...via, ...yuxinEnv })).toEqual([
      'LINKID_SOURCE_TOKEN is needed because LINKID_SOURCE_VIA is set.',
    ]);
    expect(faultsOf({ ...via, ...oneNetEnv, LINKID_SOURCE_TOKEN: 'x' })).toEqual([
      'LINKID_SOURCE_VIA=yuxin needs YUXIN_BASE_URL.',
    ]);
  });

  it('is not done by a sandbox that is off', () => {
    expect(faultsOf({ ...oneNetEnv, LINKID_SOURCE_VIA: 'sandbox', LINKID_SOURCE_TOKEN: 'x' })).toEqual([
      'LINKID_SOURCE_VIA=sandbox needs the sandbox; it is off.',
    ]);
  });
});

describe('face images', () => {
  it('cannot have to be larger than they may be', () => {
    expect(faultsOf({ FACE_IMAGE_MIN_BYTES: '200', FACE_IMAGE_MAX_BYTES: '100' })).toEqual([
      'FACE_IMAGE_MIN_BYTES must not be greater than FACE_IMAGE_MAX_BYTES.',
    ]);
  });
});

describe('secrets', () => {
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

  it('are in no message, whatever is wrong', () => {
    const env = { ...others, ...wrong };
    const faults = faultsOf({ ...env, HOST: '0.0.0.0', AUTH_MODE: 'dev', PORT: 'x' }).join('\n');

    expect(faults).toMatch(/PORT.*YUXIN_KEY.*ENCRYPTION_KEYS/s);
    expect(secretsIn(env)).toHaveLength(7);
    for (const secret of secretsIn(env)) expect(faults).not.toContain(secret);
  });

  it('are not seen when the settings are printed or serialised', () => {
    const env = { ...others, ...right };
    const config = loadConfig(env);
    const seen = `${JSON.stringify(config)} ${inspect(config, { depth: 10, showHidden: true })}`;

    for (const secret of secretsIn(env)) expect(seen).not.toContain(secret);
    expect(seen).toContain('[secret]');
  });
});
