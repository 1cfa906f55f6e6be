import { type Kysely, type Migration, sql } from 'kysely';
import { databaseAddress, sqliteAddress } from '../../src/config/database-address';
import type { OpenDatabase } from '../../src/storage/dialect';
import { initial } from '../../src/storage/migrations/0001-initial';
import { monthlyEvents } from '../../src/storage/migrations/0002-monthly-events';
import { assurance } from '../../src/storage/migrations/0004-assurance';
import { feed } from '../../src/storage/migrations/0010-feed';
import { openPostgres } from '../../src/storage/postgres/database';
import type { Tables } from '../../src/storage/schema';
import { openSqlite } from '../../src/storage/sqlite/database';
import { startPostgres } from '../support/postgres';
import { temporaryFolder } from '../support/temporary-folder';

async function insertEvent(
  db: Kysely<Tables>,
  [id, version, recordedAt]: readonly [string, number, number],
): Promise<void> {
  await sql`insert into verification_event (verification_id, version, sequence, status, cause, occurred_at, recorded_at)
    values (${id}, ${version}, 1, 'PENDING', 'REQUESTED', 0, ${recordedAt})`.execute(db);
}

/** The feed after the migration of some events of 1.0.0, and of one that it wrote later. */
async function migrated(database: OpenDatabase): Promise<unknown> {
  const { db, dialect, placeEvents } = database;
  try {
    const before: readonly Migration[] = [initial(dialect), monthlyEvents(dialect), assurance(dialect)];
    for (const step of before) await step.up(db);
    await insertEvent(db, ['v-2', 1, 10]);
    await insertEvent(db, ['v-1', 1, 20]);
    await insertEvent(db, ['v-2', 2, 40]);
    await insertEvent(db, ['v-1', 2, 30]);
    // The clock was set back between the two.
    await insertEvent(db, ['v-2', 3, 5]);
    await insertEvent(db, ['v-1', 3, 50]);
    const step: Migration = feed(dialect);
    await step.up(db);
    await insertEvent(db, ['v-0', 1, 1]);
    await placeEvents?.(100);
    const rows = await db.selectFrom('event_feed').selectAll().orderBy('place').execute();
    return rows.map(({ place, verification_id, version }) => [place, `${verification_id}.${version}`]);
  } finally {
    await database.close();
  }
}

const expected = [
  [1, 'v-2.1'],
  [2, 'v-1.1'],
  [3, 'v-1.2'],
  [4, 'v-2.2'],
  [5, 'v-2.3'],
  [6, 'v-1.3'],
  [7, 'v-0.1'],
];

describe('the events of 1.0.0, and those that it writes next to this release,', () => {
  it('get places in the feed on SQLite, in which the versions of a verification rise', async () => {
    const folder = temporaryFolder();
    try {
      expect(await migrated(openSqlite(sqliteAddress(`${folder.path}/realname.db`)))).toEqual(expected);
    } finally {
      folder.remove();
    }
  });

  it('get places in the feed on PostgreSQL, in which the versions of a verification rise', async () => {
    const postgres = await startPostgres();
    try {
      const address = databaseAddress(await postgres.createDatabase());
      if (address?.kind !== 'postgres') throw new Error('expected the address of a PostgreSQL');
      const database = await openPostgres({
        address,
        busUrl: null,
        report(error) {
          throw error;
        },
      });
      expect(await migrated(database)).toEqual(expected);
    } finally {
      await postgres.close();
    }
  });
});
