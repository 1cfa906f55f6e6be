import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { compiled } from '../servers/compiled.mts';
import { storedRows, storeSettings } from './store-rows.mts';

const { openStore } = compiled<typeof import('../../src/storage/open-store.ts')>('storage/open-store.js');

export interface SeedSize {
  /** Decided ucenter verifications, with subject, membership, departments and relatives. */
  readonly finished: number;
  /** OneNET verifications that wait for pushes. */
  readonly awaited: number;
  /** The same, but their time is over. */
  readonly overdue?: number;
}

/** Creates a store of the service in `path` (…/realname.db), with its key store next to it, or adds to the one there. */
export async function seedStore(path: string, size: SeedSize): Promise<void> {
  // The store creates its tables and its secret itself; only the bulk of rows is inserted directly.
  const store = await openStore(storeSettings(`sqlite:${path}`));
  const database = new DatabaseSync(path);
  try {
    database.prepare('attach database ? as keystore').run(path.replace(/\.db$/, '.keystore'));
    database.exec('pragma main.synchronous = off; pragma keystore.synchronous = off; begin immediate');
    const insert = inserterInto(database);
    for (const rows of storedRows(size, (text) => store.encryption.fingerprint(text))) {
      insert('keystore.data_key', rows.dataKey);
      insert('account', rows.account);
      insert('verification', rows.verification);
      for (const event of rows.events) insert('verification_event', event);
      if (rows.identityUse) insert('identity_use', rows.identityUse);
    }
    database.exec('commit; pragma main.wal_checkpoint(truncate); pragma keystore.wal_checkpoint(truncate)');
    // Rows that are inserted past the store have no seal.
    while ((await store.encryption.sealRows({ trusted: true })) > 0);
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
