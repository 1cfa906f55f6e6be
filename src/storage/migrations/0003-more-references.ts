import type { Kysely } from 'kysely';

/** References of providers that have no column of their own, as JSON; null if there are none. */
export const moreReferences = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('verification').addColumn('more_references', 'text').execute();
  },
};
