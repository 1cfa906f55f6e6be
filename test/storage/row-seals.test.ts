import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import { AlteredRecordError } from '../../src/domain/verification/altered-record';
import { openStore, type StoreSettings } from '../../src/storage/open-store';
import type { Store } from '../../src/storage/store';
import { startPostgres, type TestPostgres } from '../support/postgres';
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder';
import { describeSeals, type Edit } from './contract/seals';
import { at, change, draft, oneTo, pushed, read, settings } from './samples';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.close());

interface Opened {
  readonly store: Store;
  readonly edit: Edit;
  /** The ids of the verifications that were reported as altered. */
  readonly altered: readonly string[];
  /** Opens the same database again. */
  reopen(): Promise<void>;
  release(): Promise<void>;
}

async function openWith(options: StoreSettings, edit: Edit, remove = () => {}): Promise<Opened> {
  const altered: string[] = [];
  const open = () => openStore({ ...options, onAltered: (id) => altered.push(id) });
  let store = await open();
  return {
    get store() {
      return store;
    },
    edit,
    altered,
    async reopen() {
      await store.close();
      store = await open();
    },
    async release() {
      await store.close();
      remove();
    },
  };
}

function onSqlite(): Promise<Opened> {
  const folder: TemporaryFolder = temporaryFolder();
  const path = join(folder.path, 'realname.db');
  const edit: Edit = async (sql) => {
    const database = new DatabaseSync(path, { timeout: 5000 });
    try {
      database.exec(sql);
    } finally {
      database.close();
    }
  };
  return openWith(settings(`sqlite:${path}`), edit, () => folder.remove());
}

async function onPostgres(): Promise<Opened> {
  const url = await postgres.createDatabase();
  const folder = temporaryFolder();
  const edit: Edit = async (sql) => {
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  const keyStore = { kind: 'file', path: join(folder.path, 'keys') } as const;
  return openWith(settings(url, { keyStore }), edit, () => folder.remove());
}

describe.each([
  ['SQLite', onSqlite],
  ['PostgreSQL', onPostgres],
])('the seals of rows on %s', (_name, open) => {
  let opened: Opened;
  beforeEach(async () => {
    opened = await open();
  });
  afterEach(() => opened.release());

  describeSeals(
    () => opened.store,
    () => opened.edit,
  );

  it('hold after the store was opened again, and report what they refuse', async () => {
    await opened.store.verifications.create(draft('v-1'));
    await change(opened.store, 'v-1', pushed(at(1)), at(1));
    await opened.reopen();
    expect((await read(opened.store, 'v-1')).status).toBe('APPROVED');
    expect(opened.altered).toEqual([]);

    await opened.edit("update verification set status = 'REJECTED'");

    await expect(read(opened.store, 'v-1')).rejects.toThrow(AlteredRecordError);
    expect(opened.altered).toEqual(['v-1']);
  });

  it('are not taken off by what the release before this one does to a row: it counts as unsealed', async () => {
    await opened.store.verifications.create(draft('v-1'));
    await opened.edit("update verification set version = 2, status = 'CANCELED' where id = 'v-1'");
    const [sealed] = await Promise.all([opened.store.encryption.sealRows({ trusted: true })]);

    expect(sealed).toBe(1);
    expect((await read(opened.store, 'v-1')).status).toBe('CANCELED');
  });
});

describe('an upgrade from the release before this one', () => {
  /** As it left them: rows without seals, and no secret for them in the key store. */
  async function upgraded(rows: number): Promise<{ opened: Opened; edit: Edit }> {
    const opened = await onSqlite();
    for (const n of oneTo(rows)) {
      await opened.store.verifications.create(draft(`v-${n}`, { guid: `account-${n}` }));
      await change(opened.store, `v-${n}`, pushed(at(1)), at(1));
    }
    await opened.edit(
      "update verification set row_seal = null; delete from setting where name = 'row_seal_check'",
    );
    return { opened, edit: opened.edit };
  }

  it('does not begin again once the key store has the secret: rows without a seal are not believed', async () => {
    const { opened } = await upgraded(1);
    try {
      await opened.reopen();

      await expect(read(opened.store, 'v-1')).rejects.toThrow(AlteredRecordError);
      expect(await opened.store.encryption.sealRows()).toBe(0);
    } finally {
      await opened.release();
    }
  });
});
