import { type ColumnDataType, type Kysely, sql } from 'kysely';

interface Types {
  readonly types: { readonly time: ColumnDataType };
}

/**
 * Three guards. Callback addresses carry a MAC from now on; the default of callback_form marks those of the previous
 * release, which have none. Attempts say when their own window has passed. Keyed hashes of identity numbers count the
 * accounts that share one; the default of identity_noted marks approvals that are still to be counted.
 */
export function guards({ types: { time } }: Types) {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .alterTable('verification')
        .addColumn('callback_form', 'integer', (column) => column.notNull().defaultTo(1))
        .execute();
      await db.schema
        .alterTable('verification')
        .addColumn('identity_noted', 'integer', (column) => column.notNull().defaultTo(0))
        .execute();
      await sql`create index verification_former_callback on verification (callback_form) where callback_form = 1 and door_token_hash is not null`.execute(
        db,
      );
      await sql`create index verification_identity_due on verification (id) where identity_noted = 0 and status = 'APPROVED'`.execute(
        db,
      );
      await db.schema.alterTable('attempt').addColumn('expires_at', time).execute();
      await db.schema.createIndex('attempt_expiry').on('attempt').column('expires_at').execute();
      await db.schema
        .createTable('identity_use')
        .addColumn('verification_id', 'text', (column) => column.primaryKey())
        .addColumn('identity_hash', 'text', (column) => column.notNull())
        .addColumn('account_hash', 'text', (column) => column.notNull())
        .addColumn('noted_at', time, (column) => column.notNull())
        .addColumn('forget_at', time)
        .execute();
      await db.schema.createIndex('identity_use_hash').on('identity_use').column('identity_hash').execute();
      await sql`create index identity_use_forget on identity_use (forget_at) where forget_at is not null`.execute(
        db,
      );
    },
  };
}
