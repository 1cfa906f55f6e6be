import type { Config } from '../config/config';
import type { ServiceLog } from '../service/tools';
import { developmentKeys } from '../storage/encryption/key-file';
import type { StoreSettings } from '../storage/open-store';

/** The store's part of the settings; in development a key is made if none is set. */
export function storeSettings(config: Config, log: ServiceLog): StoreSettings {
  const { database, migrates, busUrl, keyStore, encryptionKeys, cipherSuite } = config;
  return {
    database,
    migrates,
    busUrl,
    keyStore,
    encryptionKeys: encryptionKeys ?? developmentKeys(database),
    ...(encryptionKeys === null && database.kind === 'sqlite' && { keyFile: database.keyFilePath }),
    cipherSuite,
    report: (error) => log.error({}, 'database connection failed', error),
  };
}
