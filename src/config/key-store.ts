import { isAbsolute } from 'node:path';
import type { z } from 'zod';
import { isHttpUrl, text } from '../domain/input/setting-value';
import { Secret } from '../domain/privacy/secret';
import type { DatabaseAddress } from '../storage/database-address';
import type { KeyStoreAddress } from '../storage/key-store/contract';

/** Settings of the key store. */
export const keyStoreFields = {
  KEYSTORE_URL: text.refine(
    (value) =>
      value === undefined || value === 'database' || fileOf(value) !== null || vaultOf(value) !== null,
    'must be file:/PATH, vault:https://HOST:PORT/MOUNT/FOLDER or database',
  ),
  KEYSTORE_TOKEN: text,
};

type Fields = z.infer<z.ZodObject<typeof keyStoreFields>>;

/** Why keys in the same PostgreSQL do not do: the sentence of every message about it. */
export const keysApart =
  'PostgreSQL keeps destroyed keys in its files and its write-ahead log, so that erased data could still be read';

/** Takes KEYSTORE_URL apart, and adds a fault for what cannot be. */
export function keyStoreOf(
  { KEYSTORE_URL: value, KEYSTORE_TOKEN: token }: Fields,
  { database, isDev }: { readonly database: DatabaseAddress; readonly isDev: boolean },
  faults: string[],
): KeyStoreAddress {
  const itself: KeyStoreAddress = { kind: 'database' };
  const isPostgres = database.kind === 'postgres';
  if (value === undefined) {
    if (isPostgres && !isDev) {
      faults.push(
        `KEYSTORE_URL is needed with PostgreSQL: ${keysApart}. Name a folder that every process mounts (file:/PATH), or HashiCorp Vault (vault:https://HOST:PORT/MOUNT/FOLDER).`,
      );
    }
    return itself;
  }
  if (!isPostgres) {
    faults.push(
      'KEYSTORE_URL is for PostgreSQL; DATABASE_URL names an SQLite database, whose key store is a file next to it.',
    );
    return itself;
  }
  const vault = vaultOf(value);
  if (!vault) {
    const path = fileOf(value);
    return path === null ? itself : { kind: 'file', path };
  }
  if (token === undefined)
    faults.push('KEYSTORE_TOKEN is needed because KEYSTORE_URL names HashiCorp Vault.');
  return { kind: 'vault', ...vault, token: Secret.of(token ?? '') };
}

/** The address of HashiCorp Vault in KEYSTORE_URL; null if it names none. */
export function vaultOf(value: string): { origin: string; mount: string; folder: string } | null {
  const address = /^vault:(https?:\/\/.+)$/.exec(value)?.[1];
  if (address === undefined || !isHttpUrl(address)) return null;
  const { origin, pathname, search, hash, username } = new URL(address);
  const [, mount = '', folder = ''] = /^\/([\w.-]+)\/([\w./-]*\w)\/?$/.exec(pathname) ?? [];
  return mount === '' || search !== '' || hash !== '' || username !== '' ? null : { origin, mount, folder };
}

function fileOf(value: string): string | null {
  const path = /^file:(?:\/\/(?=\/))?(.+)$/s.exec(value)?.[1];
  return path !== undefined && isAbsolute(path) ? path : null;
}
