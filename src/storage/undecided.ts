import { type Kysely, sql } from 'kysely';
import type { VerificationStatus } from '../domain/verification';
import type { Tables } from './schema';
import type { Backlog } from './store';

/**
 * How many wait, of those that end soonest, by status; and since when the oldest. Read through the partial index of
 * what can still expire, so that decided verifications, which are nearly all, cost nothing.
 */
export async function countUndecided(db: Kysely<Tables>, limit: number): Promise<Backlog> {
  const waiting = db
    .selectFrom('verification')
    .select(['status', 'created_at'])
    .where('expires_at', 'is not', null)
    .orderBy('expires_at')
    .limit(limit)
    .as('waiting');
  const rows = await db
    .selectFrom(waiting)
    .select(['status', sql<number>`count(*)`.as('count'), sql<number>`min(created_at)`.as('oldest')])
    .groupBy('status')
    .execute();
  const oldest = Math.min(...rows.map((row) => row.oldest));
  return {
    counts: new Map(rows.map((row) => [row.status as VerificationStatus, row.count])),
    oldest: rows.length === 0 ? null : new Date(oldest),
  };
}
