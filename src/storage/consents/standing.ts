import type { Transaction } from 'kysely';
import type { Dialect } from '../dialect';
import type { Tables } from '../schema';
import type { ConsentRest } from './contract';

/**
 * Whether everything that a request rests on still stands. A withdrawal or redaction at the same time is either seen
 * here, or waits until the request is recorded.
 */
export async function isStanding(
  tx: Transaction<Tables>,
  { locksRows }: Pick<Dialect, 'locksRows'>,
  { consentIds, proofIds }: ConsentRest,
): Promise<boolean> {
  if (consentIds.length > 0) {
    const live = tx
      .selectFrom('consent')
      .select('id')
      .where('id', 'in', consentIds)
      .where('withdrawn_at', 'is', null)
      .where('redacted_at', 'is', null)
      .orderBy('id');
    const rows = await (locksRows ? live.forShare() : live).execute();
    if (rows.length < new Set(consentIds).size) return false;
  }
  if (proofIds.length === 0) return true;
  const proofs = tx
    .selectFrom('verification')
    .select('id')
    .where('id', 'in', proofIds)
    .where('status', '=', 'APPROVED')
    .where('redacted_at', 'is', null)
    .where('moved_at', 'is', null)
    .orderBy('id');
  const rows = await (locksRows ? proofs.forShare() : proofs).execute();
  return rows.length === new Set(proofIds).size;
}
