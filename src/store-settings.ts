import type { Config } from './config';
import type { ServiceLog } from './service/tools';
import { developmentKeys } from './storage/key-file';
import type { StoreSettings } from './storage/open-store';

/** What the store needs of the settings; in development a key is made where none is given. */
export function storeSettings(config: Config, log: ServiceLog): StoreSettings {
  const { databaseUrl, busUrl, encryptionKeys, cipherSuite } = config;
  return {
    databaseUrl,
    busUrl,
    encryptionKeys: encryptionKeys ?? developmentKeys(databaseUrl),
    cipherSuite,
    report: (error) => log.error({}, 'database connection failed', error),
  };
}
