import { existsSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { sqlitePathOf } from '../database';
import { CommandFault } from '../fault';

/** The file of the SQLite database. Throws where there is none: `otherwise` says what to do on a PostgreSQL. */
export function sqliteFileOf(databaseUrl: string, otherwise: string): string {
  const path = sqlitePathOf(databaseUrl);
  if (path === null) throw new CommandFault(otherwise, 2);
  if (path === ':memory:') throw new CommandFault('DATABASE_URL is sqlite::memory:, which has no file.', 2);
  return path;
}

/** Throws where a file is missing; `why` ends the sentence. */
export function needFile(path: string, why: string): void {
  if (!existsSync(path)) throw new CommandFault(`There is no ${path}: ${why}`);
}

/** Everything in one file, without a journal beside it. Throws where somebody else has the database open. */
export function settle(database: DatabaseSync): void {
  database.exec('pragma journal_mode = delete');
}

/** How many verifications there are. */
export function countVerifications(database: DatabaseSync): number {
  const row = database.prepare('select count(*) as count from verification').get();
  return Number(row?.['count'] ?? 0);
}
