import { type Kysely, sql } from 'kysely';

/**
 * Keyed hashes of references that serve one verification for good. They outlive the reference, which is destroyed when
 * the verification is redacted. The index finds the references that the previous release has stored without a hash.
 */
export const singleUse = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('single_use')
      .addColumn('reference_hash', 'text', (column) => column.primaryKey())
      .addColumn('verification_id', 'text', (column) => column.notNull())
      .execute();
    await sql`create index verification_at on verification (at) where at is not null`.execute(db);
  },
};
