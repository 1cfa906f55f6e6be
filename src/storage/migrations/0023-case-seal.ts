import type { ColumnDataType, Kysely } from 'kysely';

interface Types {
  readonly types: { readonly blob: ColumnDataType };
}

/** The seal of a case. No release wrote cases without one. */
export function caseSeal({ types: { blob } }: Types) {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema.alterTable('identity_case').addColumn('row_seal', blob).execute();
    },
  };
}
