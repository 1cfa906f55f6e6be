import { type ColumnDataType, type Kysely, sql } from 'kysely';

interface Dialect {
  readonly name: 'sqlite' | 'postgres';
  readonly types: { readonly blob: ColumnDataType; readonly time: ColumnDataType };
}

/**
 * Columns for assurance, for the application's own reference and data, and for decisions of staff. Existing rows count
 * as LIVE and as decided by their provider; existing events get the status before them and the level of that time.
 *
 * The previous release goes on writing rows next to this one, and again after a downgrade: columns that it does not
 * know have a default, and a trigger completes its events. A later contraction drops the triggers.
 */
export function assurance({ name, types: { blob, time } }: Dialect) {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      const columns = [
        ['environment', 'text', sql`'LIVE'`],
        ['client_reference', 'text', null],
        ['purpose', 'text', null],
        ['verdict_by', 'text', sql`'PROVIDER'`],
        ['staff_decision', 'text', null],
        ['moved_at', time, null],
        ['certificate_ends_at', time, null],
        ['sealed_metadata', blob, null],
        ['sealed_staff_reason', blob, null],
      ] as const;
      for (const [column, type, value] of columns) {
        await db.schema
          .alterTable('verification')
          .addColumn(column, type, (added) => (value === null ? added : added.notNull().defaultTo(value)))
          .execute();
      }
      // The lists that are ordered by the last change, and those of one reference.
      await sql`create index verification_last_changed on verification (updated_at desc, id desc)`.execute(
        db,
      );
      await sql`create index verification_reference on verification (client_reference, created_at desc, id desc) where client_reference is not null`.execute(
        db,
      );

      for (const column of ['previous_status', 'assurance_level']) {
        await db.schema.alterTable('verification_event').addColumn(column, 'text').execute();
      }
      await sql`update verification_event set
        previous_status = ${statusBefore(sql`verification_event`)},
        assurance_level = ${levelOf(sql`verification_event`)}`.execute(db);
      await (name === 'postgres' ? completeOnPostgres(db) : completeOnSqlite(db));
    },
  };
}

/** The policy default/1 at the time of this migration. */
const levels = {
  MOBILE: 'CONTACT',
  IMPORT: 'LOW',
  WHITELIST: 'LOW',
  RELATION: 'LOW',
  ECARD: 'LOW',
  MOBILE_OWNER: 'LOW',
  LINKID_APP: 'CONTACT',
  LINKID_PHOTO: 'SUBSTANTIAL',
  ONENET_PAGE: 'SUBSTANTIAL',
  LINKID_PAGE: 'HIGH',
  WECHAT_FACE: 'HIGH',
  UNIONPAY_FACE: 'HIGH',
};

type Row = ReturnType<typeof sql>;

function statusBefore(event: Row) {
  return sql`(select earlier.status from verification_event earlier
    where earlier.verification_id = ${event}.verification_id and earlier.version = ${event}.version - 1)`;
}

function levelOf(event: Row) {
  const cases = Object.entries(levels).map(
    ([method, level]) => sql`when ${sql.lit(method)} then ${sql.lit(level)}`,
  );
  return sql`case when ${event}.status <> 'APPROVED' then 'NONE' else
    (select case method ${sql.join(cases, sql` `)} else 'NONE' end from verification where id = ${event}.verification_id)
  end`;
}

async function completeOnPostgres(db: Kysely<unknown>): Promise<void> {
  const made = sql`new`;
  await sql`create function complete_event() returns trigger language plpgsql as $complete$
    begin
      new.previous_status := ${statusBefore(made)};
      new.assurance_level := ${levelOf(made)};
      return new;
    end
  $complete$`.execute(db);
  await sql`create trigger complete_event before insert on verification_event
    for each row when (new.assurance_level is null) execute function complete_event()`.execute(db);
}

async function completeOnSqlite(db: Kysely<unknown>): Promise<void> {
  const made = sql`new`;
  await sql`create trigger complete_event after insert on verification_event when new.assurance_level is null
    begin
      update verification_event
      set previous_status = ${statusBefore(made)}, assurance_level = ${levelOf(made)}
      where verification_id = new.verification_id and version = new.version;
    end`.execute(db);
}
