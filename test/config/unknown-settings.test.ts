import { inspect } from 'node:util';
import { loadConfig } from '../../src/config/config';
import { ConfigError } from '../../src/config/config-error';
import { startTestApp } from '../support/app';
import { closeAfterEach } from '../support/closing';
import { jwtEnv, oneNetEnv } from '../support/settings';

const opened = closeAfterEach();

const unknownIn = (...names: readonly string[]) =>
  loadConfig(Object.fromEntries(names.map((name) => [name, 'value-4711']))).unknown;

describe('an unknown setting', () => {
  it.each([
    ['ONENET_ACESS_KEY', 'ONENET_ACCESS_KEY'],
    ['ONENET_ACCESSKEY', 'ONENET_ACCESS_KEY'],
    ['UCENTER_CLIENT_SECERT', 'UCENTER_CLIENT_SECRET'],
    ['DATABASE_URI', 'DATABASE_URL'],
    ['PUBLIC_ULR', 'PUBLIC_URL'],
    ['ENCRYPTION_KEY', 'ENCRYPTION_KEYS'],
    ['ENCRYPTION_KEYS_FLIE', 'ENCRYPTION_KEYS_FILE'],
    ['LOGLEVEL', 'LOG_LEVEL'],
    ['Port', 'PORT'],
    ['SANBOX', 'SANDBOX'],
    ['auth_mode', 'AUTH_MODE'],
  ])('is reported if it is close to a known one: %s, meant %s', (name, meant) => {
    expect(unknownIn(name)).toEqual([{ name, meant }]);
  });

  it.each(['YUXIN_RETRIES', 'AUTH_AUDIENCES_ALLOWED', 'LINKID_PROXY', 'QUERY_MAX_WIDTH_OF_ALL'])(
    'is reported if it has one of our prefixes: %s',
    (name) => {
      expect(unknownIn(name)).toEqual([{ name, meant: null }]);
    },
  );

  it('is not reported if it belongs to the system, a shell or a platform', () => {
    const names = [
      ...['PATH', 'HOME', 'PWD', 'USER', 'SHELL', 'TERM', 'LANG', 'LC_ALL', 'TZ', 'HOSTNAME', 'SHLVL', '_'],
      ...['NODE_ENV', 'NODE_OPTIONS', 'npm_config_cache', 'HTTP_PROXY', 'no_proxy', 'PGHOST', 'PGPORT'],
      ...['KUBERNETES_SERVICE_HOST', 'KUBERNETES_PORT', 'OTEL_TRACES_SAMPLER', 'POSTGRES_USER', 'CI'],
    ];

    expect(unknownIn(...names)).toEqual([]);
  });

  it('is not reported if it is empty, since compose files leave settings empty', () => {
    expect(loadConfig({ ONENET_ACESS_KEY: ' ' }).unknown).toEqual([]);
  });

  it('is logged at the start, without its value', async () => {
    const app = opened.keep(await startTestApp({ env: { ATTEMPTS_PER_TARGETS: 'value-4711' } }));

    expect(app.logLines).toContainEqual({
      level: 'warn',
      fields: { setting: 'ATTEMPTS_PER_TARGETS', meant: 'ATTEMPTS_PER_TARGET' },
      message: 'unknown setting in the environment',
    });
    expect(inspect(app.logLines, { depth: 5 })).not.toContain('4711');
  });

  it('is named next to the missing settings when the start is refused', () => {
    const { AUTH_ISSUER: _issuer, ...rest } = { ...jwtEnv, ...oneNetEnv };
    const load = () => loadConfig({ ...rest, AUTH_ISUER: 'https://id.example.com/4711' });

    expect(load).toThrow(ConfigError);
    expect(load).toThrow(
      'The settings are not usable:\n  - AUTH_ISSUER is needed because AUTH_MODE is jwt.\n  - AUTH_ISUER is not a setting. Did you mean AUTH_ISSUER?',
    );
  });
});
