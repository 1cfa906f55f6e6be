import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from '../../src/config/config';
import { secretNamesOf } from '../../src/config/secret-files';
import { registry } from '../../src/providers/registry';
import { settingNames } from '../docs/support/setting-names';
import { settingsOf } from '../support/provider-settings';
import {
  base64Key,
  type Env,
  faultsOf,
  jwtEnv,
  linkIdEnv,
  logKey,
  oneNetEnv,
  ucenterEnv,
  without,
  yuxinEnv,
} from '../support/settings';
import { temporaryFolder } from '../support/temporary-folder';

const folder = temporaryFolder();
afterAll(() => folder.remove());

let files = 0;
/** A file with that text; its path. */
function file(text: string): string {
  files += 1;
  const path = join(folder.path, `secret-${files}`);
  writeFileSync(path, text);
  return path;
}

/** Everything that is secret, as it might be set. */
const secrets: Env = {
  DATABASE_URL: 'postgres://realname:database-password-4711@127.0.0.1/realname',
  BUS_URL: 'redis://:bus-password-4711@127.0.0.1',
  ENCRYPTION_KEYS: `k1:${base64Key(1)}`,
  KEYSTORE_TOKEN: 'hvs.token-4711',
  ONENET_ACCESS_KEY: oneNetEnv['ONENET_ACCESS_KEY'] ?? '',
  UCENTER_CLIENT_SECRET: 'ucenter-secret-4711',
  YUXIN_TOKEN: 'yuxin-token-4711',
  YUXIN_KEY: 'yuxin-key-471100',
  LINKID_CLIENT_SECRET: 'linkid-secret-4711',
  LINKID_SOURCE_TOKEN: 'source-token-4711',
  OTEL_EXPORTER_OTLP_HEADERS: 'api-key=collector-key-4711',
  LOG_KEY: logKey,
};
const secretNames = secretNamesOf(registry);
const others = without(
  {
    ...jwtEnv,
    ...oneNetEnv,
    ...ucenterEnv,
    ...yuxinEnv,
    ...linkIdEnv,
    LINKID_SOURCE_VIA: 'yuxin',
    TRANSPARENCY_LOG: 'on',
    KEYSTORE_URL: 'vault:https://vault.example.com/kv/realname',
  },
  ...secretNames,
);

/** Nothing of a configuration is hidden here: what matters is that it is the same. */
function revealed(env: Env): string {
  return JSON.stringify(loadConfig(env), (_name, value: unknown) =>
    typeof value === 'object' && value !== null && 'reveal' in value
      ? String((value as { reveal(): unknown }).reveal())
      : value,
  );
}

describe('a setting read from a file (NAME_FILE)', () => {
  it('replaces every secret setting', () => {
    const asFiles = Object.fromEntries(
      Object.entries(secrets).map(([name, value]) => [`${name}_FILE`, file(`${value}\n`)]),
    );

    expect(Object.keys(secrets).toSorted()).toEqual(secretNames.toSorted());
    expect(revealed({ ...others, ...asFiles })).toBe(revealed({ ...others, ...secrets }));
  });

  it('exists for every setting whose name marks it as secret', () => {
    const secret = [...settingNames].filter((name) => /(KEY|KEYS|SECRET|TOKEN|PASSWORD)$/.test(name));

    expect(secret.length).toBeGreaterThan(5);
    expect(secret.filter((name) => !secretNames.some((known) => known === name))).toEqual([]);
  });

  it.each(['\n', '\r\n', ''])('loses one trailing newline, %j, and nothing else', (end) => {
    const key = file(`  16 bytes of text${end}`);
    expect(
      settingsOf(
        loadConfig({ ...without(yuxinEnv, 'YUXIN_KEY'), YUXIN_KEY_FILE: key }),
        'YUXIN',
      )?.key.reveal(),
    ).toBe('16 bytes of text');
  });

  it.each(secretNames)('is refused together with %s itself', (name) => {
    const faults = faultsOf({ ...others, ...secrets, [`${name}_FILE`]: file(secrets[name] ?? '') });

    expect(faults).toEqual([`${name} and ${name}_FILE are both set: keep one of them.`]);
  });

  it('refuses the start if its file is missing, not a file, or empty, and repeats neither path nor text', () => {
    mkdirSync(join(folder.path, 'a-directory'));
    const faults = (path: string) =>
      faultsOf({ ...without(ucenterEnv, 'UCENTER_CLIENT_SECRET'), UCENTER_CLIENT_SECRET_FILE: path });

    expect(faults(join(folder.path, 'missing-4711'))).toEqual([
      'UCENTER_CLIENT_SECRET_FILE names a file that cannot be read (ENOENT).',
    ]);
    expect(faults(join(folder.path, 'a-directory'))).toEqual([
      'UCENTER_CLIENT_SECRET_FILE names a file that cannot be read (EISDIR).',
    ]);
    expect(faults(file(' \n'))).toEqual(['UCENTER_CLIENT_SECRET_FILE names a file that is empty.']);
  });

  it('is reported by the name of the setting if its text is invalid', () => {
    const env = { ...without(oneNetEnv, 'ONENET_ACCESS_KEY'), ONENET_ACCESS_KEY_FILE: file('"4711"') };

    expect(faultsOf(env)).toEqual([expect.stringMatching(/^ONENET_ACCESS_KEY must be standard Base64/)]);
    expect(faultsOf(env).join()).not.toContain('4711');
  });
});
