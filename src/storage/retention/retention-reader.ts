import { type Kysely, sql } from 'kysely';
import { isStorable } from '../../domain/input/storable-text';
import type { KeyStore } from '../key-store/contract';
import type { Tables } from '../schema';
import type { KeylessPage, RetentionReads } from './contract';
import { destroyedKeyId } from './destroyed-key';

export class RetentionReader implements RetentionReads {
  constructor(
    private readonly db: Kysely<Tables>,
    private readonly keyStore: KeyStore,
  ) {}

  async unredacted(guid: string, limit: number): Promise<readonly string[]> {
    if (!isStorable(guid)) return [];
    const rows = await this.db
      .selectFrom('verification')
      .select('id')
      .where('guid', '=', guid)
      .where('redacted_at', 'is', null)
      .orderBy('created_at')
      .limit(limit)
      .execute();
    return rows.map((row) => row.id);
  }

  async outlived(before: Date, limit: number): Promise<readonly string[]> {
    const rows = await this.db
      .selectFrom('verification')
      .select('id')
      .where('redacted_at', 'is', null)
      .where('expires_at', 'is', null)
      // By our own clock: a provider's time can lie years back, and its verdict would be destroyed as it comes.
      .where('updated_at', '<', before.getTime())
      .limit(limit)
      .execute();
    return rows.map((row) => row.id);
  }

  undestroyed(limit: number): Promise<readonly string[]> {
    return this.#undestroyed('verification', limit);
  }

  undestroyedCases(limit: number): Promise<readonly string[]> {
    return this.#undestroyed('identity_case', limit);
  }

  async #undestroyed(table: 'verification' | 'identity_case', limit: number): Promise<readonly string[]> {
    const rows = await this.db
      .selectFrom(table)
      .select('id')
      .where('redacted_at', 'is not', null)
      // Not as a parameter: the index has this condition.
      .where('data_key_id', '!=', sql.lit(destroyedKeyId))
      .limit(limit)
      .execute();
    return rows.map((row) => row.id);
  }

  async keyless(after: string, limit: number): Promise<KeylessPage> {
    const rows = await this.db
      .selectFrom('verification')
      .select(['id', 'data_key_id', 'redacted_at'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(limit)
      .execute();
    const unredacted = rows.filter((row) => row.redacted_at === null);
    const found = await this.keyStore.read([...new Set(unredacted.map((row) => row.data_key_id))]);
    return {
      ids: unredacted.filter((row) => !found.has(row.data_key_id)).map((row) => row.id),
      last: rows.length < limit ? null : (rows.at(-1)?.id ?? null),
    };
  }
}
