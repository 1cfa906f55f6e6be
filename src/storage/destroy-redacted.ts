import { seal } from './cipher-suite';
import type { DataKeys } from './data-keys';
import type { OpenDatabase } from './dialect';
import { resealedColumns } from './rows';
import { transact } from './transact';
import type { Vault } from './vault';
import { selectVerifications } from './verification-reader';

/**
 * Destroys the data keys of redacted verifications. A key seals a whole account: what is left of that account is
 * sealed with a new key first, and only when that is committed is the old key deleted.
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
    .execute();
  for (const { data_key_id: oldId } of rows) {
    await moveToNewKey(database, dataKeys, vault, oldId);
    await dataKeys.destroy(oldId);
  }
  // Keyed hashes of what was asked: with the service's own key, somebody could try identity numbers against them.
  await db.deleteFrom('idempotency').where('verification_id', 'in', verificationIds).execute();
  await database.forgetDeleted();
}

async function moveToNewKey(
  database: OpenDatabase,
  dataKeys: DataKeys,
  vault: Vault,
  oldId: string,
): Promise<void> {
  const fresh = await dataKeys.create();
  const sealWith = (plaintext: Buffer, context: string) => seal(vault.suite, fresh.key, plaintext, context);
  await transact(database, async (tx) => {
    // The account first: whoever starts a verification meanwhile waits here, and finds the new key.
    await tx.updateTable('account').set({ data_key_id: fresh.id }).where('data_key_id', '=', oldId).execute();
    const query = selectVerifications(tx).where('verification.data_key_id', '=', oldId);
    const rows = await (database.dialect.locksRows ? query.forUpdate('verification') : query).execute();
    for (const row of rows) {
      await tx
        .updateTable('verification')
        .set({ data_key_id: fresh.id, ...resealedColumns(row, dataKeys, sealWith) })
        .where('id', '=', row.id)
        .execute();
    }
  });
}
