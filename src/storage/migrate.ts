import { type Kysely, type Migration, Migrator } from 'kysely';
import type { Dialect, OpenDatabase } from './dialect';
import { StoreOpenError } from './errors';
import { initial } from './migrations/0001-initial';

function migrationsFor(dialect: Dialect): Record<string, Migration> {
  return { '0001-initial': initial(dialect) };
}

/** Brings the database to this version's tables. Throws StoreOpenError when a newer version has written it. */
export async function migrate({ db, dialect }: OpenDatabase): Promise<void> {
  const migrations = migrationsFor(dialect);
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  await refuseNewer(db, Object.keys(migrations));
  const { error } = await migrator.migrateToLatest();
  if (error) {
    const reason = error instanceof Error ? error.message : 'unknown fault';
    throw new StoreOpenError(`The database could not be brought to this version (${reason}).`, {
      cause: error,
    });
  }
}

async function refuseNewer(db: Kysely<never> | OpenDatabase['db'], known: readonly string[]): Promise<void> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === 'kysely_migration')) return;
  const done = await (db as unknown as Kysely<{ kysely_migration: { name: string } }>)
    .selectFrom('kysely_migration')
    .select('name')
    .execute();
  const newer = done.map((row) => row.name).filter((name) => !known.includes(name));
  if (newer.length > 0) {
    throw new StoreOpenError(
      `The database was written by a newer version of this service (it has ${newer.join(', ')}). Start that version, or restore a backup made before the upgrade.`,
    );
  }
}
