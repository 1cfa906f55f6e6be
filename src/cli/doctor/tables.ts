import type { OpenDatabase } from '../../storage/dialect';
import { StoreOpenError } from '../../storage/errors';
import { loadFingerprintSecret } from '../../storage/fingerprint-secret';
import type { StoreSettings } from '../../storage/open-store';
import { Vault } from '../../storage/vault';
import { lockedKeys } from '../data-keys';
import { type Ledger, ledgerOf, missingIn, neededLedger } from '../database';
import { type Finding, fail, ok, warn } from './finding';

/** What any database is asked once it is open: its version, and whether ENCRYPTION_KEYS fit. */
export async function tableFindings(
  database: OpenDatabase,
  store: StoreSettings,
): Promise<readonly Finding[]> {
  const [needed, done] = [await neededLedger(), await ledgerOf(database)];
  const migrations = migrationsFinding(needed, done);
  // Without its tables there is nothing yet that a key could fit.
  if (done.contractions.length === 0) return [migrations];
  return [migrations, await keysFinding(database, store)];
}

/** For a database in which nothing is yet. */
export const emptyDatabase = warn(
  'migrations',
  'the database is empty',
  'The first start makes the tables; or run `realname migrate`.',
);

function migrationsFinding(needed: Ledger, done: Ledger): Finding {
  const check = 'migrations';
  if (done.contractions.length === 0) return emptyDatabase;
  const newer = missingIn({ contractions: done.contractions, expansions: [] }, needed);
  if (newer.length > 0) {
    return fail(
      check,
      `the database was written by a newer version (it has ${newer.join(', ')})`,
      'Start that version, or restore a backup made before the upgrade.',
    );
  }
  const missing = missingIn(needed, done);
  return missing.length === 0
    ? ok(check, 'the database is at this version')
    : warn(
        check,
        `still to be done: ${missing.join(', ')}`,
        'The next start does them; or run `realname migrate`.',
      );
}

async function keysFinding({ db }: OpenDatabase, store: StoreSettings): Promise<Finding> {
  const check = 'keys';
  const vault = new Vault(store.encryptionKeys, store.cipherSuite);
  try {
    await loadFingerprintSecret(db, vault);
  } catch (error) {
    if (!(error instanceof StoreOpenError)) throw error;
    return fail(
      check,
      'ENCRYPTION_KEYS do not open this database',
      'Add the key that the database was made with behind the first one, under its own name.',
    );
  }
  const { sampled, locked, outdated } = await lockedKeys(db, vault);
  if (locked > 0) {
    return fail(
      check,
      `ENCRYPTION_KEYS do not open ${locked} of ${sampled} data keys`,
      'Add the keys that were taken away too early behind the first one, then run `realname keys rotate`.',
    );
  }
  return outdated > 0
    ? warn(
        check,
        `${outdated} of ${sampled} data keys are sealed with an older key`,
        'Run `realname keys rotate`, then take the older key away.',
      )
    : ok(
        check,
        `ENCRYPTION_KEYS open the database and its ${sampled === 1000 ? 'first thousand' : sampled} data keys`,
      );
}
