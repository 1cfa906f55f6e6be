import { type Kysely, sql } from 'kysely';
import { recordAct } from '../acts/acts';
import type { PrivilegedAct } from '../acts/contract';
import { DestinationWriter } from '../destinations/destination-writer';
import type { OpenDatabase } from '../dialect';
import { dataKeyContext } from '../encryption/data-keys';
import { rewrapFingerprintSecret } from '../encryption/fingerprint-secret';
import { Vault } from '../encryption/vault';
import { StoreOpenError } from '../errors';
import { type StoreSettings, withDatabase } from '../open-store';
import { keysInDatabase } from '../postgres/keystore';
import type { Tables } from '../schema';
import type { KeyStore } from './contract';
import { openKeyStore } from './open-key-store';

const batchSize = 500;

/**
 * Moves the keys from the schema `keystore` of PostgreSQL into the key store that the settings name, sealed with the
 * first service key. Returns how many there were. It can be repeated after an interruption. Throws StoreOpenError.
 *
 * The schema's files and the write-ahead log keep the keys as they were sealed, and so do backups: what makes those
 * useless is that the service key that sealed them is destroyed. So the first key must be a new one. `act` is recorded
 * in the transaction in which the keys leave.
 */
export function moveKeys(
  settings: StoreSettings,
  act: PrivilegedAct,
  onProgress: (done: number) => void = () => {},
): Promise<number> {
  const { keyStore: to } = settings;
  if (to === undefined || to.kind === 'database') {
    throw new StoreOpenError(
      'There is nowhere to move the keys to. Name a key store apart from the database (KEYSTORE_URL).',
    );
  }
  return withDatabase(settings, async (database) => {
    if ((await keysInDatabase(database.db)) === 0) return 0;
    const vault = new Vault(settings.encryptionKeys, settings.cipherSuite);
    // Before the keys: an interruption after them could not be repeated, because there is nothing left to move.
    await rewrapFingerprintSecret(database.db, vault);
    await new DestinationWriter(database, vault).rewrap();
    return moveAll(database, openKeyStore(to, database), vault, act, onProgress);
  });
}

/** One transaction that locks the schema's table: a process that still runs cannot add a key that would be lost. */
function moveAll(
  database: OpenDatabase,
  target: KeyStore,
  vault: Vault,
  act: PrivilegedAct,
  onProgress: (done: number) => void,
): Promise<number> {
  const inOne = (work: (tx: Kysely<Tables>) => Promise<number>) =>
    database.patiently((patient) => patient.transaction().execute(work));
  return inOne(async (tx) => {
    await sql`lock table keystore.data_key in access exclusive mode`.execute(tx);
    let done = 0;
    for (let after = ''; ; ) {
      const rows = await tx
        .selectFrom('keystore.data_key')
        .selectAll()
        .where('id', '>', after)
        .orderBy('id')
        .limit(batchSize)
        .execute();
      if (rows.some(({ wrapped }) => !vault.isOutdated(wrapped))) throw new StoreOpenError(needsNewKey);
      const there = await target.read(rows.map(({ id }) => id));
      for (const { id, wrapped } of rows.filter((row) => !there.has(row.id))) {
        const context = dataKeyContext(id);
        await target.add(id, vault.wrap(vault.unwrap(wrapped, context), context));
      }
      done += rows.length;
      onProgress(done);
      const last = rows.at(-1);
      if (!last) break;
      after = last.id;
    }
    // Not a deletion: the table gets a new file, and PostgreSQL removes the old one.
    await sql`truncate keystore.data_key`.execute(tx);
    await recordAct(tx, act);
    return done;
  });
}

const needsNewKey =
  'The keys are sealed with the first of ENCRYPTION_KEYS, and copies of them stay in the files, the write-ahead log and the backups of this database. Put a new key first, keep the present one second, and move again; afterwards remove the present one and destroy it (ENCRYPTION_KEYS).';
