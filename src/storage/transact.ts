import type { Transaction } from 'kysely';
import type { OpenDatabase } from './dialect';
import type { Tables } from './schema';

const maxTries = 5;

/** One transaction; done again where it failed only because of others. `work` may therefore run several times. */
export async function transact<Result>(
  { db, isWorthRepeating }: OpenDatabase,
  work: (tx: Transaction<Tables>) => Promise<Result>,
): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      if (tries === maxTries || !isWorthRepeating(error)) throw error;
    }
  }
}
