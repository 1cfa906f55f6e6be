import type { CipherSuiteName } from './cipher-suite';
import type { OpenDatabase } from './dialect';
import { loadFingerprintSecret } from './fingerprint-secret';
import { migrate } from './migrate';
import { SqlStore } from './sql-store';
import { openSqlite } from './sqlite/database';
import { SqliteInbox } from './sqlite/inbox';
import type { Store } from './store';
import { Fingerprints, type ServiceKey, Vault } from './vault';

export interface StoreSettings {
  /** `sqlite:PATH`, `sqlite::memory:` or `postgres://…`. */
  readonly databaseUrl: string;
  /** Redis that carries wake-ups between processes on one PostgreSQL; null for NOTIFY. */
  readonly busUrl: string | null;
  /** The first seals, all open. */
  readonly encryptionKeys: readonly ServiceKey[];
  /** With which everything new is sealed. */
  readonly cipherSuite: CipherSuiteName;
  /** Told of faults in the background, such as a connection that broke. */
  readonly report: (error: unknown) => void;
}

/** Opens the store and brings its tables to this version. Throws StoreOpenError; nothing stays open then. */
export async function openStore(settings: StoreSettings): Promise<Store> {
  const database = await openDatabase(settings);
  try {
    await migrate(database);
    const vault = new Vault(settings.encryptionKeys, settings.cipherSuite);
    return new SqlStore(database, vault, new Fingerprints(await loadFingerprintSecret(database.db, vault)));
  } catch (error) {
    await database.changes.close();
    await database.db.destroy();
    throw error;
  }
}

/** Opens the database and leaves its tables as they are. Throws StoreOpenError. */
export async function openDatabase({
  databaseUrl: url,
  busUrl,
  report,
}: Pick<StoreSettings, 'databaseUrl' | 'busUrl' | 'report'>): Promise<OpenDatabase> {
  if (url.startsWith('sqlite:')) return openSqlite(url.slice('sqlite:'.length));
  // Loaded here: on SQLite nothing waits for the clients of PostgreSQL and Redis.
  const { openPostgres } = require('./postgres/database') as typeof import('./postgres/database');
  return openPostgres({ url, busUrl, report });
}

/** Opens the file that keeps pushes while the store cannot be written. Throws StoreOpenError. */
export function openInbox(
  path: string,
  { encryptionKeys, cipherSuite }: Pick<StoreSettings, 'encryptionKeys' | 'cipherSuite'>,
): SqliteInbox {
  return SqliteInbox.open(path, new Vault(encryptionKeys, cipherSuite));
}
