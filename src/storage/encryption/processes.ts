import type { Kysely } from 'kysely';
import type { Tables } from '../schema';

/** A process that was not seen for this long has ended. */
const livesMs = 60_000;

/** The processes that serve, with the names of their service keys: a key that one of them lacks must not seal anything. */
export class Processes {
  constructor(
    private readonly db: Kysely<Tables>,
    private readonly keyNames: readonly string[],
  ) {}

  /** To be repeated several times a minute. */
  async announce(id: string): Promise<void> {
    const seen = { keys: JSON.stringify(this.keyNames), seen_at: Date.now() };
    await this.db
      .insertInto('process')
      .values({ id, ...seen })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(seen))
      .execute();
  }

  async leave(id: string): Promise<void> {
    await this.db.deleteFrom('process').where('id', '=', id).execute();
  }

  /** How many serve without the first of our keys. */
  async withoutFirstKey(): Promise<number> {
    const since = Date.now() - livesMs;
    await this.db.deleteFrom('process').where('seen_at', '<', since).execute();
    const rows = await this.db.selectFrom('process').select('keys').execute();
    const [first = ''] = this.keyNames;
    return rows.filter(({ keys }) => !(JSON.parse(keys) as readonly string[]).includes(first)).length;
  }
}
