import { join } from 'node:path';
import type { SqliteAddress } from '../../src/storage/database-address';
import type { OpenDatabase } from '../../src/storage/dialect';
import { DataKeys } from '../../src/storage/encryption/data-keys';
import { Vault } from '../../src/storage/encryption/vault';
import { openKeyStore } from '../../src/storage/key-store/open-key-store';
import { EntryAppender } from '../../src/storage/log/entry-appender';
import { EntryMaker } from '../../src/storage/log/entry-maker';
import { openStore } from '../../src/storage/open-store';
import { openSqlite } from '../../src/storage/sqlite/database';
import type { Store } from '../../src/storage/store';
import { temporaryFolder } from '../support/temporary-folder';
import {
  addressOf,
  at,
  change,
  draft,
  everythingPersonal,
  nothingNew,
  serviceKey,
  settings,
} from './samples';

/** On SQLite entries are made before the transaction that adds them: something may happen in between. */
describe('entries that were made before', () => {
  let folder = temporaryFolder();
  let store: Store;
  let database: OpenDatabase;
  let maker: EntryMaker;

  beforeEach(async () => {
    folder = temporaryFolder();
    const url = `sqlite:${join(folder.path, 'realname.db')}`;
    store = await openStore(settings(url));
    await store.log.begin({ origin: 'log.example/log', vkey: 'log.example/log+00000000+AA==' });
    await store.log.keep();
    await store.verifications.create(draft('v-1', { personal: everythingPersonal }));
    database = openSqlite(addressOf(url) as SqliteAddress);
    const vault = new Vault([serviceKey('k1')], 'aes');
    const dataKeys = new DataKeys(openKeyStore({ kind: 'database' }, database), vault, {
      keysDestroyed() {},
    });
    maker = new EntryMaker(database, vault, dataKeys);
  });
  afterEach(async () => {
    await database.close();
    await store.close();
    folder.remove();
  });

  /** Adds entries that are made before something happens. */
  const appendAround = (happens: () => Promise<unknown>) =>
    new EntryAppender(database, {
      async next(most) {
        const batch = await maker.next(most);
        await happens();
        return batch;
      },
    }).append(100);

  it('are added if nothing happened to them', async () => {
    expect(await appendAround(async () => {})).toBe(1);
    await change(store, 'v-1', nothingNew, at(1));
    expect(await appendAround(() => change(store, 'v-1', nothingNew, at(2)))).toBe(1);
    expect(await store.log.append(100)).toBe(1);
  });

  it('are dropped if the person was erased meanwhile', async () => {
    const added = await appendAround(async () => {
      await change(store, 'v-1', { kind: 'redacted' }, at(1));
      await store.retention.destroyRedacted(['v-1']);
    });
    expect(added).toBe(0);
    await store.log.append(100);
    expect(await store.log.commitmentsOf('v-1')).toEqual([]);
    const sealed = await database.db.selectFrom('log_entry').select('sealed').execute();
    expect(sealed.filter((row) => row.sealed !== null)).toEqual([]);
  });

  it("are dropped if the account's data got another key meanwhile", async () => {
    await store.verifications.create(draft('v-2', { personal: everythingPersonal }));
    const added = await appendAround(async () => {
      await change(store, 'v-2', { kind: 'redacted' }, at(1));
      await store.retention.destroyRedacted(['v-2']);
    });
    expect(added).toBe(0);
    await store.log.append(100);
    const [opened] = await store.log.commitmentsOf('v-1');
    expect(opened?.version).toBe(1);
  });

  it('are dropped if another process added entries meanwhile, or the log is not kept any more', async () => {
    expect(await appendAround(() => store.log.append(100))).toBe(0);
    expect((await store.log.state())?.size).toBe(1);
    await change(store, 'v-1', nothingNew, at(1));
    expect(await appendAround(() => store.log.rest())).toBe(0);
    expect((await store.log.state())?.size).toBe(1);
  });
});
