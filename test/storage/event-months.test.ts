import { chownSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { v7 as newUuid } from 'uuid';
import { openStore } from '../../src/storage/open-store';
import { firstIdOf, monthOf } from '../../src/storage/postgres/event-months';
import type { Store } from '../../src/storage/store';
import { child } from '../graphql/invented';
import { startPostgres, type TestPostgres } from '../support/postgres';
import { sqlOfRunbook } from '../support/runbook';
import { at, change, draft, happens, nothingNew, oneTo, pushed, settings } from './samples';

describe('the event table of PostgreSQL, partitioned by month', () => {
  let postgres: TestPostgres;
  let store: Store;
  let database: Client;

  beforeAll(async () => {
    postgres = await startPostgres();
  });

  afterAll(() => postgres.close());

  beforeEach(async () => {
    const url = await postgres.createDatabase();
    store = await openStore(settings(url));
    database = new Client({ connectionString: url });
    await database.connect();
  });

  afterEach(async () => {
    await database.end();
    await store.close();
  });

  const idOf = (time: string) => newUuid({ msecs: Date.parse(time) });

  /** The partition of a verification's events. */
  async function partitionsOf(id: string): Promise<readonly string[]> {
    const { rows } = await database.query<{ name: string }>(
      'select distinct tableoid::regclass::text as name from verification_event where verification_id = $1',
      [id],
    );
    return rows.map(({ name }) => name);
  }

  async function partitions(): Promise<readonly string[]> {
    const { rows } = await database.query<{ name: string }>(
      `select inhrelid::regclass::text as name from pg_inherits
       where inhparent = 'verification_event'::regclass order by 1`,
    );
    return rows.map(({ name }) => name);
  }

  it('puts the whole history of a verification into the month it was created in', async () => {
    const next = new Date();
    next.setUTCMonth(next.getUTCMonth() + 1, 15);
    await store.maintenance.makeRoom(new Date());
    const id = newUuid({ msecs: next.getTime() });
    await store.verifications.create(draft(id));
    await change(store, id, nothingNew, at(400 * 86_400_000));
    const month = `${next.getUTCFullYear()}_${String(next.getUTCMonth() + 1).padStart(2, '0')}`;
    expect(await partitionsOf(id)).toEqual([`verification_event_${month}`]);
    expect(await store.events.after(id, 0, 10)).toHaveLength(2);
  });

  it('moves an old month to slower disks by the commands of docs/runbook.md, and late pushes and repeats stay right', async () => {
    const id = idOf('2031-01-15T00:00:00Z');
    await store.maintenance.makeRoom(new Date('2031-01-02T00:00:00Z'));
    await store.verifications.create(draft(id));
    const folder = await folderOfServer(database);

    for (const command of sqlOfRunbook('Old months take much space')) {
      await database.query(command.replace('/mnt/archive/postgresql', folder).replace('2026_01', '2031_01'));
    }

    const { rows } = await database.query<{ place: string | null }>(
      `select distinct spcname as place from pg_class left join pg_tablespace on pg_tablespace.oid = reltablespace
       where relname like 'verification_event_2031_01%'`,
    );
    // The table and all of its indexes.
    expect(rows).toEqual([{ place: 'realname_archive' }]);
    const push = happens(pushed(at(1), { kind: 'approved', subject: child }), at(1));
    const record = () => store.verifications.change(id, push, { factKey: 'push-1' });
    expect(await record()).toMatchObject({ kind: 'changed' });
    expect(await record()).toMatchObject({ kind: 'repeated' });
    expect(await partitionsOf(id)).toEqual(['verification_event_2031_01']);
    expect((await store.events.after(id, 0, 10)).map(({ version }) => version)).toEqual([1, 2]);
  });

  it('creates the partitions ahead once, however often it is asked', async () => {
    const now = new Date('2031-05-31T23:59:59.999Z');
    await Promise.all(oneTo(4).map(() => store.maintenance.makeRoom(now)));
    await store.maintenance.makeRoom(now);
    expect((await partitions()).filter((name) => name.startsWith('verification_event_20'))).toEqual([
      'verification_event_2031_05',
      'verification_event_2031_06',
      'verification_event_2031_07',
    ]);
  });

  it('keeps events of a month without a partition, and moves them when it is created', async () => {
    const id = idOf('2029-01-15T00:00:00Z');
    await store.verifications.create(draft(id));
    expect(await partitionsOf(id)).toEqual(['verification_event_other']);
    // A clock that was years ahead for a while is no hindrance.
    await store.maintenance.makeRoom(new Date('2040-01-01T00:00:00Z'));
    await store.maintenance.makeRoom(new Date('2029-01-20T00:00:00Z'));
    expect(await partitionsOf(id)).toEqual(['verification_event_2029_01']);
    await change(store, id, nothingNew, at(1));
    expect(await store.events.after(id, 0, 10)).toHaveLength(2);
  });

  it('creates none for the month in which the table was partitioned', async () => {
    await store.maintenance.makeRoom(new Date());
    const id = newUuid();
    await store.verifications.create(draft(id));
    expect(await partitionsOf(id)).toEqual([expect.stringMatching(/^verification_event_before_/)]);
    expect(await partitions()).toHaveLength(4);
  });

  it('reads one partition if the verification is known', async () => {
    await store.maintenance.makeRoom(new Date());
    const id = idOf('2026-11-20T00:00:00Z');
    const { rows } = await database.query<{ 'QUERY PLAN': string }>(
      `explain select * from verification_event where verification_id = '${id}' and version > 3 order by version`,
    );
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan.match(/verification_event_\w+/g)?.length).toBeGreaterThan(0);
    expect(plan).not.toContain('Append');
  });

  it('separates the last id of a month from the first of the next', () => {
    for (const time of ['2026-12-01T00:00:00.000Z', '2028-03-01T00:00:00.000Z']) {
      const first = firstIdOf(monthOf(new Date(time)));
      expect(idOf(time) > first).toBe(true);
      expect(newUuid({ msecs: Date.parse(time) - 1 }) < first).toBe(true);
    }
  });
});

/** An empty folder that belongs to the server's user, outside of its data. */
async function folderOfServer(database: Client): Promise<string> {
  const { rows } = await database.query<{ data: string }>(`select current_setting('data_directory') as data`);
  const data = rows[0]?.data ?? '';
  const folder = join(data, '..', 'archive');
  mkdirSync(folder);
  const { uid, gid } = statSync(data);
  chownSync(folder, uid, gid);
  return folder;
}
