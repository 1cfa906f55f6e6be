import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { SqliteAddress } from '../database-address';
import { dataKeyContext } from '../encryption/data-keys';
import { Vault } from '../encryption/vault';
import type { StoreSettings } from '../open-store';
import { isKey } from '../sqlite/keystore';
import { openPair } from './sqlite-file';

const fromLost = `from verification
  where redacted_at is null and data_key_id not in (select id from keystore.data_key where ${isKey})`;

/** How many verifications have lost the key of personal data that should be there. */
export function countLostKeys(database: DatabaseSync): number {
  return Number(database.prepare(`select count(*) as lost ${fromLost}`).get()?.['lost']);
}

/**
 * Gives every verification whose key is missing one that opens nothing, so that the store accepts the key store and
 * those verifications can be recorded as redacted. Returns their ids.
 */
export function replaceLostKeys(
  address: SqliteAddress,
  { encryptionKeys, cipherSuite }: Pick<StoreSettings, 'encryptionKeys' | 'cipherSuite'>,
): readonly string[] {
  const vault = new Vault(encryptionKeys, cipherSuite);
  const database = openPair(address);
  try {
    const rows = database.prepare(`select id, data_key_id ${fromLost}`).all();
    const insert = database.prepare('insert or replace into keystore.data_key (id, wrapped) values (?, ?)');
    for (const keyId of new Set(rows.map((row) => String(row['data_key_id'])))) {
      insert.run(keyId, vault.wrap(randomBytes(32), dataKeyContext(keyId)));
    }
    return rows.map((row) => String(row['id']));
  } finally {
    database.close();
  }
}
