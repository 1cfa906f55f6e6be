import type { Transaction } from 'kysely';
import type { OpenDatabase } from './dialect';
import type { Tables } from './schema';
import type { Tries } from './store';
import { transact, transactTogether } from './transact';

interface Counting {
  readonly now: number;
  readonly since: number;
  readonly limit: number;
}

/** Counts one try, unless there were `limit` of them since `since` already: then false, and nothing is counted. */
export function takeAttempt(
  database: OpenDatabase,
  targetHash: string,
  counting: Counting,
): Promise<boolean> {
  return transactTogether(database, (tx) => count(database, tx, targetHash, counting));
}

/** Forgets the tries counted before then. How many there were. */
export function forgetAttempts(database: OpenDatabase, before: Date): Promise<number> {
  return transact(database, async (tx) => {
    const result = await tx.deleteFrom('attempt').where('at', '<=', before.getTime()).executeTakeFirst();
    return Number(result.numDeletedRows);
  });
}

/** Leaves a transaction whose tries are too many; with it, everything that it did is taken back. */
class TooManyTries extends Error {
  override readonly name = 'TooManyTries';
}

/** Counts tries within a transaction of `transactWithTries`. */
export async function countTries(
  database: OpenDatabase,
  tx: Transaction<Tables>,
  { counters, now, windowMs }: Tries,
): Promise<void> {
  const time = now.getTime();
  for (const { nameHash, limit } of counters) {
    const counted = await count(database, tx, nameHash, { now: time, since: time - windowMs, limit });
    if (!counted) throw new TooManyTries();
  }
}

/** One transaction that counts tries among other things; where they are too many, it did nothing. */
export async function transactWithTries<Result>(
  database: OpenDatabase,
  work: (tx: Transaction<Tables>) => Promise<Result>,
): Promise<Result | { readonly kind: 'tooManyTries' }> {
  try {
    return await transact(database, work);
  } catch (error) {
    if (error instanceof TooManyTries) return { kind: 'tooManyTries' };
    throw error;
  }
}

async function count(
  database: OpenDatabase,
  tx: Transaction<Tables>,
  nameHash: string,
  { now, since, limit }: Counting,
): Promise<boolean> {
  await database.lock(tx, `attempt:${nameHash}`);
  // A try of the future is of a clock that has gone back since: it must not lock anybody out until then.
  const future = now + (now - since);
  await tx
    .deleteFrom('attempt')
    .where('target_hash', '=', nameHash)
    .where((eb) => eb.or([eb('at', '<=', since), eb('at', '>', future)]))
    .execute();
  const { tries } = await tx
    .selectFrom('attempt')
    .select((eb) => eb.fn.countAll<number>().as('tries'))
    .where('target_hash', '=', nameHash)
    .executeTakeFirstOrThrow();
  if (tries >= limit) return false;
  await tx.insertInto('attempt').values({ target_hash: nameHash, at: now }).execute();
  return true;
}
