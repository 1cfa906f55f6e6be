import { randomBytes } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { record } from '../../service/record';
import type { ServiceTools } from '../../service/tools';
import type { StoreSettings } from '../../storage/open-store';
import { keystorePathOf } from '../../storage/sqlite/database';
import { Vault } from '../../storage/vault';
import { contextOfKey } from '../data-keys';

const batchSize = 500;

/**
 * Makes a copy of a database fit a key store that is younger. What lost its key there was redacted after the copy was
 * made: that is recorded as the service records it, so that the copy says so and the service starts on it. The keys
 * that the store wants to see meanwhile open nothing, and are destroyed with the redaction. How many there were.
 */
export async function finishRedactions(
  path: string,
  store: Pick<StoreSettings, 'encryptionKeys' | 'cipherSuite'>,
  withTools: (work: (tools: ServiceTools) => Promise<void>) => Promise<void>,
): Promise<number> {
  const ids = fillIn(path, new Vault(store.encryptionKeys, store.cipherSuite));
  if (ids.length === 0) return 0;
  await withTools(async (tools) => {
    for (const id of ids) await record(tools, id, { kind: 'redacted' });
    for (let start = 0; start < ids.length; start += batchSize) {
      await tools.store.destroyRedacted(ids.slice(start, start + batchSize));
    }
  });
  return ids.length;
}

/** Gives every verification without a key one that opens nothing. Their ids. */
function fillIn(path: string, vault: Vault): readonly string[] {
  const database = new DatabaseSync(path);
  try {
    database.prepare('attach database ? as keystore').run(keystorePathOf(path));
    const rows = database.prepare(`select id, data_key_id ${lostKeys}`).all();
    const insert = database.prepare('insert or ignore into keystore.data_key (id, wrapped) values (?, ?)');
    for (const keyId of new Set(rows.map((row) => String(row['data_key_id'])))) {
      insert.run(keyId, vault.wrap(randomBytes(32), contextOfKey(keyId)));
    }
    return rows.map((row) => String(row['id']));
  } finally {
    database.close();
  }
}

/** The end of a query for verifications whose personal data should be there, and whose key is not. */
export const lostKeys = `from verification
  where redacted_at is null and data_key_id not in (select id from keystore.data_key)`;
