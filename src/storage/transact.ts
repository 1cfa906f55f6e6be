import type { Transaction } from 'kysely';
import type { OpenDatabase } from './dialect';
import { repeating } from './repeating';
import type { Tables } from './schema';

type Work<Result> = (tx: Transaction<Tables>) => Promise<Result>;

/** One transaction, repeated if it failed only because of concurrent ones: `work` may run several times. */
export function transact<Result>(database: OpenDatabase, work: Work<Result>): Promise<Result> {
  return repeating(database.isWorthRepeating, () => database.db.transaction().execute(work));
}

/** The same for work that is short and frequent and does not throw to roll back: it may share a commit. */
export function transactTogether<Result>(database: OpenDatabase, work: Work<Result>): Promise<Result> {
  return repeating(database.isWorthRepeating, () => database.transactTogether(work));
}
