import type { Kysely } from 'kysely';
import { isStorable } from '../../domain/input/storable-text';
import type { Tables } from '../schema';
import type { Accounts } from './contract';

export class AccountReader implements Accounts {
  constructor(private readonly db: Kysely<Tables>) {}

  async lastSequence(guid: string): Promise<number> {
    if (!isStorable(guid)) return 0;
    const row = await this.db
      .selectFrom('account')
      .select('last_sequence')
      .where('guid', '=', guid)
      .executeTakeFirst();
    return row?.last_sequence ?? 0;
  }
}
