import { createClient } from '@redis/client';
import { Client } from 'pg';
import { openStore } from '../../src/storage/open-store';
import type { Store } from '../../src/storage/store';
import { startPostgres, type TestPostgres } from '../support/postgres';
import { hasRedis, startRedis, type TestRedis } from '../support/redis';
import { at, change, draft, nothingNew, settings } from './samples';

const describeWithRedis = hasRedis ? describe : describe.skip;

describeWithRedis('PostgreSQL stores with Redis as their bus', () => {
  let postgres: TestPostgres;
  let redis: TestRedis;
  let databaseUrl: string;
  let stores: Store[];
  const faults: unknown[] = [];

  beforeAll(async () => {
    [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
  });

  afterAll(async () => {
    await Promise.all([postgres.close(), redis.close()]);
  });

  beforeEach(async () => {
    databaseUrl = await postgres.createDatabase();
    stores = [await open(), await open()];
  });

  afterEach(async () => {
    await Promise.all(stores.map((store) => store.close()));
    faults.length = 0;
  });

  const open = () =>
    openStore(settings(databaseUrl, { busUrl: redis.url, report: (error) => faults.push(error) }));

  it('wake listeners of another store', async () => {
    const [one, two] = stores as [Store, Store];
    const wake = two.changes.listen({ verificationId: 'v-1' });
    await one.verifications.create(draft('v-1'));
    await wake.next();
    expect(await two.events.after('v-1', 0, 10)).toHaveLength(1);
    wake.close();
  });

  it('are woken by Redis alone, and do not listen to the database', async () => {
    const [one] = stores as [Store];
    const wake = one.changes.listen({ guid: 'account-9' });
    const sender = await createClient({ url: redis.url }).connect();
    const woken = wake.next();
    // Until a subscriber has received it: the store may still be subscribing.
    let heard = 0;
    while (heard < 2) heard = await sender.publish('realname:changes', '[["v-9","account-9"]]');
    await woken;
    wake.close();
    await sender.close();

    const database = new Client({ connectionString: databaseUrl });
    await database.connect();
    const { rows } = await database.query(
      "select 1 from pg_stat_activity where application_name = 'realname-subgraph changes' and datname = current_database()",
    );
    await database.end();
    expect(rows).toEqual([]);
  });

  it('skip messages that are not theirs', async () => {
    const [one] = stores as [Store];
    const wake = one.changes.listen({ verificationId: 'v-9' });
    const woken = wake.next();
    const sender = await createClient({ url: redis.url }).connect();
    for (const foreign of ['hello', '{"v-9":null}', '[["v-9"]]', '[1]', '']) {
      await sender.publish('realname:changes', foreign);
    }
    let heard = 0;
    while (heard < 2) heard = await sender.publish('realname:changes', '[["v-9",null]]');
    await woken;
    wake.close();
    await sender.close();
  });

  it('commit and start without Redis, and wake all listeners when it is back', async () => {
    const [one, two] = stores as [Store, Store];
    await one.verifications.create(draft('v-1'));
    await redis.stop();
    const wake = two.changes.listen({ verificationId: 'v-1' });
    await change(one, 'v-1', nothingNew, at(1));
    const third = await open();
    stores.push(third);
    const elsewhere = third.changes.listen({ verificationId: 'v-1' });
    await redis.start();
    await Promise.all([wake.next(), elsewhere.next()]);
    expect(await third.events.after('v-1', 0, 10)).toHaveLength(2);
    expect(faults.length).toBeGreaterThan(0);
    wake.close();
    elsewhere.close();
  });
});
