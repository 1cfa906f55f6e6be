import { randomBytes } from 'node:crypto';
import type { OpenDatabase } from './dialect';
import { StoreOpenError } from './errors';
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
}

/** Opens the store and brings its tables to this version. Throws StoreOpenError; nothing stays open then. */
export async function openStore(settings: StoreSettings): Promise<Store> {
  const database = openDatabase(settings.databaseUrl);
  try {
    await migrate(database);
    const vault = new Vault(settings.encryptionKeys);
    return new SqlStore(database, vault, new Fingerprints(await fingerprintSecret(database, vault)));
  } catch (error) {
    await database.db.destroy();
    throw error;
  }
}

function openDatabase(url: string): OpenDatabase {
  if (url.startsWith('sqlite:')) return openSqlite(url.slice('sqlite:'.length));
  throw new StoreOpenError('DATABASE_URL must begin with sqlite: (for example sqlite:./data/realname.db).');
}

const secretName = 'fingerprint_secret';

/**
 * The secret behind the keyed hashes: made once, kept sealed by the service's key. That it opens is also the proof,
 * before anything is written, that ENCRYPTION_KEYS are the ones this database was made with.
 */
async function fingerprintSecret({ db }: OpenDatabase, vault: Vault): Promise<Buffer> {
  const fresh = vault.wrap(randomBytes(32), secretName);
  await db
    .insertInto('setting')
    .values({ name: secretName, value: fresh })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  const { value } = await db
    .selectFrom('setting')
    .select('value')
    .where('name', '=', secretName)
    .executeTakeFirstOrThrow();
  try {
    return vault.unwrap(value, secretName);
  } catch (cause) {
    throw new StoreOpenError(
      'ENCRYPTION_KEYS do not open this database: it was made with another key. Add that key behind the first one, under its own name.',
      { cause },
    );
  }
}
