import { openStore } from '../../src/storage/open-store';
import type { Store } from '../../src/storage/store';
import { hasPgBouncer, startPgBouncer, type TestPgBouncer } from '../support/pgbouncer';
import { startPostgres, type TestPostgres } from '../support/postgres';
import { hasRedis, startRedis, type TestRedis } from '../support/redis';
import { emptyStore } from './empty-store';
import { at, change, draft, nothingNew, oneTo, settings } from './samples';
import { describeStore } from './store-contract';

const describeWithBoth = hasPgBouncer && hasRedis ? describe : describe.skip;

describeWithBoth('[2] PostgreSQL behind PgBouncer in transaction mode', () => {
  let postgres: TestPostgres;
  let redis: TestRedis;
  /** Of the contract's tests: a database and a pooler for each of them would take longer than the tests. */
  let database: string;
  let bouncer: TestPgBouncer;

  beforeAll(async () => {
    [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
    database = await postgres.createDatabase();
    bouncer = await startPgBouncer(database);
  });

  afterAll(async () => {
    await bouncer.close();
    await Promise.all([postgres.close(), redis.close()]);
  });

  const open = () => openStore(settings(bouncer.url, { busUrl: redis.url }));

  async function openTwo() {
    await bouncer.close();
    bouncer = await startPgBouncer(await postgres.createDatabase());
    return Promise.all([open(), open()]);
  }

  async function closeAll(...stores: readonly Store[]) {
    await Promise.all(stores.map((store) => store.close()));
  }

  describeStore('its store', async () => {
    const store = await open();
    return {
      store,
      async release() {
        await store.close();
        await emptyStore(database);
      },
    };
  });

  it('migrates once for processes that start together, and keeps versions, sequences and wake-ups right', async () => {
    const stores = await openTwo();
    const [one, two] = stores;
    const wake = two.changes.listen({ verificationId: 'v-1' });
    try {
      await one.verifications.create(draft('v-1'));
      await wake.next();
      await Promise.all(oneTo(100).map((n) => change(n % 2 === 0 ? one : two, 'v-1', nothingNew, at(n))));
      const events = await two.events.after('v-1', 0, 200);
      expect(events.map(({ version }) => version)).toEqual(oneTo(101));
      expect(events.map(({ sequence }) => sequence)).toEqual(oneTo(101));
    } finally {
      wake.close();
      await closeAll(...stores);
    }
  });

  it('leaves a duty to one process at a time, and to another one after it', async () => {
    const stores = await openTwo();
    let running = 0;
    let most = 0;
    let rounds = 0;
    const job = async () => {
      running += 1;
      most = Math.max(most, running);
      // Other statements move the work to other connections of the pooler meanwhile.
      await Promise.all(oneTo(20).map(() => stores[0].database.ping()));
      running -= 1;
      rounds += 1;
    };
    try {
      await Promise.all(oneTo(30).map((n) => stores[n % 2 === 0 ? 0 : 1].leases.withLease('sweep', job)));
      expect(most).toBe(1);
      expect(rounds).toBeGreaterThan(0);
      const before = rounds;
      for (const store of stores) await store.leases.withLease('sweep', job);
      expect(rounds).toBe(before + 2);
    } finally {
      await closeAll(...stores);
    }
  });
});
