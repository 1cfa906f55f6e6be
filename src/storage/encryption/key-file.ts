import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Secret } from '../../domain/privacy/secret';
import type { DatabaseAddress, SqliteAddress } from '../database-address';
import { StoreOpenError } from '../errors';
import { makeFileOnce } from './make-file-once';
import type { ServiceKey } from './vault';

/**
 * The key of a development database, from a file next to it that is made at the first start. A key next to the
 * data that it locks protects only backups of the database, so it is for development only.
 */
export function developmentKeys(database: DatabaseAddress): readonly ServiceKey[] {
  if (database.kind === 'memory') return [{ id: 'memory', key: Secret.of(randomBytes(32)) }];
  if (database.kind === 'postgres') {
    throw new StoreOpenError('A PostgreSQL database has no key file: set ENCRYPTION_KEYS.');
  }
  const path = database.keyFilePath;
  refuseLostKeyFile(database);
  try {
    return [{ id: 'dev', key: Secret.of(readOrMake(path)) }];
  } catch (cause) {
    if (cause instanceof StoreOpenError) throw cause;
    const reason = cause instanceof Error ? cause.message : 'unknown fault';
    throw new StoreOpenError(
      `The key file ${path} cannot be read or created (${reason}). Make its folder writable, or set ENCRYPTION_KEYS.`,
      { cause },
    );
  }
}

/** A new key opens nothing in a database that exists, and would be in the way of the restore. */
function refuseLostKeyFile({ path, keyFilePath }: SqliteAddress): void {
  if (existsSync(keyFilePath) || !existsSync(path) || statSync(path).size === 0) return;
  throw new StoreOpenError(
    `The key file ${keyFilePath} of the database ${path} is missing: nothing in it can be read. Restore the file, or set ENCRYPTION_KEYS to the key that the database was made with.`,
  );
}

function readOrMake(path: string): Buffer {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  makeFileOnce(path, () => `${randomBytes(32).toString('base64')}\n`);
  const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64');
  if (key.length === 32) return key;
  throw new StoreOpenError(`The key file ${path} must hold 32 bytes in base64 and nothing else.`);
}
