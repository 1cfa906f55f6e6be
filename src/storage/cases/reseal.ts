import type { Transaction } from 'kysely';
import type { OpenDatabase } from '../dialect';
import { unseal } from '../encryption/cipher-suite';
import type { DataKey } from '../encryption/data-keys';
import type { CaseRow, Tables } from '../schema';
import { selectCases } from './case-reader';
import { type KeyOfCase, keptContext } from './rows';

/** The cases that keep something sealed with that key. */
export function casesSealedWith(
  { dialect }: OpenDatabase,
  tx: Transaction<Tables>,
  keyId: string,
): Promise<readonly CaseRow[]> {
  const query = selectCases(tx)
    .where('identity_case.data_key_id', '=', keyId)
    .where('identity_case.sealed_kept', 'is not', null);
  return (dialect.locksRows ? query.forUpdate('identity_case') : query).execute();
}

interface NewKey {
  readonly dataKey: DataKey;
  readonly sealWith: (plaintext: Buffer, context: string) => Buffer;
  readonly keyOf: KeyOfCase;
}

/** Seals what cases keep with another key, before the old one is destroyed. */
export async function resealCases(
  tx: Transaction<Tables>,
  rows: readonly CaseRow[],
  { dataKey, sealWith, keyOf }: NewKey,
): Promise<void> {
  for (const row of rows) {
    const key = keyOf(row);
    const kept = key && row.sealed_kept && unseal(key, row.sealed_kept, keptContext(row.id));
    await tx
      .updateTable('identity_case')
      .set({ data_key_id: dataKey.id, sealed_kept: kept && sealWith(kept, keptContext(row.id)) })
      .where('id', '=', row.id)
      .execute();
  }
}
