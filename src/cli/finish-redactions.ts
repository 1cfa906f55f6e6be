import type { ServiceTools } from '../service/tools';
import { record } from '../service/verification/record';
import type { PrivilegedAct } from '../storage/acts/contract';
import { replaceLostKeys } from '../storage/backup/lost-keys';
import type { SqliteAddress } from '../storage/database-address';
import type { StoreSettings } from '../storage/open-store';

const batchSize = 500;

/**
 * Brings the copy of a database up to date with a newer key store. A verification whose key is missing there was
 * redacted after the copy was made: the redaction is recorded again, as the service records it, and the new keys that
 * this needed in place of the missing ones are destroyed. Returns the number of such verifications.
 */
export async function finishRedactions(
  address: SqliteAddress,
  store: Pick<StoreSettings, 'encryptionKeys' | 'cipherSuite'>,
  act: PrivilegedAct,
  withTools: (work: (tools: ServiceTools) => Promise<void>) => Promise<void>,
): Promise<number> {
  const ids = replaceLostKeys(address, store);
  if (ids.length === 0) return 0;
  await withTools(async (tools) => {
    await tools.store.acts.record(act);
    for (const id of ids) await record(tools, id, { kind: 'redacted' });
    for (let start = 0; start < ids.length; start += batchSize) {
      await tools.store.retention.destroyRedacted(ids.slice(start, start + batchSize));
    }
  });
  return ids.length;
}
