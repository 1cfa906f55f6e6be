import { join } from 'node:path';
import { Client } from 'pg';
import { LeaseLostError } from '../../src/storage/leases/errors';
import { openStore } from '../../src/storage/open-store';
import { child, person } from '../graphql/invented';
import { startPostgres, type TestPostgres } from '../support/postgres';
import { temporaryFolder } from '../support/temporary-folder';
import { emptyStore } from './empty-store';
import { at, change, draft, nothingNew, oneTo, pushed, read, settings } from './samples';
import { describeStore } from './store-contract';

let postgres: TestPostgres;
/** Of the contract's tests: a database for each of them would take longer than the tests. */
let shared: string;
let sharedApart: string;

beforeAll(async () => {
  postgres = await startPostgres();
  shared = await postgres.createDatabase();
  sharedApart = await postgres.createDatabase();
});

afterAll(() => postgres.close());

describeStore('a PostgreSQL store', async () => {
  const store = await openStore(settings(shared));
  return {
    store,
    async release() {
      await store.close();
      await emptyStore(shared);
    },
  };
});

describeStore('a PostgreSQL store with its keys in a folder', async () => {
  const folder = temporaryFolder();
  const keyStore = { kind: 'file', path: join(folder.path, 'keys') } as const;
  const store = await openStore(settings(sharedApart, { keyStore }));
  return {
    store,
    async release() {
      await store.close();
      await emptyStore(sharedApart, { hasKeys: false });
      folder.remove();
    },
  };
});

describe('PostgreSQL stores on one database', () => {
  it('migrate concurrently, and each finds all tables', async () => {
    const url = await postgres.createDatabase();
    const stores = await Promise.all(oneTo(5).map(() => openStore(settings(url))));
    try {
      await stores[0]?.verifications.create(draft('v-1'));
      for (const store of stores) expect((await store.verifications.find(['v-1'])).size).toBe(1);
    } finally {
      await Promise.all(stores.map((store) => store.close()));
    }
  });

  it('give every change of one verification its own version and sequence, whichever store makes it', async () => {
    const url = await postgres.createDatabase();
    const stores = await Promise.all([openStore(settings(url)), openStore(settings(url))]);
    const [one] = stores;
    try {
      await one?.verifications.create(draft('v-1'));
      await Promise.all(
        oneTo(40).map(async (n) => {
          const store = stores[n % stores.length];
          if (store) await change(store, 'v-1', nothingNew, at(n));
        }),
      );
      const events = (await one?.events.after('v-1', 0, 100)) ?? [];
      expect(events.map((event) => event.version)).toEqual(oneTo(41));
      expect(events.map((event) => event.sequence)).toEqual(oneTo(41));
    } finally {
      await Promise.all(stores.map((store) => store.close()));
    }
  });

  it('use the new key for a verification that waited while its key was replaced', async () => {
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
      await one.verifications.create(draft('v-1'));
      await one.verifications.create(draft('v-2'));
      await change(one, 'v-1', { kind: 'redacted' }, at(1));
      await holder.query('begin');
      await holder.query(`select id from verification where id = 'v-2' for update`);
      const destroyed = one.retention.destroyRedacted(['v-1']);
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

  it('wake listeners of another store', async () => {
    const url = await postgres.createDatabase();
    const [one, two] = await Promise.all([openStore(settings(url)), openStore(settings(url))]);
    const wake = two.changes.listen({ verificationId: 'v-1' });
    try {
      await one.verifications.create(draft('v-1'));
      await wake.next();
      expect(await two.events.after('v-1', 0, 10)).toHaveLength(1);
    } finally {
      wake.close();
      await Promise.all([one.close(), two.close()]);
    }
  });

  it('[2] run a duty in one process at a time', async () => {
    const url = await postgres.createDatabase();
    const [one, two] = await Promise.all([openStore(settings(url)), openStore(settings(url))]);
    const done: string[] = [];
    const job = (name: string) => async () => void done.push(name);
    try {
      await one.leases.withLease('sweep', async () => {
        await two.leases.withLease('sweep', job('sweep of two'));
        expect(done).toEqual([]);
        await two.leases.withLease('another', job('another of two'));
        expect(done).toEqual(['another of two']);
      });
      await two.leases.withLease('sweep', job('sweep of two'));
      expect(done).toEqual(['another of two', 'sweep of two']);
    } finally {
      await Promise.all([one.close(), two.close()]);
    }
  });

  it('[2] take a duty over whose owner vanished, once its lease has ended by the clock of the database', async () => {
    const url = await postgres.createDatabase();
    const store = await openStore(settings(url));
    const client = new Client({ connectionString: url });
    await client.connect();
    const leaseOf = (ms: number) =>
      client.query(
        `insert into lease (duty, owner, until) values ('sweep', 'vanished', extract(epoch from now()) * 1000 + $1)
         on conflict (duty) do update set owner = excluded.owner, until = excluded.until`,
        [ms],
      );
    let rounds = 0;
    const job = async () => {
      rounds += 1;
    };
    const round = () => store.leases.withLease('sweep', job);
    try {
      await leaseOf(60_000);
      expect(await round()).toBeNull();
      expect(rounds).toBe(0);
      await leaseOf(-1);
      expect(await round()).toBeInstanceOf(Date);
      expect(rounds).toBe(1);
    } finally {
      await client.end();
      await store.close();
    }
  });

  it('[2] tell a duty at the next renewal that its lease was taken from it', async () => {
    const url = await postgres.createDatabase();
    const store = await openStore(settings(url));
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      const reason = await new Promise((resolve, reject) => {
        const duty = async (lost: AbortSignal) => {
          await client.query("update lease set owner = 'another'");
          await new Promise((ended) => lost.addEventListener('abort', ended));
          resolve(lost.reason);
        };
        store.leases.withLease('sweep', duty).catch(reject);
      });
      expect(reason).toBeInstanceOf(LeaseLostError);
    } finally {
      await client.end();
      await store.close();
    }
  });

  it('refuse a newer database, and one that does not answer, without showing the password', async () => {
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
