import { sql } from 'kysely';
import type { OpenDatabase } from '../dialect';
import type { KeyStore, KeyStoreAddress } from './contract';
import { DatabaseKeyStore } from './database-key-store';
import { FileKeyStore } from './file-key-store';

/** Opens the key store that KEYSTORE_URL names. Throws StoreOpenError. */
export function openKeyStore(
  address: KeyStoreAddress,
  { db, dialect, keystorePlace, flushKeystore }: OpenDatabase,
): KeyStore {
  switch (address.kind) {
    case 'database':
      return new DatabaseKeyStore({
        db,
        dialect,
        place: keystorePlace,
        flush: flushKeystore,
        tidy: async () => {
          if (dialect.name !== 'sqlite') return;
          await sql`delete from keystore.data_key where substr(wrapped, 1, 1) = ${Buffer.of(0)}`.execute(db);
          // Rewrites the file without what was left between its rows.
          await sql`vacuum keystore`.execute(db);
          await flushKeystore();
        },
      });
    case 'file':
      return FileKeyStore.open(address.path);
    case 'vault': {
      // Loaded here, because most have none.
      const { VaultKeyStore } = require('./vault-key-store') as typeof import('./vault-key-store');
      return new VaultKeyStore(address, globalThis.fetch);
    }
  }
}
