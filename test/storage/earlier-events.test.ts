import { databaseAddress, sqliteAddress } from '../../src/config/database-address';
import type { OpenDatabase } from '../../src/storage/dialect';
import { openPostgres } from '../../src/storage/postgres/database';
import { openSqlite } from '../../src/storage/sqlite/database';
import { startPostgres } from '../support/postgres';
import { temporaryFolder } from '../support/temporary-folder';
import { expectedRows, migratedFromEarlier } from './earlier-rows';

async function migrated(database: OpenDatabase): Promise<unknown> {
  try {
    return await migratedFromEarlier(database.db, database.dialect);
  } finally {
    await database.close();
  }
}

describe('the events of 1.0.0, and those that it writes next to this release,', () => {
  it('have the status before them and their level on SQLite', async () => {
    const folder = temporaryFolder();
    try {
      expect(await migrated(openSqlite(sqliteAddress(`${folder.path}/realname.db`)))).toEqual(expectedRows);
    } finally {
      folder.remove();
    }
  });

  it('have the status before them and their level on PostgreSQL', async () => {
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
      expect(await migrated(database)).toEqual(expectedRows);
    } finally {
      await postgres.close();
    }
  });
});
