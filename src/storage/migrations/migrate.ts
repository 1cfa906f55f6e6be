import type { Kysely, Migration } from 'kysely';
import type { Dialect, OpenDatabase } from '../dialect';
import { StoreOpenError } from '../errors';
import { initial } from './0001-initial';
import { monthlyEvents } from './0002-monthly-events';
import { moreReferences } from './0003-more-references';
import { assurance } from './0004-assurance';
import { singleUse } from './0005-single-use';
import { messages } from './0006-messages';
import { erasure } from './0007-erasure';
import { guards } from './0008-guards';
import { leases } from './0009-leases';
import { feed } from './0010-feed';
import { cases } from './0011-cases';
import { transparencyLog } from './0012-transparency-log';
import { consents } from './0013-consents';
import { rowSeal } from './0017-row-seal';
import { privilegedActs } from './0018-privileged-acts';
import { destinations } from './0020-destinations';
import { caseErasure } from './0021-case-erasure';
import { caseSeal } from './0023-case-seal';
import { logPlaces } from './0024-log-places';

type Steps = Readonly<Record<string, (dialect: Dialect) => Migration>>;

/** Steps that older code cannot live with: it refuses to start once they are done. */
const contractions: Steps = { '0001-initial': initial };

/**
 * Steps that older code can live with, so that two releases can run side by side while one replaces the
 * other: what they add has a default, and what they change keeps its name and columns. They are recorded apart. A
 * contraction removes what only the older code needs, a release later.
 */
const expansions: Steps = {
  '0002-monthly-events': monthlyEvents,
  '0003-more-references': () => moreReferences,
  '0004-assurance': assurance,
  '0005-single-use': () => singleUse,
  '0006-messages': () => messages,
  '0007-erasure': () => erasure,
  '0008-guards': guards,
  '0009-leases': leases,
  '0010-feed': feed,
  '0011-cases': cases,
  '0012-transparency-log': transparencyLog,
  '0013-consents': consents,
  '0017-row-seal': rowSeal,
  '0018-privileged-acts': privilegedActs,
  '0020-destinations': destinations,
  '0021-case-erasure': () => caseErasure,
  '0023-case-seal': caseSeal,
  '0024-log-places': logPlaces,
};

const contractionTable = 'kysely_migration';
const expansionTable = 'schema_expansion';

/** Names of steps, done or needed. */
export interface MigrationSteps {
  readonly contractions: readonly string[];
  readonly expansions: readonly string[];
}

/** The steps that this version needs. */
export const neededSteps: MigrationSteps = {
  contractions: Object.keys(contractions),
  expansions: Object.keys(expansions),
};

/** The steps that were done on a database. */
export async function stepsDone({ db }: Pick<OpenDatabase, 'db'>): Promise<MigrationSteps> {
  return { contractions: await done(db, contractionTable), expansions: await done(db, expansionTable) };
}

/** The names of `steps` that are not in `others`. */
export function stepsMissing(steps: MigrationSteps, others: MigrationSteps): readonly string[] {
  const there = new Set([...others.contractions, ...others.expansions]);
  return [...steps.contractions, ...steps.expansions].filter((name) => !there.has(name));
}

/** Contractions by a newer version, which this version cannot live with. */
export function newerSteps(steps: MigrationSteps): readonly string[] {
  return stepsMissing({ contractions: steps.contractions, expansions: [] }, neededSteps);
}

/** Migrates the database to this version's tables. Throws StoreOpenError if a newer version has contracted them. */
export async function migrate(database: OpenDatabase): Promise<void> {
  const { dialect } = database;
  const before = await stepsDone(database);
  refuseNewer(before);
  if (stepsMissing(neededSteps, before).length === 0) return;
  try {
    // Contractions and expansions alike, so that a start that is cut short leaves nothing half done.
    await database.patiently((patient) =>
      patient.transaction().execute(async (tx) => {
        await database.lockMigrations(tx);
        await bring(tx, contractionTable, contractions, dialect);
        await bring(tx, expansionTable, expansions, dialect);
      }),
    );
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown fault';
    throw new StoreOpenError(`The database could not be migrated to this version (${reason}).`, {
      cause: error,
    });
  }
}

/** Changes nothing. Throws StoreOpenError unless the database has this version's tables. */
export async function requireMigrated(database: OpenDatabase): Promise<void> {
  const done = await stepsDone(database);
  refuseNewer(done);
  const missing = stepsMissing(neededSteps, done);
  if (missing.length === 0) return;
  throw new StoreOpenError(
    `The database lacks ${missing.join(', ')}, and this process does not migrate. Run \`realname migrate\` as a user who may create tables (MIGRATE=off).`,
  );
}

function refuseNewer(done: MigrationSteps): void {
  const newer = newerSteps(done);
  if (newer.length === 0) return;
  throw new StoreOpenError(
    `The database was written by a newer version of this service (it has ${newer.join(', ')}). Start that version, or restore a backup made before the upgrade.`,
  );
}

/** Does the steps that the ledger does not name; those of a newer version do not concern this one. */
async function bring(tx: OpenDatabase['db'], ledger: string, steps: Steps, dialect: Dialect): Promise<void> {
  await tx.schema
    .createTable(ledger)
    .ifNotExists()
    .addColumn('name', 'varchar(255)', (column) => column.notNull().primaryKey())
    .addColumn('timestamp', 'varchar(255)', (column) => column.notNull())
    .execute();
  const there = new Set(await done(tx, ledger));
  for (const [name, make] of Object.entries(steps)) {
    if (there.has(name)) continue;
    await make(dialect).up(tx);
    await asLedger(tx).insertInto(ledger).values({ name, timestamp: new Date().toISOString() }).execute();
  }
}

async function done(db: OpenDatabase['db'], ledger: string): Promise<readonly string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === ledger)) return [];
  const rows = await asLedger(db).selectFrom(ledger).select('name').orderBy('name').execute();
  return rows.map((row) => row.name);
}

/** The tables that Kysely's own migrator keeps as well, with which 1.0.0 works. */
function asLedger(db: OpenDatabase['db']) {
  return db as unknown as Kysely<{ [ledger: string]: { name: string; timestamp: string } }>;
}
