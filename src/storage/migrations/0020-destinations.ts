import type { ColumnDataType, Kysely } from 'kysely';

interface Dialect {
  readonly types: { readonly blob: ColumnDataType; readonly time: ColumnDataType };
}

/** Destinations of events, and the deliveries that failed or wait behind one that did. */
export function destinations({ types: { blob, time } }: Dialect) {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('event_destination')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('url', 'text', (column) => column.notNull())
        .addColumn('description', 'text')
        .addColumn('filter', 'text', (column) => column.notNull())
        .addColumn('paused', 'integer', (column) => column.notNull())
        .addColumn('failing', 'integer', (column) => column.notNull())
        .addColumn('sealed_secret', blob, (column) => column.notNull())
        .addColumn('sealed_old_secret', blob)
        .addColumn('old_secret_until', time)
        .addColumn('reached', time, (column) => column.notNull())
        .addColumn('epoch', 'integer', (column) => column.notNull())
        .addColumn('created_at', time, (column) => column.notNull())
        .addColumn('last_success_at', time)
        .addColumn('last_failure', 'text')
        .execute();
      await db.schema
        .createTable('event_delivery')
        .addColumn('destination_id', 'text', (column) => column.notNull())
        .addColumn('place', time, (column) => column.notNull())
        .addColumn('verification_id', 'text', (column) => column.notNull())
        .addColumn('attempts', 'integer', (column) => column.notNull())
        .addColumn('first_tried_at', time)
        .addColumn('next_attempt_at', time)
        .addPrimaryKeyConstraint('event_delivery_key', ['destination_id', 'place'])
        .execute();
    },
  };
}
