import type { Kysely } from 'kysely';
import type { Tables } from '../schema';
import type { UndecidedChanges } from './contract';

export class UndecidedWriter implements UndecidedChanges {
  constructor(private readonly db: Kysely<Tables>) {}

  async postponePolling(id: string, next: { readonly at: Date | null; readonly asks: number }) {
    await this.db
      .updateTable('verification')
      .set({ next_ask_at: next.at?.getTime() ?? null, asks: next.asks })
      .where('id', '=', id)
      // A verification that was decided in the meantime is not polled again.
      .where('next_ask_at', 'is not', null)
      .execute();
  }
}
