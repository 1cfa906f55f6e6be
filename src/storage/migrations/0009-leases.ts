import type { ColumnDataType, Kysely } from 'kysely';

interface Dialect {
  readonly types: { readonly time: ColumnDataType };
}

/** The process that does each duty, until when (milliseconds since 1970), and the last success. */
export function leases({ types: { time } }: Dialect) {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('lease')
        .addColumn('duty', 'text', (column) => column.primaryKey())
        .addColumn('owner', 'text', (column) => column.notNull())
        .addColumn('until', time, (column) => column.notNull())
        .addColumn('last_success_at', time)
        .execute();
    },
  };
}
