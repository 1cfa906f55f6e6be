import type { Kysely } from 'kysely';
import type { Tables } from '../storage/schema';
import type { Vault } from '../storage/vault';

/** Ids are random, so that any thousand are a fair sample. */
const sampleSize = 1000;

export interface LockedKeys {
  /** How many were looked at. */
  readonly sampled: number;
  /** How many ENCRYPTION_KEYS do not open. */
  readonly locked: number;
  /** How many are not sealed with the first of ENCRYPTION_KEYS. */
  readonly outdated: number;
}

/** How a sample of the key store fits ENCRYPTION_KEYS. */
export async function lockedKeys(db: Kysely<Tables>, vault: Vault): Promise<LockedKeys> {
  const rows = await db.selectFrom('keystore.data_key').selectAll().orderBy('id').limit(sampleSize).execute();
  const isLocked = ({ id, wrapped }: { id: string; wrapped: Uint8Array }): boolean => {
    try {
      vault.unwrap(wrapped, contextOfKey(id));
      return false;
    } catch {
      return true;
    }
  };
  return {
    sampled: rows.length,
    locked: rows.filter(isLocked).length,
    outdated: rows.filter(({ wrapped }) => vault.isOutdated(wrapped)).length,
  };
}

/** What a data key is bound to when it is wrapped (storage/data-keys.ts). */
export function contextOfKey(id: string): string {
  return `data_key:${id}`;
}
