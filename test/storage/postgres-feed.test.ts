import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';
import { startSequencer } from '../../src/jobs/sequencer';
import type { FeedEntry } from '../../src/storage/events/contract';
import { openStore } from '../../src/storage/open-store';
import type { Store } from '../../src/storage/store';
import { startPostgres, type TestPostgres } from '../support/postgres';
import { namesOf, placeAll } from './contract/feed';
import { at, change, draft, nothingNew, oneTo, settings } from './samples';

let postgres: TestPostgres;

beforeAll(async () => {
  postgres = await startPostgres();
});

afterAll(() => postgres.close());

/** A sequencer of this store, as a process has it. A fault fails the test. */
function sequence(store: Store): () => Promise<void> {
  if (!store.sequencing) throw new Error('expected a store that places events after their commit');
  const fail = (...parameters: unknown[]) => {
    throw new Error(`the sequencer failed: ${String(parameters.at(-1))}`);
  };
  return startSequencer(
    { store, meter: { fault: fail, dutySucceeded() {}, dutyExpected() {} }, log: { error: fail } } as never,
    store.sequencing,
  );
}

async function untilPlaced(store: Store, count: number): Promise<readonly FeedEntry[]> {
  for (;;) {
    const entries = await store.feed.after(0, count + 1);
    if (entries.length >= count) return entries;
    await setTimeout(10);
  }
}

describe('the feed of PostgreSQL stores on one database', () => {
  it('has no hole, no repeat and no change while several processes write and give places', async () => {
    const url = await postgres.createDatabase();
    const stores = await Promise.all(oneTo(3).map(() => openStore(settings(url))));
    const [one] = stores;
    if (!one) throw new Error('expected a store');
    const stops = stores.map(sequence);
    const verifications = oneTo(20).map((n) => `v-${n}`);
    /** What a reader sees that asks again and again from its own place. */
    const seen: FeedEntry[] = [];
    let isOver = false;
    const reading = (async () => {
      while (!isOver || (await one.feed.after(seen.length, 1)).length > 0) {
        seen.push(...(await one.feed.after(seen.at(-1)?.place ?? 0, 7)));
      }
    })();
    try {
      await Promise.all(
        verifications.map(async (id, index) => {
          const store = stores[index % stores.length] ?? one;
          await store.verifications.create(draft(id, { guid: `account-${index % 4}` }));
          for (const n of oneTo(14)) await change(stores[n % stores.length] ?? one, id, nothingNew, at(-n));
        }),
      );
      const entries = await untilPlaced(one, 300);
      isOver = true;
      await reading;
      expect(entries.map(({ place }) => place)).toEqual(oneTo(300));
      expect(seen).toEqual(entries);
      expect(new Set(namesOf(entries)).size).toBe(300);
      for (const id of verifications) {
        const own = entries.filter(({ event }) => event.verificationId === id);
        expect(own.map(({ event }) => event.version)).toEqual(oneTo(15));
      }
    } finally {
      isOver = true;
      await Promise.all(stops.map((stop) => stop()));
      await Promise.all(stores.map((store) => store.close()));
    }
  });

  it('gives no place before the commit: an event that is committed late comes after those that were read', async () => {
    const url = await postgres.createDatabase();
    const store = await openStore(settings(url));
    const late = new Client({ connectionString: url });
    await late.connect();
    try {
      await store.verifications.create(draft('v-1'));
      await store.verifications.create(draft('v-2', { guid: 'account-2' }));
      await placeAll(store);
      await late.query('begin');
      await late.query(
        `insert into verification_event
           (verification_id, version, guid, sequence, status, assurance_level, cause, occurred_at, recorded_at)
         values ('v-1', 2, 'account-1', 2, 'PENDING', 'NONE', 'PROVIDER_QUERY', 0, 0)`,
      );
      await change(store, 'v-2', nothingNew, at(1));
      await placeAll(store);
      expect(namesOf(await store.feed.after(2, 9))).toEqual(['v-2.2']);
      await late.query('commit');
      await placeAll(store);
      expect(namesOf(await store.feed.after(2, 9))).toEqual(['v-2.2', 'v-1.2']);
      const places = (await store.feed.after(0, 9)).map(({ place }) => place);
      expect(places).toEqual([1, 2, 3, 4]);
    } finally {
      await late.end();
      await store.close();
    }
  });

  it('gets the events of a process that ended before it gave them places, and of the previous release', async () => {
    const url = await postgres.createDatabase();
    const [one, two] = await Promise.all([openStore(settings(url)), openStore(settings(url))]);
    const stop = sequence(two);
    try {
      await one.verifications.create(draft('v-1'));
      expect(namesOf(await untilPlaced(two, 1))).toEqual(['v-1.1']);
    } finally {
      await stop();
      await Promise.all([one.close(), two.close()]);
    }
  });

  it('wakes the readers of another process', async () => {
    const url = await postgres.createDatabase();
    const [one, two] = await Promise.all([openStore(settings(url)), openStore(settings(url))]);
    const wake = two.changes.listen({ all: 'placed' });
    try {
      await one.verifications.create(draft('v-1'));
      await placeAll(one);
      await wake.next();
      expect(namesOf(await two.feed.after(0, 9))).toEqual(['v-1.1']);
    } finally {
      wake.close();
      await Promise.all([one.close(), two.close()]);
    }
  });

  it('keeps no lock when the process that gives places is stopped: it is one statement', async () => {
    const url = await postgres.createDatabase();
    const store = await openStore(settings(url));
    const watcher = new Client({ connectionString: url });
    await watcher.connect();
    try {
      await store.verifications.create(draft('v-1'));
      await store.sequencing?.place(1);
      const { rows } = await watcher.query(
        `select 1 from pg_locks where locktype = 'advisory'
         union all select 1 from pg_stat_activity
         where datname = current_database() and state like 'idle in transaction%'`,
      );
      expect(rows).toEqual([]);
    } finally {
      await watcher.end();
      await store.close();
    }
  });
});
