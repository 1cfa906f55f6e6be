import type { Kysely } from 'kysely';
import type { Fingerprints } from '../encryption/vault';
import type { Tables } from '../schema';
import { counterHash } from './attempt-counter';
import type { AttemptReads } from './contract';

export class AttemptReader implements AttemptReads {
  constructor(
    private readonly db: Kysely<Tables>,
    private readonly fingerprints: Fingerprints,
  ) {}

  async times(counter: string): Promise<readonly Date[]> {
    const rows = await this.db
      .selectFrom('attempt')
      .select('at')
      .where('target_hash', '=', counterHash(this.fingerprints, counter))
      .orderBy('at')
      .execute();
    return rows.map(({ at }) => new Date(at));
  }
}
