import { existsSync, statSync } from 'node:fs';
import type { Config } from '../../config/config';
import type { SqliteAddress } from '../../storage/database-address';
import { type Finding, fail } from './finding';

/**
 * The key file of a development database. The store would create a missing file, but a new key opens nothing in
 * an existing database. Null if all is well, or if ENCRYPTION_KEYS is set.
 */
export function keyFileFinding(
  { encryptionKeys }: Pick<Config, 'encryptionKeys'>,
  { path, keyFilePath: keyFile }: SqliteAddress,
): Finding[] | null {
  if (encryptionKeys !== null || !existsSync(path) || statSync(path).size === 0) return null;
  return existsSync(keyFile)
    ? null
    : [
        fail(
          'keys',
          `the key file ${keyFile} is missing, and ENCRYPTION_KEYS is not set`,
          'Restore the key file, or set ENCRYPTION_KEYS to the key that the database was made with.',
        ),
      ];
}
