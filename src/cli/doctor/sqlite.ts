import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SqliteAddress } from '../../storage/database-address';
import type { OpenDatabase } from '../../storage/dialect';
import { StoreOpenError } from '../../storage/errors';
import { type StoreSettings, withDatabase } from '../../storage/open-store';
import { sqliteDurability, writeFault } from '../../storage/sqlite/inspect';
import { type Finding, fail, ok, warn } from './finding';
import { openToOthers, unwritable } from './folder';
import { emptyDatabase, tableFindings } from './tables';

const restoreCure = 'Restore the two together (`realname restore FOLDER`) before starting anything.';

/** For sqlite::memory:. */
export const inMemory = warn(
  'database',
  'sqlite::memory:',
  'Everything is lost when the service ends: for trials only.',
);

/** An SQLite database and its key store: checked from outside first, so that nothing missing is created. */
export async function sqliteFindings(
  database: SqliteAddress,
  store: () => StoreSettings,
  offered: ReadonlySet<string>,
): Promise<readonly Finding[]> {
  const { path, keystorePath: keystore } = database;
  const folder = folderFinding(path);
  if (folder !== null) return [folder];
  const hasKeystore = existsSync(keystore);
  if (!existsSync(path) || statSync(path).size === 0) {
    return hasKeystore
      ? [fail('database', `${path} is missing, but its key store exists`, restoreCure)]
      : [ok('database', `${path} can be created`), emptyDatabase];
  }
  if (!hasKeystore) {
    return [
      fail('key-store', `the key store ${keystore} is missing: no personal data can be read`, restoreCure),
    ];
  }
  const lock = writeFinding(path);
  if (lock !== null) return [lock];
  try {
    return await withDatabase({ database, report: () => {} }, async (opened) => [
      ok('database', `${path} can be read and written`),
      ok('key-store', 'has the keys of the newest verifications'),
      filesFinding([path, keystore]),
      await durabilityFinding(opened),
      ...(await tableFindings(opened, store(), offered)),
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
        'Name a file in a folder that this user may write, because SQLite creates its journal there (DATABASE_URL).',
      );
}

function writeFinding(path: string): Finding | null {
  const fault = writeFault(path);
  return (
    fault &&
    fail(
      'database',
      `${path} cannot be written (${fault.message})`,
      'Make it writable for this user; if it is damaged, stop the service and run `realname restore FOLDER --force`.',
    )
  );
}

function filesFinding(paths: readonly string[]): Finding {
  const open = openToOthers(paths);
  return open.length === 0
    ? ok('files', 'no other user may read the files')
    : warn('files', `other users may read or write ${open.join(', ')}`, `chmod 600 ${open.join(' ')}`);
}

async function durabilityFinding(database: OpenDatabase): Promise<Finding> {
  const { isDurable, synchronous, journalMode } = await sqliteDurability(database);
  return isDurable
    ? ok('durability', 'synchronous is FULL, the journal is a write-ahead log')
    : fail(
        'durability',
        `synchronous is ${synchronous}, the journal is ${journalMode}`,
        'Put the database on a local disk: some network file systems have no write-ahead log.',
      );
}
