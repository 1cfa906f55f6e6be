import type { OpenDatabase } from '../dialect';
import { StoreOpenError } from '../errors';
import { keysInDatabase } from '../postgres/keystore';
import type { KeyStore, KeyStoreAddress } from './contract';
import { countLostKeys } from './lost-keys';

interface KeyStoreChoice {
  readonly keyStore?: KeyStoreAddress;
  readonly acceptsLostKeys?: boolean;
}

/** Throws StoreOpenError if the keys of the database's personal data are not in the key store. */
export async function refuseKeysElsewhere(
  { db, dialect }: OpenDatabase,
  keyStore: KeyStore,
  { keyStore: address, acceptsLostKeys }: KeyStoreChoice,
): Promise<void> {
  // SQLite's files are checked before anything is written.
  if (dialect.name === 'sqlite') return;
  const isApart = address !== undefined && address.kind !== 'database';
  if (isApart && (await keysInDatabase(db)) > 0) {
    throw new StoreOpenError(
      'The schema keystore of the database still holds keys, which a key store apart from it must have (KEYSTORE_URL). Stop every process, put a new key first in ENCRYPTION_KEYS, and run `realname keys move`.',
    );
  }
  if (acceptsLostKeys) return;
  const lost = await countLostKeys(db, keyStore);
  if (lost > 0) {
    throw new StoreOpenError(
      `${capital(keyStore.place)} lacks the keys of ${lost} of the newest verifications: database and key store are not of the same time. If the key store is older, or another one, put the newest in its place (KEYSTORE_URL). If the database was restored from a backup, and those verifications were redacted after it, run \`realname keys finish-redactions\`.`,
    );
  }
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
