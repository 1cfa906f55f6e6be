import { type Kysely, type Migration, Migrator, type MigratorProps } from 'kysely';
import type { Dialect, OpenDatabase } from './dialect';
import { StoreOpenError } from './errors';
import { initial } from './migrations/0001-initial';
import { monthlyEvents } from './migrations/0002-monthly-events';

/** Steps that code of before does not survive: it refuses to start once they are done. */
function contractions(dialect: Dialect): Record<string, Migration> {
  return { '0001-initial': initial(dialect) };
}

/**
 * Steps that code of before lives with, so that two releases can run side by side while one replaces the other: what
 * they add has a default, and what they change keeps its name and columns. They are recorded apart. What only the new
 * code needs no longer is taken away by a contraction, a release later.
 */
function expansions(dialect: Dialect): Record<string, Migration> {
  return { '0002-monthly-events': monthlyEvents(dialect) };
}

const contractionTable = 'kysely_migration';
const expansionTable = 'schema_expansion';

/** Brings the database to this version's tables. Throws StoreOpenError when a newer version has contracted them. */
export async function migrate({ db, dialect }: OpenDatabase): Promise<void> {
  const needed = contractions(dialect);
  const newer = (await done(db, contractionTable)).filter((name) => !(name in needed));
  if (newer.length > 0) {
    throw new StoreOpenError(
      `The database was written by a newer version of this service (it has ${newer.join(', ')}). Start that version, or restore a backup made before the upgrade.`,
    );
  }
  await bring(db, needed, { migrationTableName: contractionTable });
  // A newer version's expansions are nothing to this one, but Kysely wants each that is recorded to be known.
  const unknown = (await done(db, expansionTable)).map((name): [string, Migration] => [name, nothing]);
  await bring(
    db,
    { ...Object.fromEntries(unknown), ...expansions(dialect) },
    { migrationTableName: expansionTable, migrationLockTableName: `${expansionTable}_lock` },
  );
}

const nothing: Migration = { async up() {} };

async function bring(
  db: OpenDatabase['db'],
  migrations: Record<string, Migration>,
  tables: Partial<MigratorProps>,
): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations }, ...tables });
  const { error } = await migrator.migrateToLatest();
  if (error) {
    const reason = error instanceof Error ? error.message : 'unknown fault';
    throw new StoreOpenError(`The database could not be brought to this version (${reason}).`, {
      cause: error,
    });
  }
}

async function done(db: OpenDatabase['db'], ledger: string): Promise<readonly string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === ledger)) return [];
  const rows = await (db as unknown as Kysely<{ [ledger: string]: { name: string } }>)
    .selectFrom(ledger)
    .select('name')
    .execute();
  return rows.map((row) => row.name);
}
