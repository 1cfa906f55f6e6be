import type { Kysely } from 'kysely';

/** The code and values of an event's sentence, as JSON; null if only the text of an older release is known. */
export const messages = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('verification_event').addColumn('said', 'text').execute();
  },
};
