import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import type { OpenDatabase } from '../../storage/dialect';
import { StoreOpenError } from '../../storage/errors';
import type { StoreSettings } from '../../storage/open-store';
import { keystorePathOf } from '../../storage/sqlite/database';
import { withDatabase } from '../database';
import { codeOf, type Finding, fail, ok, warn } from './finding';
import { openToOthers, unwritable } from './folder';
import { emptyDatabase, tableFindings } from './tables';

const restoreCure = 'Restore the two together (`realname restore FOLDER`), before anything else is started.';

/** An SQLite database and its key store: looked at from outside first, so that nothing is made that is missing. */
export async function sqliteFindings(path: string, store: () => StoreSettings): Promise<readonly Finding[]> {
  if (path === ':memory:') {
    return [
      warn('database', 'sqlite::memory:', 'Everything is gone when the service ends: for trials only.'),
    ];
  }
  const keystore = keystorePathOf(path);
  const folder = folderFinding(path);
  if (folder !== null) return [folder];
  const hasKeystore = existsSync(keystore);
  if (!existsSync(path) || statSync(path).size === 0) {
    return hasKeystore
      ? [fail('database', `${path} is missing, but its key store is there`, restoreCure)]
      : [ok('database', `${path} can be made`), emptyDatabase];
  }
  if (!hasKeystore) {
    return [
      fail('key-store', `the key store ${keystore} is missing: no personal data can be read`, restoreCure),
    ];
  }
  const lock = writeFinding(path);
  if (lock !== null) return [lock];
  try {
    return await withDatabase({ databaseUrl: `sqlite:${path}`, report: () => {} }, async (database) => [
      ok('database', `${path} can be read and written`),
      ok('key-store', 'has the keys of the newest verifications'),
      filesFinding([path, keystore]),
      await durabilityFinding(database),
      ...(await tableFindings(database, store())),
    ]);
  } catch (error) {
    if (!(error instanceof StoreOpenError)) throw error;
    return [fail('database', error.message, restoreCure)];
  }
}

function folderFinding(path: string): Finding | null {
  const folder = dirname(path);
  const fault = unwritable(folder);
  return fault === null
    ? null
    : fail(
        'database',
        `the folder ${folder} cannot be written (${fault})`,
        'DATABASE_URL must name a file in a folder that this user may write: SQLite makes its journal there.',
      );
}

/** Tried with a change that is taken back. */
function writeFinding(path: string): Finding | null {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { timeout: 5000 });
    database.exec('begin immediate; create table realname_doctor (trial); rollback;');
    return null;
  } catch (error) {
    const reason = error instanceof Error ? error.message : codeOf(error);
    return fail(
      'database',
      `${path} cannot be written (${reason})`,
      'Make it writable for this user; where it is damaged, stop the service and run `realname restore FOLDER --force`.',
    );
  } finally {
    database?.close();
  }
}

function filesFinding(paths: readonly string[]): Finding {
  const open = openToOthers(paths);
  return open.length === 0
    ? ok('files', 'nobody else may read the files')
    : warn('files', `others may read or write ${open.join(', ')}`, `chmod 600 ${open.join(' ')}`);
}

/** On a connection opened as the service opens its own. */
async function durabilityFinding({ db }: OpenDatabase): Promise<Finding> {
  const [{ rows: synchronous }, { rows: journal }] = [
    await sql<{ synchronous: number }>`pragma main.synchronous`.execute(db),
    await sql<{ journal_mode: string }>`pragma main.journal_mode`.execute(db),
  ];
  const isDurable = synchronous[0]?.synchronous === 2 && journal[0]?.journal_mode === 'wal';
  return isDurable
    ? ok('durability', 'synchronous is FULL, the journal is a write-ahead log')
    : fail(
        'durability',
        `synchronous is ${synchronous[0]?.synchronous}, the journal is ${journal[0]?.journal_mode}`,
        'Put the database on a local disk: some network file systems have no write-ahead log.',
      );
}
