import type { Kysely } from 'kysely';
import type { OpenDatabase } from '../storage/dialect';
import { migrate } from '../storage/migrate';
import { openDatabase, type StoreSettings } from '../storage/open-store';

/** The database beside or without the store, for what only an operator asks. */

/** Opens the database without bringing it to this version, and closes it afterwards. Throws StoreOpenError. */
export async function withDatabase<Result>(
  { databaseUrl, report }: Pick<StoreSettings, 'databaseUrl' | 'report'>,
  work: (database: OpenDatabase) => Promise<Result>,
): Promise<Result> {
  const database = await openDatabase({ databaseUrl, busUrl: null, report });
  try {
    return await work(database);
  } finally {
    await database.changes.close();
    await database.db.destroy();
  }
}

/** The path of an SQLite database, also `:memory:`; null where it is a PostgreSQL. */
export function sqlitePathOf(databaseUrl: string): string | null {
  return databaseUrl.startsWith('sqlite:') ? databaseUrl.slice('sqlite:'.length) : null;
}

/** Where storage/migrate.ts keeps what was done: steps that older code does not survive, and steps that it does. */
const ledgers = { contractions: 'kysely_migration', expansions: 'schema_expansion' } as const;

export type Ledger = { readonly [kind in keyof typeof ledgers]: readonly string[] };

/** The steps that a database has behind it. */
export async function ledgerOf({ db }: Pick<OpenDatabase, 'db'>): Promise<Ledger> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  const done = async (ledger: string): Promise<string[]> => {
    if (!tables.some(({ name }) => name === ledger)) return [];
    const rows = await (db as unknown as Kysely<{ [ledger: string]: { name: string } }>)
      .selectFrom(ledger)
      .select('name')
      .orderBy('name')
      .execute();
    return rows.map(({ name }) => name);
  };
  return { contractions: await done(ledgers.contractions), expansions: await done(ledgers.expansions) };
}

/** The steps that this version needs: those that it takes with an empty database. */
export async function neededLedger(): Promise<Ledger> {
  return withDatabase({ databaseUrl: 'sqlite::memory:', report: () => {} }, async (database) => {
    await migrate(database);
    return ledgerOf(database);
  });
}

/** What the first ledger has and the second has not. */
export function missingIn(needed: Ledger, done: Ledger): readonly string[] {
  const names = ({ contractions, expansions }: Ledger) => [...contractions, ...expansions];
  const there = new Set(names(done));
  return names(needed).filter((name) => !there.has(name));
}
