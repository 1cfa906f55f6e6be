import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { SqliteAddress } from '../database-address';
import { flushFolder } from '../encryption/make-file-once';
import { BackupError } from '../errors';
import type { StoreSettings } from '../open-store';
import { type Examined, examine } from './examine';
import { needFile, settle } from './sqlite-file';

export interface Restoration {
  /** `keystore` is null to use the one in place. */
  readonly from: { readonly database: string; readonly keystore: string | null };
  readonly to: SqliteAddress;
  /** Whether existing files may be replaced. */
  readonly isForced: boolean;
  readonly store: StoreSettings;
  /** Called with the copy before it is checked. */
  readonly prepare: (copy: SqliteAddress) => Promise<void>;
  readonly onProgress: (text: string) => void;
}

/**
 * Puts a copy of a database in its place. Everything is prepared and checked in a folder next to it; then files are
 * renamed, and each of those steps leaves a database with all of its keys.
 */
export async function restoreDatabase(restoration: Restoration): Promise<Examined> {
  const { from, to, store, prepare, onProgress } = restoration;
  refuseUnready(restoration);
  mkdirSync(dirname(to.path), { recursive: true, mode: 0o700 });
  // In the database's folder, so that a rename is one step.
  const stage = mkdtempSync(join(dirname(to.path), '.restore-'));
  try {
    const staged = {
      ...to,
      path: join(stage, 'realname.db'),
      keystorePath: join(stage, 'realname.keystore'),
    };
    onProgress('copying');
    copyDatabase(from.database, staged.path);
    copyDatabase(from.keystore ?? to.keystorePath, staged.keystorePath);
    await prepare(staged);
    onProgress('checking the copy');
    const examined = await examine(staged, store);
    for (const path of [staged.path, staged.keystorePath]) settleFile(path);
    onProgress('putting it in place');
    if (from.keystore !== null && existsSync(to.keystorePath)) {
      putUnion(stage, staged.keystorePath, to.keystorePath);
    }
    put(staged.path, to.path);
    if (from.keystore !== null) put(staged.keystorePath, to.keystorePath);
    flushFolder(dirname(to.path));
    return examined;
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

/** Throws if a file is missing, if something would be replaced without leave, or if the database is in use. */
function refuseUnready({ from, to: { path, keystorePath }, isForced }: Restoration): void {
  needFile(from.database, '`realname backup FOLDER` makes it.');
  if (from.keystore !== null) needFile(from.keystore, 'Name a copy of the key store (--keystore).');
  else needFile(keystorePath, 'The folder has no key store, and none is in place: add --keystore FILE.');
  const replaced = [path, ...(from.keystore === null ? [] : [keystorePath])].filter((file) =>
    existsSync(file),
  );
  if (replaced.length > 0 && !isForced) {
    throw new BackupError(
      `${replaced.join(' and ')} would be replaced. Add --force, or name a new file (DATABASE_URL).`,
    );
  }
  for (const file of [path, keystorePath]) refuseInUse(file);
}

/** Includes the journal, in case an open database was copied by hand. */
function copyDatabase(from: string, to: string): void {
  for (const suffix of ['', '-wal']) {
    if (!existsSync(from + suffix)) continue;
    copyFileSync(from + suffix, to + suffix);
    chmodSync(to + suffix, 0o600);
  }
}

/** SQLite leaves WAL mode only when no other connection has the file open. */
function refuseInUse(path: string): void {
  if (!existsSync(path)) return;
  try {
    settleFile(path);
  } catch (error) {
    const { errcode } = error as { errcode?: number };
    if (errcode === 5) throw new BackupError(`${path} is in use. Stop the service first.`);
    // Damaged, perhaps the very reason to replace it.
  }
}

function settleFile(path: string): void {
  const database = new DatabaseSync(path, { timeout: 1000 });
  try {
    settle(database);
  } finally {
    database.close();
  }
}

/** For the moment between the two renames: a key store with the keys of the old database and of the new one. */
function putUnion(stage: string, keystore: string, to: string): void {
  const union = join(stage, 'union.keystore');
  copyDatabase(keystore, union);
  const database = new DatabaseSync(union);
  try {
    database.prepare('attach database ? as old').run(to);
    database.exec('insert or ignore into main.data_key select * from old.data_key');
  } catch {
    // A damaged one has no keys to save, and opens nothing anyway.
  } finally {
    database.close();
  }
  put(union, to);
}

/** Also deletes the journal that an old database left. */
function put(from: string, to: string): void {
  const file = openSync(from, 'r+');
  fsyncSync(file);
  closeSync(file);
  for (const suffix of ['-wal', '-shm']) rmSync(to + suffix, { force: true });
  renameSync(from, to);
}
