import pg from 'pg';
import { compiled } from '../servers/compiled.mts';
import type { Postgres } from '../servers/postgres.mts';
import { peerColumns, peerRows, peerTables } from './seed-peers.mts';
import type { SeedSize } from './seed-store.mts';
import { storedRows, storeSettings } from './store-rows.mts';

const { openStore } = compiled<typeof import('../../src/storage/open-store.ts')>('storage/open-store.js');

/** Creates a store of the service and the peers' tables on a PostgreSQL, each in its own database. */
export async function seedPostgres(postgres: Postgres, size: SeedSize) {
  const urls = { databaseUrl: postgres.url('ours'), peersUrl: postgres.url('peers') };
  await on(postgres.url('postgres'), async (client) => {
    await client.query('create database ours');
    await client.query('create database peers');
  });
  const store = await openStore(storeSettings(urls.databaseUrl));
  try {
    await on(urls.databaseUrl, async (client) => {
      await client.query('begin');
      for (const rows of storedRows(size, (text) => store.encryption.fingerprint(text))) {
        await insert(client, 'keystore.data_key', rows.dataKey);
        await insert(client, 'account', rows.account);
        await insert(client, 'verification', rows.verification);
        for (const event of rows.events) await insert(client, 'verification_event', event);
        if (rows.identityUse) await insert(client, 'identity_use', rows.identityUse);
      }
      await client.query('commit');
      // Rows that are inserted past the store have no seal.
      while ((await store.encryption.sealRows({ trusted: true })) > 0);
      await client.query('analyze');
    });
  } finally {
    await store.close();
  }
  await on(urls.peersUrl, async (client) => {
    for (const table of peerTables) await client.query(table);
    await client.query('begin');
    for (const row of peerRows(size)) {
      await insert(client, 'verification', Object.fromEntries(peerColumns.map((name) => [name, row[name]])));
    }
    await client.query('commit');
    await client.query('analyze');
  });
  return urls;
}

async function on(connectionString: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

async function insert(client: pg.Client, table: string, row: object): Promise<void> {
  const columns = Object.keys(row);
  const places = columns.map((_, index) => `$${index + 1}`).join();
  await client.query({
    name: `${table} ${columns.join()}`.slice(0, 60),
    text: `insert into ${table} ("${columns.join('","')}") values (${places})`,
    values: Object.values(row),
  });
}
