import type { KeyStore } from '../key-store/contract';
import { dataKeyContext } from './data-keys';
import type { Vault } from './vault';

/** Ids are random, so that any thousand are a fair sample. */
const sampleSize = 1000;

export interface KeyCheck {
  /** How many were looked at. */
  readonly sampled: number;
  /** How many ENCRYPTION_KEYS do not open. */
  readonly locked: number;
  /** How many are not sealed with the first of ENCRYPTION_KEYS. */
  readonly outdated: number;
}

/** Checks a sample of the key store against ENCRYPTION_KEYS. */
export async function checkKeys(keyStore: KeyStore, vault: Vault): Promise<KeyCheck> {
  const ids: string[] = [];
  for await (const some of keyStore.ids()) {
    ids.push(...some);
    if (ids.length >= sampleSize) break;
  }
  const rows = [...(await keyStore.read(ids.slice(0, sampleSize)))];
  const isLocked = ([id, wrapped]: readonly [string, Uint8Array]): boolean => {
    try {
      vault.unwrap(wrapped, dataKeyContext(id));
      return false;
    } catch {
      return true;
    }
  };
  return {
    sampled: rows.length,
    locked: rows.filter(isLocked).length,
    outdated: rows.filter(([, wrapped]) => vault.isOutdated(wrapped)).length,
  };
}
