import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { compiled } from '../servers/compiled.mts';
import { storedRows, storeSettings } from './store-rows.mts';

const { openStore } = compiled<typeof import('../../src/storage/open-store.ts')>('storage/open-store.js');

export interface SeedSize {
  /** Decided ucenter verifications, with subject, membership, departments and relatives. */
  readonly finished: number;
  /** OneNET verifications that wait for pushes. */
  readonly awaited: number;
}

/** Makes a store of the service in `path` (…/realname.db) and its key store beside it. */
export async function seedStore(path: string, { finished, awaited }: SeedSize): Promise<void> {
  // The store makes its own tables and its own secret; only the many rows go in past it.
  const store = await openStore(storeSettings(`sqlite:${path}`));
  const database = new DatabaseSync(path);
  try {
    database.prepare('attach database ? as keystore').run(path.replace(/\.db$/, '.keystore'));
    database.exec('pragma main.synchronous = off; pragma keystore.synchronous = off; begin immediate');
    const insert = inserterInto(database);
    for (const rows of storedRows(finished, awaited, (text) => store.fingerprint(text))) {
      insert('keystore.data_key', rows.dataKey);
      insert('account', rows.account);
      insert('verification', rows.verification);
      for (const event of rows.events) insert('verification_event', event);
    }
    database.exec('commit; pragma main.wal_checkpoint(truncate); pragma keystore.wal_checkpoint(truncate)');
  } finally {
    database.close();
    await store.close();
  }
}

function inserterInto(database: DatabaseSync): (table: string, row: object) => void {
  const statements = new Map<string, StatementSync>();
  return (table, row) => {
    const columns = Object.keys(row);
    const key = `${table} ${columns.join()}`;
    let statement = statements.get(key);
    if (!statement) {
      const places = columns.map(() => '?').join();
      statement = database.prepare(`insert into ${table} ("${columns.join('","')}") values (${places})`);
      statements.set(key, statement);
    }
    statement.run(...(Object.values(row) as (string | number | Uint8Array | null)[]));
  };
}
