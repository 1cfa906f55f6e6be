import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Secret } from '../domain/secret';
import { StoreOpenError } from './errors';
import type { ServiceKey } from './vault';

/**
 * The key of a development database: read from the file beside it, or made there at the first start. A key beside
 * what it locks protects backups of the database alone and nothing else, which is why it is for development.
 */
export function developmentKeys(databaseUrl: string): readonly ServiceKey[] {
  const databasePath = databaseUrl.slice('sqlite:'.length);
  if (databasePath === ':memory:') return [{ id: 'memory', key: Secret.of(randomBytes(32)) }];
  const path = databasePath.replace(/(\.[^./\\]+)?$/, '.key');
  try {
    return [{ id: 'dev', key: Secret.of(readOrMake(path)) }];
  } catch (cause) {
    if (cause instanceof StoreOpenError) throw cause;
    const reason = cause instanceof Error ? cause.message : 'unknown fault';
    throw new StoreOpenError(
      `The key file ${path} cannot be read or made (${reason}). Make its folder writable, or set ENCRYPTION_KEYS.`,
      { cause },
    );
  }
}

function readOrMake(path: string): Buffer {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  try {
    // wx: never over a key that is there, also when two processes start at once.
    writeFileSync(path, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64');
  if (key.length === 32) return key;
  throw new StoreOpenError(`The key file ${path} must hold 32 bytes in base64 and nothing else.`);
}
