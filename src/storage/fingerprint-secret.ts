import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import { StoreOpenError } from './errors';
import type { Tables } from './schema';
import type { Vault } from './vault';

const name = 'fingerprint_secret';

/**
 * The secret behind the keyed hashes: made once, kept sealed by the service's key. That it opens is also the proof,
 * before anything is written, that ENCRYPTION_KEYS are the ones this database was made with.
 */
export async function loadFingerprintSecret(db: Kysely<Tables>, vault: Vault): Promise<Buffer> {
  const fresh = vault.wrap(randomBytes(32), name);
  await db
    .insertInto('setting')
    .values({ name, value: fresh })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  try {
    return vault.unwrap(await read(db), name);
  } catch (cause) {
    throw new StoreOpenError(
      'ENCRYPTION_KEYS do not open this database: it was made with another key. Add that key behind the first one, under its own name.',
      { cause },
    );
  }
}

/** Seals the secret with the first service key, where it is not yet. */
export async function rewrapFingerprintSecret(db: Kysely<Tables>, vault: Vault): Promise<void> {
  const value = await read(db);
  if (!vault.isOutdated(value)) return;
  const renewed = vault.wrap(vault.unwrap(value, name), name);
  await db.updateTable('setting').set({ value: renewed }).where('name', '=', name).execute();
}

async function read(db: Kysely<Tables>): Promise<Uint8Array> {
  const row = await db
    .selectFrom('setting')
    .select('value')
    .where('name', '=', name)
    .executeTakeFirstOrThrow();
  return row.value;
}
