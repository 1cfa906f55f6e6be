import { Client } from 'pg';
import { openStore } from '../../src/storage/open-store';
import type { Store } from '../../src/storage/store';
import { startPostgres, type TestPostgres } from '../support/postgres';
import { openSilentLine } from '../support/silent-line';
import { at, change, draft, nothingNew, oneTo, settings } from './samples';

let postgres: TestPostgres;

beforeAll(async () => {
  postgres = await startPostgres();
});

afterAll(() => postgres.close());

/** Says something to the server itself. */
async function say(url: string, ...statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

async function withStore(
  url: string,
  work: (store: Store, faults: readonly unknown[]) => Promise<void>,
): Promise<void> {
  const faults: unknown[] = [];
  const store = await openStore(settings(url, { report: (error) => faults.push(error) }));
  try {
    await work(store, faults);
  } finally {
    await store.close();
  }
}

describe('[2] connections to PostgreSQL', () => {
  it('are given up and replaced when all of them fall silent, and listeners are woken by the new ones', async () => {
    const line = await openSilentLine(await postgres.createDatabase());
    try {
      await withStore(line.url, async (store) => {
        await Promise.all(oneTo(20).map((n) => store.verifications.create(draft(`v-${n}`))));
        const wake = store.changes.listen({ verificationId: 'v-1' });
        line.silence();
        const asked = oneTo(20).map((n) => store.verifications.find([`v-${n}`]));
        await expect(store.database.ping()).rejects.toThrow(/timeout/);
        line.mend();
        const answers = await Promise.allSettled(asked);
        expect(answers.map(({ status }) => status)).toEqual(oneTo(20).map(() => 'rejected'));
        // The first statement after that meets none of the silent connections.
        await change(store, 'v-1', nothingNew, at(1));
        await wake.next();
        wake.close();
      });
    } finally {
      await line.close();
    }
  });

  it('are thrown away when the database became read-only; changes succeed as soon as it can be written', async () => {
    const url = await postgres.createDatabase();
    await withStore(url, async (store) => {
      await store.verifications.create(draft('v-1'));
      await expect(store.database.ping()).resolves.toBeUndefined();
      await say(url, 'alter system set default_transaction_read_only = on', 'select pg_reload_conf()');
      let isClosed = false;
      while (!isClosed) {
        await store.database.ping().catch((error: Error) => {
          isClosed = error.name === 'UnwritableError';
        });
      }
      await expect(change(store, 'v-1', nothingNew, at(1))).rejects.toMatchObject({ code: '25006' });
      expect(store.database.connections()).toMatchObject({ idle: 0 });

      await say(
        url,
        'set default_transaction_read_only = off',
        'alter system reset default_transaction_read_only',
        'select pg_reload_conf()',
      );
      await Promise.all(oneTo(8).map((n) => store.verifications.create(draft(`w-${n}`))));
      await expect(store.database.ping()).resolves.toBeUndefined();
    });
  });

  it('work where the database itself asks for serializable transactions: of 200 starts at once none fails', async () => {
    const url = await postgres.createDatabase();
    await say(
      url,
      `alter database ${new URL(url).pathname.slice(1)} set default_transaction_isolation = 'serializable'`,
    );
    await withStore(url, async (store) => {
      await Promise.all(oneTo(200).map((n) => store.verifications.create(draft(`v-${n}`))));
      const events = await store.events.ofAccountAfter('account-1', 0, 300);
      expect(events.map(({ sequence }) => sequence)).toEqual(oneTo(200));
    });
  });
});
