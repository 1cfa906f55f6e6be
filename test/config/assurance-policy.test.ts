import { loadConfig } from '../../src/config/config';
import { ConfigError } from '../../src/config/config-error';
import { defaultPolicy } from '../../src/domain/assurance/policy';
import { jwtEnv, oneNetEnv } from '../support/settings';

const env = { ASSURANCE_POLICY: '/etc/realname/policy.json' };

function load(text: string) {
  return loadConfig(env, {
    readFile: (path) => {
      expect(path).toBe(env.ASSURANCE_POLICY);
      return text;
    },
  });
}

function faultOf(text: string): string {
  try {
    load(text);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults.join('\n');
    throw error;
  }
  throw new Error('expected a fault');
}

const policy = {
  name: 'campus',
  version: '3',
  methods: { MOBILE_OWNER: { level: 'SUBSTANTIAL', validDays: 180 } },
};

describe('ASSURANCE_POLICY', () => {
  it('is default/1 if it is not set', () => {
    expect(loadConfig({}).assurance.rules).toEqual({ policy: defaultPolicy, countsSandbox: true });
  });

  it('changes level and days of the methods that it names, and nothing else', () => {
    const { name, methods } = load(JSON.stringify(policy)).assurance.rules.policy;

    expect(name).toBe('campus/3');
    expect(methods).toEqual({
      ...defaultPolicy.methods,
      MOBILE_OWNER: { ...defaultPolicy.methods['MOBILE_OWNER'], level: 'SUBSTANTIAL', validDays: 180 },
    });
  });

  it.each([
    ['no JSON', 'MOBILE_OWNER: LOW', 'names a file that is not JSON'],
    ['no object', '[]', 'expected object'],
    ['a name that is missing', JSON.stringify({ ...policy, name: undefined }), 'name:'],
    ['a version that is a number', JSON.stringify({ ...policy, version: 3 }), 'version:'],
    ['a slash in the name', JSON.stringify({ ...policy, name: 'a/b' }), 'name:'],
    ['another key', JSON.stringify({ ...policy, prices: {} }), 'prices'],
    ['an unknown method', JSON.stringify({ ...policy, methods: { SMS: { level: 'LOW' } } }), 'SMS'],
    [
      'an unknown level',
      JSON.stringify({ ...policy, methods: { MOBILE: { level: 'TOP' } } }),
      'methods.MOBILE.level',
    ],
    [
      'half a day',
      JSON.stringify({ ...policy, methods: { MOBILE: { validDays: 0.5 } } }),
      'methods.MOBILE.validDays',
    ],
    [
      'no day at all',
      JSON.stringify({ ...policy, methods: { MOBILE: { validDays: 0 } } }),
      'methods.MOBILE.validDays',
    ],
    ['another rule', JSON.stringify({ ...policy, methods: { MOBILE: { channel: 'NONE' } } }), 'channel'],
    ['a method without a change', JSON.stringify({ ...policy, methods: { MOBILE: {} } }), 'methods.MOBILE'],
  ])('with %s refuses the start and says where', (_what, text, words) => {
    expect(faultOf(text)).toContain('ASSURANCE_POLICY names a file');
    expect(faultOf(text)).toContain(words);
  });

  it('refuses the start if its file cannot be read', () => {
    const unreadable = () => {
      throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
    };

    expect(() => loadConfig(env, { readFile: unreadable })).toThrow(
      'ASSURANCE_POLICY names a file that cannot be read (ENOENT).',
    );
  });

  it('allows the sandbox to count in dev only', () => {
    const jwt = { ...jwtEnv, ...oneNetEnv };

    expect(loadConfig({}).assurance.rules.countsSandbox).toBe(true);
    expect(loadConfig(jwt).assurance.rules.countsSandbox).toBe(false);
    expect(loadConfig({ ...jwt, SANDBOX: 'on' }).assurance.rules.countsSandbox).toBe(false);
  });
});
