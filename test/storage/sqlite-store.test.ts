import { join } from 'node:path';
import { openStore } from '../../src/storage/open-store';
import { temporaryFolder } from '../support/temporary-folder';
import { serviceKey } from './samples';
import { describeStore } from './store-contract';

const encryptionKeys = [serviceKey('k1')];

describeStore('a SQLite store in memory', async () => {
  const store = await openStore({ databaseUrl: 'sqlite::memory:', encryptionKeys, cipherSuite: 'aes' });
  return { store, release: () => store.close() };
});

describeStore('a SQLite store in a file', async () => {
  const folder = temporaryFolder();
  const databaseUrl = `sqlite:${join(folder.path, 'realname.db')}`;
  const store = await openStore({ databaseUrl, encryptionKeys, cipherSuite: 'aes' });
  return {
    store,
    release: async () => {
      await store.close();
      folder.remove();
    },
  };
});
