import { connect } from 'node:net';
import { openStore } from '../../src/storage/open-store';
import { openTcpServer } from '../faults/long/tcp-server';
import { child } from '../graphql/invented';
import { startPostgres, type TestPostgres } from '../support/postgres';
import { at, draft, happens, pushed, settings } from './samples';

/** A line to a database that counts how often a transaction waits for an answer. */
async function openCountingLine(databaseUrl: string) {
  const target = new URL(databaseUrl);
  const transactions: number[] = [];
  const server = await openTcpServer((client) => {
    const database = connect(Number(target.port), target.hostname);
    let waits: number | null = null;
    client.on('data', (chunk: Buffer) => {
      const text = chunk.toString('latin1');
      if (text.includes('begin isolation')) waits = 0;
      if (waits !== null) waits += 1;
      if (waits !== null && /\bcommit\b|\brollback\b/.test(text)) {
        transactions.push(waits);
        waits = null;
      }
      database.write(chunk);
    });
    database.on('data', (chunk: Buffer) => client.write(chunk));
    database.on('error', () => client.destroy());
    client.once('close', () => database.destroy());
  });
  const url = new URL(databaseUrl);
  url.port = String(server.port);
  return { url: url.href, transactions, close: server.close };
}

describe('a push on PostgreSQL', () => {
  let postgres: TestPostgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.close());

  it('takes five round trips: begin, both locks, the reading, all rows at once, commit; six if its key is read', async () => {
    const line = await openCountingLine(await postgres.createDatabase());
    const store = await openStore(settings(line.url));
    const push = (n: number, callbackTokenHash: string) =>
      store.verifications.change(
        { callbackTokenHash },
        happens(pushed(at(n), { kind: 'approved', subject: child }), at(n)),
        {
          factKey: `push-${n}`,
        },
      );
    try {
      await store.verifications.create(draft('v-1', { callbackTokenHash: 'address' }));
      // Without an account, events are numbered by their versions.
      await store.verifications.create(draft('v-2', { guid: null, callbackTokenHash: 'other' }));
      line.transactions.length = 0;

      const changed = [await push(1, 'address'), await push(2, 'address'), await push(1, 'other')];

      expect(line.transactions).toEqual([6, 5, 6]);
      expect(changed).toMatchObject([
        { kind: 'changed', event: { version: 2, sequence: 2 } },
        { kind: 'changed', event: { version: 3, sequence: 3 } },
        { kind: 'changed', event: { version: 2, sequence: 2 } },
      ]);
      expect((await store.events.after('v-1', 0, 10)).map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
    } finally {
      await store.close();
      await line.close();
    }
  });
});
