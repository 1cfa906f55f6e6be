/** The thread of AppendThread. */
import { parentPort, workerData } from 'node:worker_threads';
import { Secret } from '../../domain/privacy/secret';
import { DataKeys } from '../encryption/data-keys';
import { Vault } from '../encryption/vault';
import { openKeyStore } from '../key-store/open-key-store';
import { openSqlite } from '../sqlite/database';
import type { AppendThreadAnswer, AppendThreadData, AppendThreadMessage } from './append-thread';
import { EntryAppender } from './entry-appender';

const { database: address, keyStore, encryptionKeys, cipherSuite } = workerData as AppendThreadData;
const keys = encryptionKeys.map(({ id, key }) => ({ id, key: Secret.of(Buffer.from(key)) }));
const vault = new Vault(keys, cipherSuite);
const database = openSqlite(address);
// It destroys no keys, and is told of those that were destroyed.
const dataKeys = new DataKeys(openKeyStore(keyStore, database), vault, { keysDestroyed() {} });
const appender = new EntryAppender(database, vault, dataKeys);

parentPort?.on('message', async (message: AppendThreadMessage) => {
  if ('forget' in message) dataKeys.forget(message.forget);
  else parentPort?.postMessage(await append(message.append));
});

async function append(most: number): Promise<AppendThreadAnswer> {
  try {
    return { added: await appender.append(most), fault: null };
  } catch (error) {
    return { added: 0, fault: error instanceof Error ? error : new Error('unknown fault') };
  }
}
