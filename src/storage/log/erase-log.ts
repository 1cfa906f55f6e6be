import type { KeyObject } from 'node:crypto';
import type { Kysely } from 'kysely';
import { unseal } from '../encryption/cipher-suite';
import type { Tables } from '../schema';
import { placesOfSubjects } from './entries-of';
import { sealContext } from './salts';

/** Deletes the salts and facts of erased verifications: their entries then commit to nothing that can be found. */
export async function forgetLogged(db: Kysely<Tables>, verificationIds: readonly string[]): Promise<void> {
  await db
    .updateTable('log_entry')
    .set({ sealed: null })
    .where('place', 'in', placesOfSubjects(db, verificationIds))
    .where('sealed', 'is not', null)
    .execute();
}

/**
 * Entries that are made already will not be added: they may commit to data that is destroyed, or be sealed with a key
 * that the account does not have any more. In the transaction that changes keys, before the old one is destroyed.
 */
export async function dropMadeEntries(tx: Kysely<Tables>): Promise<void> {
  await tx
    .updateTable('log_state')
    .set((eb) => ({ erasures: eb('erasures', '+', 1) }))
    .execute();
}

/** Seals salts and facts of a verification with the new key of its account. Under the lock of the log. */
export async function resealLogged(
  tx: Kysely<Tables>,
  verificationId: string,
  key: KeyObject | null,
  sealWith: (plaintext: Buffer, context: string) => Buffer,
): Promise<void> {
  if (key === null) return;
  const rows = await tx
    .selectFrom('log_entry')
    .select(['place', 'sealed'])
    .where('place', 'in', placesOfSubjects(tx, [verificationId]))
    .where('sealed', 'is not', null)
    .execute();
  for (const { place, sealed } of rows) {
    if (sealed === null) continue;
    const context = sealContext(place);
    await tx
      .updateTable('log_entry')
      .set({ sealed: sealWith(unseal(key, sealed, context), context) })
      .where('place', '=', place)
      .execute();
  }
}
