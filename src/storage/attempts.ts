import type { OpenDatabase } from './dialect';
import { transact } from './transact';

/** Counts one try, unless there were `limit` of them since `since` already: then false, and nothing is counted. */
export function takeAttempt(
  database: OpenDatabase,
  targetHash: string,
  { now, since, limit }: { readonly now: number; readonly since: number; readonly limit: number },
): Promise<boolean> {
  return transact(database, async (tx) => {
    await database.lock(tx, `attempt:${targetHash}`);
    await tx.deleteFrom('attempt').where('target_hash', '=', targetHash).where('at', '<=', since).execute();
    const { count } = await tx
      .selectFrom('attempt')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('target_hash', '=', targetHash)
      .executeTakeFirstOrThrow();
    if (count >= limit) return false;
    await tx.insertInto('attempt').values({ target_hash: targetHash, at: now }).execute();
    return true;
  });
}
