import type { CipherSuiteName } from './cipher-suite';
import type { OpenDatabase } from './dialect';
import { StoreOpenError } from './errors';
import { loadFingerprintSecret } from './fingerprint-secret';
import { migrate } from './migrate';
import { SqlStore } from './sql-store';
import { openSqlite } from './sqlite/database';
import type { Store } from './store';
import { Fingerprints, type ServiceKey, Vault } from './vault';

export interface StoreSettings {
  /** `sqlite:PATH`, `sqlite::memory:`. */
  readonly databaseUrl: string;
  /** The first seals, all open. */
  readonly encryptionKeys: readonly ServiceKey[];
  /** With which everything new is sealed. */
  readonly cipherSuite: CipherSuiteName;
}

/** Opens the store and brings its tables to this version. Throws StoreOpenError; nothing stays open then. */
export async function openStore(settings: StoreSettings): Promise<Store> {
  const database = openDatabase(settings.databaseUrl);
  try {
    await migrate(database);
    const vault = new Vault(settings.encryptionKeys, settings.cipherSuite);
    return new SqlStore(database, vault, new Fingerprints(await loadFingerprintSecret(database.db, vault)));
  } catch (error) {
    await database.db.destroy();
    throw error;
  }
}

function openDatabase(url: string): OpenDatabase {
  if (url.startsWith('sqlite:')) return openSqlite(url.slice('sqlite:'.length));
  throw new StoreOpenError('DATABASE_URL must begin with sqlite: (for example sqlite:./data/realname.db).');
}
