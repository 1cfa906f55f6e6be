import { type ColumnDataType, type Kysely, sql } from 'kysely';

interface Dialect {
  readonly name: 'sqlite' | 'postgres';
  readonly types: { readonly blob: ColumnDataType; readonly time: ColumnDataType };
}

/** Columns that the release before this one can change without a new version of the row. */
const sealedColumns = [
  'sealed_subject',
  'sealed_auth_url',
  'sealed_school',
  'sealed_audit',
  'sealed_holder',
  'sealed_replay',
  'sealed_memo',
  'sealed_return_to',
];

/**
 * The seal of a row, and the processes that run, with the names of their keys. The release before this one changes rows without it: a trigger takes the seal away then, so that
 * such a row counts as unsealed and not as altered. A later contraction drops the trigger.
 */
export function rowSeal({ name, types: { blob, time } }: Dialect) {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema.alterTable('verification').addColumn('row_seal', blob).execute();
      await sql`create index verification_unsealed on verification (id) where row_seal is null`.execute(db);
      await (name === 'postgres' ? unsealOnPostgres(db) : unsealOnSqlite(db));
      await db.schema
        .createTable('process')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('keys', 'text', (column) => column.notNull())
        .addColumn('seen_at', time, (column) => column.notNull())
        .execute();
    },
  };
}

const changed = (differs: (column: string) => string): string =>
  ['version', ...sealedColumns].map(differs).join(' or ');

async function unsealOnPostgres(db: Kysely<unknown>): Promise<void> {
  await sql`create function unseal_row() returns trigger language plpgsql as $unseal$
    begin
      new.row_seal := null;
      return new;
    end
  $unseal$`.execute(db);
  await sql`create trigger unseal_row before update on verification for each row when (
    new.row_seal is not distinct from old.row_seal
    and (${sql.raw(changed((column) => `new.${column} is distinct from old.${column}`))})
  ) execute function unseal_row()`.execute(db);
}

async function unsealOnSqlite(db: Kysely<unknown>): Promise<void> {
  await sql`create trigger unseal_row after update on verification when
    new.row_seal is old.row_seal and new.row_seal is not null
    and (${sql.raw(changed((column) => `new.${column} is not old.${column}`))})
    begin
      update verification set row_seal = null where id = new.id;
    end`.execute(db);
}
