import { existsSync, statSync } from 'node:fs';
import type { Config } from '../../config';
import { type Finding, fail } from './finding';

/**
 * The key file of a development database (storage/key-file.ts), which the store would make where it is missing: beside
 * a database that is there already, a new key opens nothing. Null where all is well, or ENCRYPTION_KEYS are set.
 */
export function keyFileFinding(
  { encryptionKeys }: Pick<Config, 'encryptionKeys'>,
  path: string,
): Finding[] | null {
  if (encryptionKeys !== null || path === ':memory:' || !existsSync(path) || statSync(path).size === 0)
    return null;
  const keyFile = path.replace(/(\.[^./\\]+)?$/, '.key');
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
