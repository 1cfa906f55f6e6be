import { composeStore } from './compose-store';
import type { DatabaseAddress } from './database-address';
import type { OpenDatabase } from './dialect';
import type { CipherSuiteName } from './encryption/cipher-suite';
import { loadFingerprintSecret } from './encryption/fingerprint-secret';
import { loadRowSecret } from './encryption/row-secret';
import { Fingerprints, type ServiceKey, Vault } from './encryption/vault';
import { StoreOpenError } from './errors';
import { SqliteInbox } from './inbox/inbox';
import type { KeyStoreAddress } from './key-store/contract';
import { openKeyStore } from './key-store/open-key-store';
import { refuseKeysElsewhere } from './key-store/refuse-keys-elsewhere';
import { EntryThread } from './log/entry-thread';
import { migrate, requireMigrated } from './migrations/migrate';
import { openSqlite } from './sqlite/database';
import type { Store, StoreMeter } from './store';

export interface StoreSettings {
  readonly database: DatabaseAddress;
  /** Whether the tables are migrated; by default they are. */
  readonly migrates?: boolean;
  /** Redis that carries wake-ups between processes on one PostgreSQL; null for NOTIFY. */
  readonly busUrl: string | null;
  /** The place of the accounts' keys; by default with the database. */
  readonly keyStore?: KeyStoreAddress;
  /** The first seals, all open. */
  readonly encryptionKeys: readonly ServiceKey[];
  /** The file that the key was read from, in development; for messages. */
  readonly keyFile?: string;
  /** Seals everything new. */
  readonly cipherSuite: CipherSuiteName;
  /** Whether entries of the transparency log are made in a thread of their own, if the database is a file of SQLite. */
  readonly hasEntryThread?: boolean;
  /** Opens although keys of personal data are missing: for the command that records such data as redacted. */
  readonly acceptsLostKeys?: boolean;
  /** Called with faults in the background, such as a connection that broke. */
  readonly report: (error: unknown) => void;
  /** Called with the id of a verification or case whose row something other than this service changed. */
  readonly onAltered?: (id: string, kind: 'verification' | 'case') => void;
  /** Measures the store's work; without it nothing is measured. */
  readonly meter?: StoreMeter;
}

const withDatabaseItself: KeyStoreAddress = { kind: 'database' };

/**
 * Opens the store, and migrates its tables to this version unless another user does. Throws StoreOpenError, and leaves
 * nothing open then; DatabaseAwayError if a later opening may succeed.
 */
export async function openStore(settings: StoreSettings): Promise<Store> {
  const database = await openDatabase(settings);
  try {
    await ((settings.migrates ?? true) ? migrate(database) : requireMigrated(database));
    const vault = new Vault(settings.encryptionKeys, settings.cipherSuite);
    const keyStore = openKeyStore(settings.keyStore ?? withDatabaseItself, database);
    await refuseKeysElsewhere(database, keyStore, settings);
    const fingerprints = new Fingerprints(await loadFingerprintSecret(database.db, vault, settings.keyFile));
    const rowSecret = await loadRowSecret(database.db, keyStore, vault);
    const { meter = null, onAltered = () => {} } = settings;
    const entryThread = entryThreadOf(settings);
    return composeStore({
      database,
      keyStore,
      vault,
      fingerprints,
      rowSecret,
      entryThread,
      onAltered,
      meter,
    });
  } catch (error) {
    await database.close();
    const cause = error instanceof StoreOpenError ? error.cause : error;
    throw database.awayError(cause) ?? error;
  }
}

/** On PostgreSQL the thread would need connections of its own, and with HashiCorp Vault a token. */
function entryThreadOf(settings: StoreSettings): EntryThread | null {
  const {
    database,
    keyStore = withDatabaseItself,
    encryptionKeys,
    cipherSuite,
    hasEntryThread = false,
  } = settings;
  if (!hasEntryThread || database.kind !== 'sqlite' || keyStore.kind === 'vault') return null;
  return new EntryThread({ database, keyStore, encryptionKeys, cipherSuite });
}

async function openDatabase({
  database,
  migrates = true,
  busUrl,
  keyStore = withDatabaseItself,
  report,
}: Pick<StoreSettings, 'database' | 'migrates' | 'busUrl' | 'keyStore' | 'report'>): Promise<OpenDatabase> {
  if (database.kind !== 'postgres') return openSqlite(database);
  // Loaded here, so that the clients of PostgreSQL and Redis do not delay a start on SQLite.
  const { openPostgres } = require('./postgres/database') as typeof import('./postgres/database');
  return openPostgres({
    address: database,
    migrates,
    busUrl,
    holdsKeys: keyStore.kind === 'database',
    report,
  });
}

/** Opens the database without migrating it, and closes it after the work. Throws StoreOpenError. */
export async function withDatabase<Result>(
  { database, keyStore, report }: Pick<StoreSettings, 'database' | 'keyStore' | 'report'>,
  work: (database: OpenDatabase) => Promise<Result>,
): Promise<Result> {
  const opened = await openDatabase({ database, busUrl: null, ...(keyStore && { keyStore }), report });
  try {
    return await work(opened);
  } finally {
    await opened.close();
  }
}

/**
 * Opens the file that keeps pushes while the store cannot be written. Throws StoreOpenError. `maxBytes` limits what it
 * takes, roughly; a command, which adds no push, needs none.
 */
export function openInbox(
  path: string,
  { encryptionKeys, cipherSuite }: Pick<StoreSettings, 'encryptionKeys' | 'cipherSuite'>,
  maxBytes = Number.POSITIVE_INFINITY,
): SqliteInbox {
  return SqliteInbox.open(path, new Vault(encryptionKeys, cipherSuite), maxBytes);
}
