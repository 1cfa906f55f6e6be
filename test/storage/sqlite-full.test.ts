import { sql } from 'kysely';
import { migrate } from '../../src/storage/migrations/migrate';
import { openSqlite } from '../../src/storage/sqlite/database';

describe('[2] an SQLite database that is full', () => {
  it('is not healthy from the first change that failed until one can be written', async () => {
    const database = openSqlite({ kind: 'memory' });
    await migrate(database);
    const { db } = database;
    const grow = () => sql`insert into setting (name, value) values ('large', zeroblob(1000000))`.execute(db);
    try {
      const { rows } = await sql<{ page_count: number }>`pragma main.page_count`.execute(db);
      await sql`pragma main.max_page_count = ${sql.lit((rows[0]?.page_count ?? 0) + 2)}`.execute(db);
      // Nothing has failed yet, and nothing is tried for the sake of it.
      await expect(database.ping()).resolves.toBeUndefined();
      await expect(grow()).rejects.toMatchObject({ errcode: 13 });
      await expect(database.ping()).rejects.toMatchObject({ name: 'UnwritableError' });

      await sql`pragma main.max_page_count = 1000000`.execute(db);
      await expect(database.ping()).resolves.toBeUndefined();
      await grow();
    } finally {
      await database.close();
    }
  });
});
