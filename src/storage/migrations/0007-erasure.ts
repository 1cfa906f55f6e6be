import type { Kysely } from 'kysely';

/**
 * Indexes for the destruction of a key: what it sealed, which account has it, and the idempotency keys of what is
 * redacted are found without reading a whole table.
 */
export const erasure = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.createIndex('verification_data_key').on('verification').column('data_key_id').execute();
    await db.schema.createIndex('account_data_key').on('account').column('data_key_id').execute();
    await db.schema
      .createIndex('idempotency_of_verification')
      .on('idempotency')
      .column('verification_id')
      .execute();
  },
};
