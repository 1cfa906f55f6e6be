import type { OpenDatabase } from '../../storage/dialect';
import { loadFingerprintSecret } from '../../storage/encryption/fingerprint-secret';
import { checkKeys } from '../../storage/encryption/key-check';
import { readRowSecret } from '../../storage/encryption/row-secret';
import { Vault } from '../../storage/encryption/vault';
import { StoreOpenError } from '../../storage/errors';
import { openKeyStore } from '../../storage/key-store/open-key-store';
import {
  type MigrationSteps,
  neededSteps,
  newerSteps,
  stepsDone,
  stepsMissing,
} from '../../storage/migrations/migrate';
import type { StoreSettings } from '../../storage/open-store';
import { checkRows } from '../../storage/verifications/check-rows';
import { dutyFindings } from './duties';
import { type Finding, fail, ok, warn } from './finding';

/** Findings of any open database: its version, whether ENCRYPTION_KEYS fit, and its recurring jobs. */
export async function tableFindings(
  database: OpenDatabase,
  store: StoreSettings,
  offered: ReadonlySet<string>,
): Promise<readonly Finding[]> {
  const done = await stepsDone(database);
  const migrations = migrationsFinding(done);
  // Without tables there is nothing that a key could fit.
  if (done.contractions.length === 0) return [migrations];
  const keys = await keysFinding(database, store);
  // The secret of the seals is among the keys.
  const rows = keys.state === 'fail' ? [] : await rowFindings(database, store, done);
  const hasLeases = done.expansions.includes('0009-leases');
  return [migrations, keys, ...rows, ...(hasLeases ? await dutyFindings(database, offered) : [])];
}

/** For a database without tables. */
export const emptyDatabase = warn(
  'migrations',
  'the database is empty',
  'The first start creates the tables; or run `realname migrate`.',
);

function migrationsFinding(done: MigrationSteps): Finding {
  const check = 'migrations';
  if (done.contractions.length === 0) return emptyDatabase;
  const newer = newerSteps(done);
  if (newer.length > 0) {
    return fail(
      check,
      `the database was written by a newer version (it has ${newer.join(', ')})`,
      'Start that version, or restore a backup made before the upgrade.',
    );
  }
  const missing = stepsMissing(neededSteps, done);
  return missing.length === 0
    ? ok(check, 'the database is at this version')
    : warn(
        check,
        `migrations to run: ${missing.join(', ')}`,
        'The next start runs them; or run `realname migrate`.',
      );
}

async function rowFindings(
  database: OpenDatabase,
  store: StoreSettings,
  done: MigrationSteps,
): Promise<readonly Finding[]> {
  const check = 'rows';
  const keyStore = openKeyStore(store.keyStore ?? { kind: 'database' }, database);
  const secret = await readRowSecret(keyStore, new Vault(store.encryptionKeys, store.cipherSuite));
  if (!secret || stepsMissing(neededSteps, done).length > 0) return [];
  const { sampled, sampledCases, altered, unsealed } = await checkRows(database.db, secret);
  if (altered.length > 0) {
    return [
      fail(
        check,
        `${altered.length} of ${sampled} verifications and ${sampledCases} cases were changed by something other than this service, and are not believed: ${altered.slice(0, 3).join(', ')}`,
        'Find out who can write to the database. Then restore a backup, or redact them and have those people verify again.',
      ),
    ];
  }
  if (unsealed === 0)
    return [
      ok(check, `the seals of the newest ${sampled} verifications and ${sampledCases} cases are whole`),
    ];
  const isAccepted = Date.now() < secret.acceptsUntil;
  const found = `${unsealed} of ${sampled} verifications have no seal`;
  return [
    isAccepted
      ? warn(
          check,
          `${found}, as a release before 2.0.0 leaves them`,
          'The service seals them while it runs.',
        )
      : fail(
          check,
          `${found}, and are not believed`,
          'If a release before 2.0.0 wrote them, run `realname keys seal-rows`; otherwise find out who can write to the database.',
        ),
  ];
}

async function keysFinding(database: OpenDatabase, store: StoreSettings): Promise<Finding> {
  const check = 'keys';
  const vault = new Vault(store.encryptionKeys, store.cipherSuite);
  try {
    await loadFingerprintSecret(database.db, vault);
  } catch (error) {
    if (!(error instanceof StoreOpenError)) throw error;
    return fail(
      check,
      'ENCRYPTION_KEYS do not open this database',
      'Add the key that the database was made with after the first one, under its own name (ENCRYPTION_KEYS).',
    );
  }
  const keyStore = openKeyStore(store.keyStore ?? { kind: 'database' }, database);
  const { sampled, locked, outdated } = await checkKeys(keyStore, vault);
  if (locked > 0) {
    return fail(
      check,
      `ENCRYPTION_KEYS do not open ${locked} of ${sampled} data keys`,
      'Add the keys that were removed too early after the first one, then run `realname keys rotate` (ENCRYPTION_KEYS).',
    );
  }
  return outdated > 0
    ? warn(
        check,
        `${outdated} of ${sampled} data keys are sealed with an older key`,
        'Run `realname keys rotate`, then remove the older key (ENCRYPTION_KEYS).',
      )
    : ok(
        check,
        `ENCRYPTION_KEYS open the database and its ${sampled === 1000 ? 'first thousand' : sampled} data keys`,
      );
}
