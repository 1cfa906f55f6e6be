import { type Kysely, sql } from 'kysely';
import type { VerificationStatus } from '../../domain/verification/verification';
import type { Tables } from '../schema';
import type { Backlog, DueForPolling, UndecidedReads } from './contract';

export class UndecidedReader implements UndecidedReads {
  constructor(private readonly db: Kysely<Tables>) {}

  async overdue(now: Date, limit: number): Promise<readonly string[]> {
    const rows = await this.db
      .selectFrom('verification')
      .select('id')
      .where('expires_at', '<=', now.getTime())
      .orderBy('expires_at')
      .limit(limit)
      .execute();
    return rows.map((row) => row.id);
  }

  async dueForPolling(
    providers: readonly string[],
    now: Date,
    limit: number,
  ): Promise<readonly DueForPolling[]> {
    if (providers.length === 0) return [];
    return this.db
      .selectFrom('verification')
      .select(['id', 'asks'])
      .where('next_ask_at', '<=', now.getTime())
      .where('provider', 'in', providers)
      .orderBy('next_ask_at')
      .limit(limit)
      .execute();
  }

  /**
   * Counts those that expire soonest, by status. Reads the partial index of verifications that can still expire, so
   * that decided ones, which are nearly all, cost nothing.
   */
  async count(limit: number): Promise<Backlog> {
    const waiting = this.db
      .selectFrom('verification')
      .select(['status', 'created_at'])
      .where('expires_at', 'is not', null)
      .orderBy('expires_at')
      .limit(limit)
      .as('waiting');
    const rows = await this.db
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
}
