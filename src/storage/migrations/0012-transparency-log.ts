import { type ColumnDataType, type Kysely, sql } from 'kysely';

interface Dialect {
  readonly name: 'sqlite' | 'postgres';
  readonly types: { readonly blob: ColumnDataType; readonly time: ColumnDataType };
}

/**
 * The transparency log: its entries with the hashes of their leaves, the hashes of full tiles, and what waits for an
 * entry besides the events of the feed. A trigger makes reveals wait, because the previous release records reveals as
 * well while one release replaces the other; it does so only while a log is kept (log_state.kept).
 */
export function transparencyLog({ name, types: { blob, time } }: Dialect) {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('log_entry')
        .addColumn('place', time, (column) => column.primaryKey())
        .addColumn('entry', 'text', (column) => column.notNull())
        .addColumn('leaf', blob, (column) => column.notNull())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('subject_id', 'text')
        .addColumn('version', 'integer')
        .addColumn('sealed', blob)
        .execute();
      await sql`create index log_entry_subject on log_entry (subject_id, version) where subject_id is not null`.execute(
        db,
      );
      await db.schema
        .createTable('log_node')
        .addColumn('level', 'integer', (column) => column.notNull())
        .addColumn('place', time, (column) => column.notNull())
        .addColumn('hash', blob, (column) => column.notNull())
        .addPrimaryKeyConstraint('log_node_key', ['level', 'place'])
        .execute();
      await db.schema
        .createTable('log_state')
        .addColumn('id', 'integer', (column) => column.primaryKey())
        .addColumn('origin', 'text', (column) => column.notNull())
        .addColumn('vkey', 'text', (column) => column.notNull())
        .addColumn('size', time, (column) => column.notNull())
        .addColumn('feed_place', time, (column) => column.notNull())
        .addColumn('published', 'text')
        .addColumn('published_size', time, (column) => column.notNull())
        .addColumn('kept', 'integer', (column) => column.notNull())
        .execute();
      const id =
        name === 'sqlite'
          ? sql`integer primary key autoincrement`
          : sql`bigint generated always as identity primary key`;
      await sql`create table log_waiting (
        id ${id},
        entry text not null,
        facts text,
        recorded_at bigint not null
      )`.execute(db);
      await (name === 'sqlite' ? revealsOnSqlite(db) : revealsOnPostgres(db));
    },
  };
}

async function revealsOnSqlite(db: Kysely<unknown>): Promise<void> {
  await sql`create trigger log_reveal after insert on reveal
    when exists (select 1 from log_state where kept = 1)
    begin
      insert into log_waiting (entry, facts, recorded_at) values (
        json_object('kind', 'reveal', 'id', new.verification_id),
        json_object('verificationId', new.verification_id, 'caller', new.caller, 'purpose', new.purpose, 'at', new.at),
        new.at
      );
    end`.execute(db);
}

async function revealsOnPostgres(db: Kysely<unknown>): Promise<void> {
  await sql`create function log_reveal() returns trigger language plpgsql as $log$
    begin
      if exists (select 1 from log_state where kept = 1) then
        insert into log_waiting (entry, facts, recorded_at) values (
          json_build_object('kind', 'reveal', 'id', new.verification_id)::text,
          json_build_object(
            'verificationId', new.verification_id, 'caller', new.caller, 'purpose', new.purpose, 'at', new.at
          )::text,
          new.at
        );
      end if;
      return null;
    end
  $log$`.execute(db);
  await sql`create trigger log_reveal after insert on reveal for each row execute function log_reveal()`.execute(
    db,
  );
}
