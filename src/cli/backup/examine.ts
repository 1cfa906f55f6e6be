import { DatabaseSync } from 'node:sqlite';
import { loadFingerprintSecret } from '../../storage/fingerprint-secret';
import type { StoreSettings } from '../../storage/open-store';
import { keystorePathOf } from '../../storage/sqlite/database';
import { Vault } from '../../storage/vault';
import { lockedKeys } from '../data-keys';
import { ledgerOf, missingIn, neededLedger, withDatabase } from '../database';
import { CommandFault } from '../fault';
import { lostKeys } from './finish-redactions';
import { countVerifications } from './sqlite-file';

export interface Examined {
  readonly verifications: number;
  /** Time of the last recorded change; null where there is none. */
  readonly newest: Date | null;
}

/** Looks through a copy of a database and its key store, and throws where the service could not work with it. */
export async function examine(path: string, store: StoreSettings): Promise<Examined> {
  const examined = examineFile(path);
  await withDatabase({ ...store, databaseUrl: `sqlite:${path}` }, async (database) => {
    const newer = missingIn(
      { contractions: (await ledgerOf(database)).contractions, expansions: [] },
      await neededLedger(),
    );
    if (newer.length > 0) {
      throw new CommandFault(
        `The copy was written by a newer version (it has ${newer.join(', ')}). Restore it with that.`,
      );
    }
    const vault = new Vault(store.encryptionKeys, store.cipherSuite);
    await loadFingerprintSecret(database.db, vault);
    const { locked } = await lockedKeys(database.db, vault);
    if (locked > 0) {
      throw new CommandFault(
        `ENCRYPTION_KEYS do not open ${locked} of the keys in the key store. Add the keys that the service had when the backup was made.`,
      );
    }
  });
  return examined;
}

function examineFile(path: string): Examined {
  const database = new DatabaseSync(path);
  try {
    const found = database.prepare('pragma integrity_check').all();
    if (found.length !== 1 || found[0]?.['integrity_check'] !== 'ok') {
      throw new CommandFault('The copy of the database is damaged. Take another backup.');
    }
    database.prepare('attach database ? as keystore').run(keystorePathOf(path));
    const lost = Number(database.prepare(`select count(*) as lost ${lostKeys}`).get()?.['lost']);
    if (lost > 0) {
      throw new CommandFault(
        `The key store lacks the keys of ${lost} verifications. Where it is the right one, they were redacted after the backup was made: add --finish-redactions, and the restored copy says so. Else name the one that belongs to the copy with --keystore.`,
      );
    }
    const time = database.prepare('select max(updated_at) as time from verification').get()?.['time'];
    return {
      verifications: countVerifications(database),
      newest: typeof time === 'number' ? new Date(time) : null,
    };
  } catch (error) {
    if (error instanceof CommandFault) throw error;
    const reason = error instanceof Error ? error.message : 'unknown fault';
    throw new CommandFault(
      `The copy cannot be read as a database of this service (${reason}). Take another backup.`,
    );
  } finally {
    database.close();
  }
}
