import { type ColumnDataType, type Kysely, sql } from 'kysely';

/** The databases' names for binary data and for milliseconds. */
interface Types {
  readonly types: { readonly blob: ColumnDataType; readonly time: ColumnDataType };
}

/** Cases, their events and decisions, and the case of a verification. */
export function cases({ types: { blob, time } }: Types) {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('identity_case')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('version', 'integer', (column) => column.notNull())
        .addColumn('guid', 'text', (column) => column.notNull())
        .addColumn('status', 'text', (column) => column.notNull())
        .addColumn('purpose', 'text', (column) => column.notNull())
        .addColumn('required', 'text', (column) => column.notNull())
        .addColumn('avoid_face', 'integer', (column) => column.notNull())
        .addColumn('allow', 'text')
        .addColumn('client_reference', 'text')
        .addColumn('attempts', 'text', (column) => column.notNull())
        .addColumn('attempt_status', 'text')
        .addColumn('decisions', 'integer', (column) => column.notNull())
        .addColumn('data_key_id', 'text', (column) => column.notNull())
        .addColumn('sealed_kept', blob)
        .addColumn('created_at', time, (column) => column.notNull())
        .addColumn('updated_at', time, (column) => column.notNull())
        .addColumn('expires_at', time)
        .addColumn('redacted_at', time)
        .execute();
      await db.schema.createIndex('case_of_account').on('identity_case').column('guid').execute();
      await sql`create index case_overdue on identity_case (expires_at) where expires_at is not null`.execute(
        db,
      );
      await sql`create index case_kept on identity_case (data_key_id) where sealed_kept is not null`.execute(
        db,
      );

      await db.schema
        .createTable('identity_case_event')
        .addColumn('case_id', 'text', (column) => column.notNull())
        .addColumn('version', 'integer', (column) => column.notNull())
        .addColumn('status', 'text', (column) => column.notNull())
        .addColumn('cause', 'text', (column) => column.notNull())
        .addColumn('attempts', 'integer', (column) => column.notNull())
        .addColumn('decisions', 'integer', (column) => column.notNull())
        .addColumn('expires_at', time)
        .addColumn('recorded_at', time, (column) => column.notNull())
        .addPrimaryKeyConstraint('identity_case_event_key', ['case_id', 'version'])
        .execute();
      await db.schema
        .createIndex('case_event_recorded')
        .on('identity_case_event')
        .column('recorded_at')
        .execute();

      await db.schema
        .createTable('identity_case_decision')
        .addColumn('case_id', 'text', (column) => column.notNull())
        .addColumn('place', 'integer', (column) => column.notNull())
        .addColumn('question', 'text', (column) => column.notNull())
        .addColumn('decision', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('identity_case_decision_key', ['case_id', 'place'])
        .execute();

      await db.schema.alterTable('verification').addColumn('case_id', 'text').execute();
      // Set with every change of an attempt, and cleared once its case has taken it in.
      await db.schema.alterTable('verification').addColumn('case_due', time).execute();
      await sql`create index verification_case_due on verification (case_due) where case_due is not null`.execute(
        db,
      );
    },
  };
}
