import { Client } from 'pg';
import { openStore } from '../../src/storage/open-store';
import { child, person } from '../graphql/invented';
import { startPostgres, type TestPostgres } from '../support/postgres';
import { at, change, draft, nothingNew, oneTo, pushed, read, settings } from './samples';
import { describeStore } from './store-contract';

let postgres: TestPostgres;
/** Of the contract's tests: a database for each of them would take longer than the tests. */
let shared: string;

beforeAll(async () => {
  postgres = await startPostgres();
  shared = await postgres.createDatabase();
}, 60_000);

afterAll(() => postgres.close());

describeStore('a PostgreSQL store', async () => {
  const store = await openStore(settings(shared));
  return {
    store,
    async release() {
      await store.close();
      await empty(shared);
    },
  };
});

async function empty(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const tables = [
    'reveal',
    'attempt',
    'idempotency',
    'verification_event',
    'verification',
    'account',
    'keystore.data_key',
  ];
  await client.query(tables.map((table) => `delete from ${table}`).join(';'));
  await client.end();
}

describe('PostgreSQL stores on one database', () => {
  it('migrate at once, and each finds the whole of it', async () => {
    const url = await postgres.createDatabase();
    const stores = await Promise.all(oneTo(5).map(() => openStore(settings(url))));
    try {
      await stores[0]?.create(draft('v-1'));
      for (const store of stores) expect((await store.find(['v-1'])).size).toBe(1);
    } finally {
      await Promise.all(stores.map((store) => store.close()));
    }
  });

  it('give every change of one verification a version and a sequence of its own, whoever makes it', async () => {
    const url = await postgres.createDatabase();
    const stores = await Promise.all([openStore(settings(url)), openStore(settings(url))]);
    const [one] = stores;
    try {
      await one?.create(draft('v-1'));
      await Promise.all(
        oneTo(40).map(async (n) => {
          const store = stores[n % stores.length];
          if (store) await change(store, 'v-1', nothingNew, at(n));
        }),
      );
      const events = (await one?.eventsAfter('v-1', 0, 100)) ?? [];
      expect(events.map((event) => event.version)).toEqual(oneTo(41));
      expect(events.map((event) => event.sequence)).toEqual(oneTo(41));
    } finally {
      await Promise.all(stores.map((store) => store.close()));
    }
  });

  it('change a verification that waited for its key to be replaced with the new key', async () => {
    const url = await postgres.createDatabase();
    const [one, two] = await Promise.all([openStore(settings(url)), openStore(settings(url))]);
    const [holder, watcher] = [new Client({ connectionString: url }), new Client({ connectionString: url })];
    await Promise.all([holder.connect(), watcher.connect()]);
    /** Until so many connections wait for a lock. */
    const untilWaiting = async (expected: number) => {
      for (let waiting = -1; waiting !== expected; ) {
        const { rows } = await watcher.query<{ count: number }>(
          `select count(*)::int as count from pg_stat_activity
           where datname = current_database() and wait_event_type = 'Lock'`,
        );
        waiting = rows[0]?.count ?? 0;
      }
    };
    try {
      await one.create(draft('v-1'));
      await one.create(draft('v-2'));
      await change(one, 'v-1', { kind: 'redacted' }, at(1));
      await holder.query('begin');
      await holder.query(`select id from verification where id = 'v-2' for update`);
      const destroyed = one.destroyRedacted(['v-1']);
      await untilWaiting(1);
      const changed = change(two, 'v-2', pushed(at(2), { kind: 'approved', subject: child }), at(2));
      await untilWaiting(2);
      await holder.query('commit');
      await Promise.all([destroyed, changed]);
      const { personal } = await read(one, 'v-2');
      expect(personal.subject?.reveal()).toEqual({ ...person, ...child });
    } finally {
      await Promise.all([holder.end(), watcher.end()]);
      await Promise.all([one.close(), two.close()]);
    }
  });

  it('wake those who wait at another store', async () => {
    const url = await postgres.createDatabase();
    const [one, two] = await Promise.all([openStore(settings(url)), openStore(settings(url))]);
    const wake = two.changes.listen({ verificationId: 'v-1' });
    try {
      await one.create(draft('v-1'));
      await wake.next();
      expect(await two.eventsAfter('v-1', 0, 10)).toHaveLength(1);
    } finally {
      wake.close();
      await Promise.all([one.close(), two.close()]);
    }
  });

  it('let one at a time do a duty', async () => {
    const url = await postgres.createDatabase();
    const [one, two] = await Promise.all([openStore(settings(url)), openStore(settings(url))]);
    let done = 0;
    try {
      await one.exclusively('sweep', async () => {
        await two.exclusively('sweep', async () => {
          done += 1;
        });
        expect(done).toBe(0);
        await two.exclusively('another', async () => {
          done += 1;
        });
        expect(done).toBe(1);
      });
      await two.exclusively('sweep', async () => {
        done += 1;
      });
      expect(done).toBe(2);
    } finally {
      await Promise.all([one.close(), two.close()]);
    }
  });

  it('are refused by a newer database, and by one that does not answer, without the password', async () => {
    const url = await postgres.createDatabase();
    await (await openStore(settings(url))).close();
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query("insert into kysely_migration (name, timestamp) values ('9999-later', '2030')");
    await client.end();
    await expect(openStore(settings(url))).rejects.toThrow(/newer version/);
    const nobody = 'postgres://someone:open-sesame@127.0.0.1:1/none';
    const error: unknown = await openStore(settings(nobody)).catch((fault: unknown) => fault);
    expect(String(error)).toMatch(/cannot be opened/);
    expect(String(error)).not.toContain('open-sesame');
  });
});
