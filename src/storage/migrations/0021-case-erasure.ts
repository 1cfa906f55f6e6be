import { type Kysely, sql } from 'kysely';

/** Indexes for the destruction of a key: the cases that name it, and those whose destruction was cut short. */
export const caseErasure = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.createIndex('case_data_key').on('identity_case').column('data_key_id').execute();
    await sql`create index case_undestroyed on identity_case (redacted_at) where redacted_at is not null and data_key_id != ''`.execute(
      db,
    );
  },
};
