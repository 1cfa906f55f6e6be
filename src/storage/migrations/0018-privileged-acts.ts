import type { ColumnDataType, Kysely } from 'kysely';

interface Dialect {
  readonly types: { readonly time: ColumnDataType };
}

/** The record of what staff did, with the token and the request that did it; and the approvals of reveals. */
export function privilegedActs({ types: { time } }: Dialect) {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('privileged_act')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('at', time, (column) => column.notNull())
        .addColumn('caller', 'text')
        .addColumn('token_id', 'text')
        .addColumn('request_id', 'text')
        .addColumn('system_user', 'text')
        .addColumn('given_name', 'text')
        .addColumn('verification_id', 'text')
        .addColumn('account', 'text')
        .addColumn('approved_by', 'text')
        .execute();
      for (const column of ['verification_id', 'account']) {
        await db.schema
          .createIndex(`privileged_act_${column}`)
          .on('privileged_act')
          .columns([column, 'id'])
          .execute();
      }
      await db.schema
        .createTable('reveal_approval')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('verification_id', 'text', (column) => column.notNull())
        .addColumn('caller', 'text', (column) => column.notNull())
        .addColumn('purpose', 'text', (column) => column.notNull())
        .addColumn('approver', 'text', (column) => column.notNull())
        .addColumn('at', time, (column) => column.notNull())
        .execute();
      await db.schema
        .createIndex('reveal_approval_verification')
        .on('reveal_approval')
        .columns(['verification_id', 'caller'])
        .execute();
      await db.schema.createIndex('reveal_approval_at').on('reveal_approval').column('at').execute();
    },
  };
}
