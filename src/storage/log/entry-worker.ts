/** The thread of EntryThread. */
import { parentPort, workerData } from 'node:worker_threads';
import { Secret } from '../../domain/privacy/secret';
import { DataKeys } from '../encryption/data-keys';
import { Vault } from '../encryption/vault';
import { openKeyStore } from '../key-store/open-key-store';
import { openSqlite } from '../sqlite/database';
import { EntryMaker } from './entry-maker';
import type { EntryThreadAnswer, EntryThreadData, EntryThreadMessage } from './entry-thread';
import { pack } from './packed-batch';

const { database: address, keyStore, encryptionKeys, cipherSuite } = workerData as EntryThreadData;
const keys = encryptionKeys.map(({ id, key }) => ({ id, key: Secret.of(Buffer.from(key)) }));
const vault = new Vault(keys, cipherSuite);
const database = openSqlite(address);
// It destroys no keys. The service sends it the ids of those that were destroyed.
const dataKeys = new DataKeys(openKeyStore(keyStore, database), vault, { keysDestroyed() {} });
const maker = new EntryMaker(database, vault, dataKeys);

parentPort?.on('message', async (message: EntryThreadMessage) => {
  if ('forget' in message) dataKeys.forget(message.forget);
  else parentPort?.postMessage(await next(message.most));
});

async function next(most: number): Promise<EntryThreadAnswer> {
  try {
    const batch = await maker.next(most);
    return { batch: batch && pack(batch), fault: null };
  } catch (error) {
    return { batch: null, fault: error instanceof Error ? error : new Error('unknown fault') };
  }
}
