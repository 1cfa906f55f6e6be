import type { Kysely } from 'kysely';
import type { Tables } from '../schema';
import type { KeyStore } from './contract';

/** The newest are enough to tell; checking all would slow the start down with every verification. */
const sampleSize = 100;

/** How many of the newest verifications have personal data whose key is not in the key store. */
export async function countLostKeys(db: Kysely<Tables>, keyStore: KeyStore): Promise<number> {
  const rows = await db
    .selectFrom('verification')
    .select('data_key_id')
    .where('redacted_at', 'is', null)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(sampleSize)
    .execute();
  const found = await keyStore.read([...new Set(rows.map((row) => row.data_key_id))]);
  return rows.filter((row) => !found.has(row.data_key_id)).length;
}
