import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { SqliteAddress } from '../database-address';
import { BackupError } from '../errors';
import { attachKeystore } from '../sqlite/keystore';

/** The database's file with its key store attached; both must exist. */
export function openPair({ path, keystorePath }: SqliteAddress, timeout = 0): DatabaseSync {
  const database = new DatabaseSync(path, { timeout });
  attachKeystore(database, keystorePath);
  return database;
}

/** Throws if a file is missing; `otherwise` says what to do. */
export function needFile(path: string, otherwise: string): void {
  if (!existsSync(path)) throw new BackupError(`${path} does not exist. ${otherwise}`);
}

/** Moves everything into one file, without a journal next to it. Throws if the database is open elsewhere. */
export function settle(database: DatabaseSync): void {
  database.exec('pragma journal_mode = delete');
}

export function countVerifications(database: DatabaseSync): number {
  const row = database.prepare('select count(*) as count from verification').get();
  return Number(row?.['count'] ?? 0);
}
