import { Client } from 'pg';
import { v7 as newUuid } from 'uuid';
import { openStore } from '../../src/storage/open-store';
import { firstIdOf, monthOf } from '../../src/storage/postgres/event-months';
import type { Store } from '../../src/storage/store';
import { startPostgres, type TestPostgres } from '../support/postgres';
import { at, change, draft, nothingNew, oneTo, settings } from './samples';

describe('the event table of PostgreSQL, cut by months', () => {
  let postgres: TestPostgres;
  let store: Store;
  let database: Client;

  beforeAll(async () => {
    postgres = await startPostgres();
  }, 60_000);

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

  /** Where the events of a verification lie. */
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

  it('puts the whole history of a verification into the month it was made in', async () => {
    const next = new Date();
    next.setUTCMonth(next.getUTCMonth() + 1, 15);
    await store.makeRoom(new Date());
    const id = newUuid({ msecs: next.getTime() });
    await store.create(draft(id));
    await change(store, id, nothingNew, at(400 * 86_400_000));
    const month = `${next.getUTCFullYear()}_${String(next.getUTCMonth() + 1).padStart(2, '0')}`;
    expect(await partitionsOf(id)).toEqual([`verification_event_${month}`]);
    expect(await store.eventsAfter(id, 0, 10)).toHaveLength(2);
  });

  it('makes the months ahead once, whoever asks and however often', async () => {
    const now = new Date('2031-05-31T23:59:59.999Z');
    await Promise.all(oneTo(4).map(() => store.makeRoom(now)));
    await store.makeRoom(now);
    expect((await partitions()).filter((name) => name.startsWith('verification_event_20'))).toEqual([
      'verification_event_2031_05',
      'verification_event_2031_06',
      'verification_event_2031_07',
    ]);
  });

  it('keeps events of a month that nobody made, and moves them there when it is', async () => {
    const id = idOf('2029-01-15T00:00:00Z');
    await store.create(draft(id));
    expect(await partitionsOf(id)).toEqual(['verification_event_other']);
    // A clock that was years ahead for a while is no hindrance.
    await store.makeRoom(new Date('2040-01-01T00:00:00Z'));
    await store.makeRoom(new Date('2029-01-20T00:00:00Z'));
    expect(await partitionsOf(id)).toEqual(['verification_event_2029_01']);
    await change(store, id, nothingNew, at(1));
    expect(await store.eventsAfter(id, 0, 10)).toHaveLength(2);
  });

  it('makes none of the month in which the table was cut, whose events lie before', async () => {
    await store.makeRoom(new Date());
    const id = newUuid();
    await store.create(draft(id));
    expect(await partitionsOf(id)).toEqual([expect.stringMatching(/^verification_event_before_/)]);
    expect(await partitions()).toHaveLength(4);
  });

  it('looks into one partition where the verification is known', async () => {
    await store.makeRoom(new Date());
    const id = idOf('2026-11-20T00:00:00Z');
    const { rows } = await database.query<{ 'QUERY PLAN': string }>(
      `explain select * from verification_event where verification_id = '${id}' and version > 3 order by version`,
    );
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan.match(/verification_event_\w+/g)?.length).toBeGreaterThan(0);
    expect(plan).not.toContain('Append');
  });

  it('cuts between the last id of a month and the first of the next', () => {
    for (const time of ['2026-12-01T00:00:00.000Z', '2028-03-01T00:00:00.000Z']) {
      const first = firstIdOf(monthOf(new Date(time)));
      expect(idOf(time) > first).toBe(true);
      expect(newUuid({ msecs: Date.parse(time) - 1 }) < first).toBe(true);
    }
  });
});
