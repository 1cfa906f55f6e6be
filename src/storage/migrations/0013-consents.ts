import { type ColumnDataType, type Kysely, sql } from 'kysely';

/** The databases' name for milliseconds. */
interface Types {
  readonly types: { readonly time: ColumnDataType };
}

/** Consents of accounts, and a mark of reveals that a report made. */
export function consents({ types: { time } }: Types) {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('consent')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('guid', 'text', (column) => column.notNull())
        .addColumn('purpose', 'text', (column) => column.notNull())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('notice_version', 'text')
        .addColumn('notice_digest', 'text', (column) => column.notNull())
        .addColumn('given_by', 'text')
        .addColumn('relation_proof', 'text')
        .addColumn('given_at', time, (column) => column.notNull())
        .addColumn('withdrawn_at', time)
        .addColumn('redacted_at', time)
        // Set with the withdrawal, and cleared once the cases that rest on the consent are canceled.
        .addColumn('cases_due', time)
        .execute();
      await db.schema
        .createIndex('consent_of_account')
        .on('consent')
        .columns(['guid', 'given_at', 'id'])
        .execute();
      await sql`create index consent_cases_due on consent (cases_due) where cases_due is not null`.execute(
        db,
      );
      // 1 for a reveal that a report made: no report counts it.
      await db.schema
        .alterTable('reveal')
        .addColumn('by_report', 'integer', (column) => column.notNull().defaultTo(0))
        .execute();
    },
  };
}
