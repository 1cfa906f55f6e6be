import { type ColumnDataType, type Kysely, sql } from 'kysely';

/** The databases' names for binary data and for milliseconds. */
interface Types {
  readonly types: { readonly blob: ColumnDataType; readonly time: ColumnDataType };
}

/** Verifications, their events, accounts, and the tables against repeats and guessing. */
export function initial({ types: { blob, time } }: Types) {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('account')
        .addColumn('guid', 'text', (column) => column.primaryKey())
        .addColumn('last_sequence', time, (column) => column.notNull())
        .addColumn('data_key_id', 'text', (column) => column.notNull())
        .execute();

      await db.schema
        .createTable('verification')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('version', 'integer', (column) => column.notNull())
        .addColumn('guid', 'text')
        .addColumn('provider', 'text', (column) => column.notNull())
        .addColumn('method', 'text', (column) => column.notNull())
        .addColumn('status', 'text', (column) => column.notNull())
        .addColumn('second_inspection', 'text')
        .addColumn('rn_auth_ticket', 'text')
        .addColumn('busi_seq', 'text')
        .addColumn('transaction_id', 'text')
        .addColumn('device_id', 'text')
        .addColumn('at', 'text')
        .addColumn('bsn', 'text')
        .addColumn('failure', 'text')
        .addColumn('ruling', 'text')
        .addColumn('inspection', 'text')
        .addColumn('door_token_hash', 'text', (column) => column.unique())
        .addColumn('data_key_id', 'text', (column) => column.notNull())
        .addColumn('sealed_subject', blob)
        .addColumn('sealed_auth_url', blob)
        .addColumn('sealed_school', blob)
        .addColumn('sealed_audit', blob)
        .addColumn('sealed_holder', blob)
        .addColumn('sealed_replay', blob)
        .addColumn('sealed_memo', blob)
        .addColumn('sealed_return_to', blob)
        .addColumn('created_at', time, (column) => column.notNull())
        .addColumn('updated_at', time, (column) => column.notNull())
        .addColumn('expires_at', time)
        .addColumn('decided_at', time)
        .addColumn('redacted_at', time)
        .addColumn('replay_at', time)
        .addColumn('next_ask_at', time)
        .addColumn('asks', 'integer', (column) => column.notNull())
        .execute();
      await db.schema
        .createIndex('verification_newest')
        .on('verification')
        .columns(['created_at desc', 'id desc'])
        .execute();
      await db.schema
        .createIndex('verification_newest_of_account')
        .on('verification')
        .columns(['guid', 'created_at desc', 'id desc'])
        .execute();
      await db.schema
        .createIndex('verification_ticket')
        .on('verification')
        .column('rn_auth_ticket')
        .execute();
      await db.schema.createIndex('verification_busi_seq').on('verification').column('busi_seq').execute();
      // Partial indexes: decided verifications, which are nearly all, cost the sweeper nothing.
      await sql`create index verification_overdue on verification (expires_at) where expires_at is not null`.execute(
        db,
      );
      await sql`create index verification_kept on verification (updated_at) where redacted_at is null and expires_at is null`.execute(
        db,
      );
      await sql`create index verification_undestroyed on verification (redacted_at) where redacted_at is not null and data_key_id != ''`.execute(
        db,
      );
      await sql`create index verification_next_ask on verification (next_ask_at) where next_ask_at is not null`.execute(
        db,
      );
      await sql`create index verification_replay on verification (replay_at) where replay_at is not null`.execute(
        db,
      );

      await db.schema
        .createTable('verification_event')
        .addColumn('verification_id', 'text', (column) => column.notNull())
        .addColumn('version', 'integer', (column) => column.notNull())
        .addColumn('guid', 'text')
        .addColumn('sequence', time, (column) => column.notNull())
        .addColumn('status', 'text', (column) => column.notNull())
        .addColumn('second_inspection', 'text')
        .addColumn('cause', 'text', (column) => column.notNull())
        .addColumn('message', 'text')
        .addColumn('occurred_at', time, (column) => column.notNull())
        .addColumn('recorded_at', time, (column) => column.notNull())
        .addColumn('fact_key', 'text')
        .addPrimaryKeyConstraint('verification_event_key', ['verification_id', 'version'])
        .execute();
      await sql`create unique index event_of_account on verification_event (guid, sequence) where guid is not null`.execute(
        db,
      );
      await sql`create unique index event_fact on verification_event (verification_id, fact_key) where fact_key is not null`.execute(
        db,
      );

      await db.schema.createIndex('event_recorded').on('verification_event').column('recorded_at').execute();

      await db.schema
        .createTable('idempotency')
        .addColumn('key_hash', 'text', (column) => column.primaryKey())
        .addColumn('request_hash', 'text', (column) => column.notNull())
        .addColumn('verification_id', 'text', (column) => column.notNull())
        .execute();

      await db.schema
        .createTable('attempt')
        .addColumn('target_hash', 'text', (column) => column.notNull())
        .addColumn('at', time, (column) => column.notNull())
        .execute();
      await db.schema.createIndex('attempt_target').on('attempt').columns(['target_hash', 'at']).execute();

      await db.schema
        .createTable('reveal')
        .addColumn('verification_id', 'text', (column) => column.notNull())
        .addColumn('caller', 'text', (column) => column.notNull())
        .addColumn('purpose', 'text', (column) => column.notNull())
        .addColumn('at', time, (column) => column.notNull())
        .execute();
      await db.schema
        .createIndex('reveal_of_verification')
        .on('reveal')
        .columns(['verification_id', 'at'])
        .execute();

      await db.schema
        .createTable('setting')
        .addColumn('name', 'text', (column) => column.primaryKey())
        .addColumn('value', blob, (column) => column.notNull())
        .execute();
    },
  };
}
