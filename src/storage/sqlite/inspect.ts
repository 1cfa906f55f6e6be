import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import type { OpenDatabase } from '../dialect';

/** Tries a change and rolls it back. The error that prevents it; null when the file can be written. */
export function writeFault(path: string): Error | null {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { timeout: 5000 });
    database.exec('begin immediate; create table realname_doctor (trial); rollback;');
    return null;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  } finally {
    database?.close();
  }
}

export interface SqliteDurability {
  readonly isDurable: boolean;
  /** 2 is FULL. */
  readonly synchronous: number | undefined;
  readonly journalMode: string | undefined;
}

/** The durability of a connection that was opened as the service opens its own. */
export async function sqliteDurability({ db }: OpenDatabase): Promise<SqliteDurability> {
  const [{ rows: modes }, { rows: journals }] = [
    await sql<{ synchronous: number }>`pragma main.synchronous`.execute(db),
    await sql<{ journal_mode: string }>`pragma main.journal_mode`.execute(db),
  ];
  const [synchronous, journalMode] = [modes[0]?.synchronous, journals[0]?.journal_mode];
  return { isDurable: synchronous === 2 && journalMode === 'wal', synchronous, journalMode };
}
