import type { Transaction } from 'kysely';
import type { OpenDatabase } from './dialect';
import type { Tables } from './schema';

const maxTries = 5;

type Work<Result> = (tx: Transaction<Tables>) => Promise<Result>;

/** One transaction; done again where it failed only because of others. `work` may therefore run several times. */
export function transact<Result>(database: OpenDatabase, work: Work<Result>): Promise<Result> {
  return repeating(database, () => database.db.transaction().execute(work));
}

/** The same for what is short, comes often, and does not throw to take back what it did: it may share a commit. */
export function transactTogether<Result>(database: OpenDatabase, work: Work<Result>): Promise<Result> {
  return repeating(database, () => database.transactTogether(work));
}

async function repeating<Result>(
  { isWorthRepeating }: OpenDatabase,
  transaction: () => Promise<Result>,
): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await transaction();
    } catch (error) {
      if (tries === maxTries || !isWorthRepeating(error)) throw error;
    }
  }
}
