import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import { StoreOpenError } from '../errors';
import type { Tables } from '../schema';
import type { Vault } from './vault';

const name = 'fingerprint_secret';

/**
 * The secret of the keyed hashes: made once, and stored sealed by the service's key. Opening it also proves, before
 * anything is written, that ENCRYPTION_KEYS are the ones this database was made with. `keyFile` names the file that the
 * key came from, if it was not set.
 */
export async function loadFingerprintSecret(
  db: Kysely<Tables>,
  vault: Vault,
  keyFile: string | null = null,
): Promise<Buffer> {
  const fresh = sealFingerprintSecret(randomBytes(32), vault);
  await db
    .insertInto('setting')
    .values({ name, value: fresh })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  try {
    return openFingerprintSecret(await read(db), vault);
  } catch (cause) {
    throw new StoreOpenError(
      keyFile === null
        ? 'The database cannot be opened with these keys: it was made with another one. Add that key after the first one, under its own name (ENCRYPTION_KEYS).'
        : `The database cannot be opened with the key in ${keyFile}: it was made with another one. Put the key file that belongs to the database in its place, or set ENCRYPTION_KEYS.`,
      { cause },
    );
  }
}

export function sealFingerprintSecret(secret: Buffer, vault: Vault): Buffer {
  return vault.wrap(secret, name);
}

/** Throws if its key is missing, or the bytes were altered. */
export function openFingerprintSecret(sealed: Uint8Array, vault: Vault): Buffer {
  return vault.unwrap(sealed, name);
}

/** Seals the secret with the first service key, unless it is already. */
export async function rewrapFingerprintSecret(db: Kysely<Tables>, vault: Vault): Promise<void> {
  const value = await read(db);
  if (!vault.isOutdated(value)) return;
  const renewed = sealFingerprintSecret(openFingerprintSecret(value, vault), vault);
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
