import type { SqliteAddress } from '../database-address';
import { loadFingerprintSecret } from '../encryption/fingerprint-secret';
import { checkKeys } from '../encryption/key-check';
import { Vault } from '../encryption/vault';
import { BackupError } from '../errors';
import { openKeyStore } from '../key-store/open-key-store';
import { newerSteps, stepsDone } from '../migrations/migrate';
import { type StoreSettings, withDatabase } from '../open-store';
import { countLostKeys } from './lost-keys';
import { countVerifications, openPair } from './sqlite-file';

export interface Examined {
  readonly verifications: number;
  /** Time of the last recorded change; null if there is none. */
  readonly newest: Date | null;
}

/** Checks a copy of a database and its key store. Throws BackupError if the service could not work with it. */
export async function examine(copy: SqliteAddress, store: StoreSettings): Promise<Examined> {
  const examined = examineFiles(copy);
  await withDatabase({ ...store, database: copy }, async (database) => {
    const newer = newerSteps(await stepsDone(database));
    if (newer.length > 0) {
      throw new BackupError(
        `The copy was written by a newer version (it has ${newer.join(', ')}). Restore it with that version.`,
      );
    }
    const vault = new Vault(store.encryptionKeys, store.cipherSuite);
    await loadFingerprintSecret(database.db, vault, store.keyFile);
    const { locked } = await checkKeys(openKeyStore({ kind: 'database' }, database), vault);
    if (locked > 0) {
      throw new BackupError(
        `${locked} keys in the key store cannot be opened. Add the keys that the service had when the backup was made (ENCRYPTION_KEYS).`,
      );
    }
  });
  return examined;
}

function examineFiles(copy: SqliteAddress): Examined {
  try {
    const database = openPair(copy);
    try {
      const found = database.prepare('pragma integrity_check').all();
      if (found.length !== 1 || found[0]?.['integrity_check'] !== 'ok') {
        throw new BackupError('The copy of the database is damaged. Use another backup.');
      }
      const lost = countLostKeys(database);
      if (lost > 0) {
        throw new BackupError(
          `The key store lacks the keys of ${lost} verifications. If it is the right key store, they were redacted after the backup was made: add --finish-redactions to record that in the restored copy. Otherwise name the key store that belongs to the copy with --keystore.`,
        );
      }
      const time = database.prepare('select max(updated_at) as time from verification').get()?.['time'];
      return {
        verifications: countVerifications(database),
        newest: typeof time === 'number' ? new Date(time) : null,
      };
    } finally {
      database.close();
    }
  } catch (error) {
    if (error instanceof BackupError) throw error;
    const reason = error instanceof Error ? error.message : 'unknown fault';
    throw new BackupError(
      `The copy cannot be read as a database of this service (${reason}). Use another backup.`,
    );
  }
}
