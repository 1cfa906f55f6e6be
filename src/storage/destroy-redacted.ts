import type { Kysely } from 'kysely';
import { seal } from './cipher-suite';
import type { DataKeys } from './data-keys';
import type { OpenDatabase } from './dialect';
import { resealedColumns } from './rows';
import type { Tables } from './schema';
import { transact } from './transact';
import type { Vault } from './vault';
import { selectVerifications } from './verification-reader';

/** What stands in place of a redacted verification's key once that is destroyed. */
const destroyedKeyId = '';

/**
 * Destroys the data keys of redacted verifications. A key seals a whole account: what is left of that account is
 * sealed with a new key first, and only when that is committed is the old key deleted. A redacted verification names
 * its key until then, so that a destruction that was cut short is found and done again.
 */
export async function destroyRedacted(
  database: OpenDatabase,
  dataKeys: DataKeys,
  vault: Vault,
  verificationIds: readonly string[],
): Promise<void> {
  if (verificationIds.length === 0) return;
  const { db } = database;
  const rows = await db
    .selectFrom('verification')
    .select('data_key_id')
    .distinct()
    .where('id', 'in', verificationIds)
    .where('redacted_at', 'is not', null)
    .where('data_key_id', '!=', destroyedKeyId)
    .execute();
  for (const { data_key_id: oldId } of rows) {
    await moveToNewKey(database, dataKeys, vault, oldId);
    await dataKeys.destroy(oldId);
    await db
      .updateTable('verification')
      .set({ data_key_id: destroyedKeyId })
      .where('data_key_id', '=', oldId)
      .where('redacted_at', 'is not', null)
      .execute();
  }
  // Keyed hashes of what was asked: with the service's own key, somebody could try identity numbers against them.
  await db
    .deleteFrom('idempotency')
    .where('verification_id', 'in', (eb) =>
      eb
        .selectFrom('verification')
        .select('id')
        .where('id', 'in', verificationIds)
        .where('redacted_at', 'is not', null),
    )
    .execute();
  await database.forgetDeleted();
}

/** Redacted verifications whose key is still there: their destruction was cut short. */
export async function findUndestroyed(db: Kysely<Tables>, limit: number): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('verification')
    .select('id')
    .where('redacted_at', 'is not', null)
    .where('data_key_id', '!=', destroyedKeyId)
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}

async function moveToNewKey(
  database: OpenDatabase,
  dataKeys: DataKeys,
  vault: Vault,
  oldId: string,
): Promise<void> {
  const fresh = await dataKeys.create();
  let isTaken = false;
  const sealWith = (plaintext: Buffer, context: string) => seal(vault.suite, fresh.key, plaintext, context);
  await transact(database, async (tx) => {
    // The account first: whoever starts a verification meanwhile waits here, and finds the new key.
    const { numUpdatedRows } = await tx
      .updateTable('account')
      .set({ data_key_id: fresh.id })
      .where('data_key_id', '=', oldId)
      .executeTakeFirst();
    const query = selectVerifications(tx)
      .where('verification.data_key_id', '=', oldId)
      .where('verification.redacted_at', 'is', null);
    const rows = await (database.dialect.locksRows ? query.forUpdate('verification') : query).execute();
    isTaken = numUpdatedRows > 0n || rows.length > 0;
    for (const row of rows) {
      await tx
        .updateTable('verification')
        .set({ data_key_id: fresh.id, ...resealedColumns(row, dataKeys.keyOf, sealWith) })
        .where('id', '=', row.id)
        .execute();
    }
  });
  // A check without an account leaves nothing that would need one.
  if (!isTaken) await dataKeys.destroy(fresh.id);
}
