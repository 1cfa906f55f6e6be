import { randomBytes } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { UnwritableError } from './errors';
import type { Tables } from './schema';

const trialName = 'trial of writing';
/** A disk that is all but full still has room for a few bytes. */
const trialBytes = 64 * 1024;

/**
 * Whether the database takes changes. It is believed to until a change fails in a way that says otherwise; from then on
 * every question is answered by a trial, until one succeeds. While all is well it costs nothing.
 */
export class Writability {
  #isDoubted = false;

  constructor(private readonly isUnwritable: (error: unknown) => boolean) {}

  /** Called with the error of every statement that fails. */
  readonly onFault = (error: unknown): void => {
    if (this.isUnwritable(error)) this.#isDoubted = true;
  };

  /** Rejects with UnwritableError if changes fail. */
  async check(db: Kysely<Tables>): Promise<void> {
    if (!this.#isDoubted) return;
    const value = randomBytes(trialBytes);
    try {
      await sql`insert into setting (name, value) values (${trialName}, ${value})
        on conflict (name) do update set value = excluded.value`.execute(db);
      await db.deleteFrom('setting').where('name', '=', trialName).execute();
    } catch (cause) {
      throw new UnwritableError('The database takes no changes.', { cause });
    }
    this.#isDoubted = false;
  }
}
