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
import type { StoreSettings } from '../../storage/open-store';
import { keystorePathOf } from '../../storage/sqlite/database';
import { CommandFault } from '../fault';
import { type Examined, examine } from './examine';
import { needFile, settle } from './sqlite-file';

export interface Restoration {
  /** `keystore` is null where the one in place is to be used. */
  readonly from: { readonly database: string; readonly keystore: string | null };
  /** The file of the database. */
  readonly to: string;
  /** Whether what is there may be replaced. */
  readonly isForced: boolean;
  readonly store: StoreSettings;
  /** What is done to the copy before it is looked through; its path is given. */
  readonly prepare: (path: string) => Promise<void>;
  readonly onProgress: (text: string) => void;
}

/**
 * Puts a copy of a database in its place. Everything is made ready and looked through in a folder beside it; then
 * files are renamed, each step of which leaves a database with all of its keys.
 */
export async function restoreDatabase({
  from,
  to,
  isForced,
  store,
  prepare,
  onProgress,
}: Restoration): Promise<Examined> {
  const keystoreTo = keystorePathOf(to);
  needFile(from.database, '`realname backup FOLDER` makes it.');
  if (from.keystore !== null) needFile(from.keystore, '--keystore must name a copy of the key store.');
  else needFile(keystoreTo, 'the folder has no key store, and none is in place. Add --keystore FILE.');
  const replaced = [to, ...(from.keystore === null ? [] : [keystoreTo])].filter((path) => existsSync(path));
  if (replaced.length > 0 && !isForced) {
    throw new CommandFault(
      `${replaced.join(' and ')} would be replaced. Add --force, or set DATABASE_URL to a new file.`,
    );
  }
  for (const path of [to, keystoreTo]) refuseInUse(path);

  mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
  // Beside the database: from there a rename is one step.
  const stage = mkdtempSync(join(dirname(to), '.restore-'));
  try {
    const staged = join(stage, 'realname.db');
    const stagedKeystore = keystorePathOf(staged);
    onProgress('copying');
    copyDatabase(from.database, staged);
    copyDatabase(from.keystore ?? keystoreTo, stagedKeystore);
    await prepare(staged);
    onProgress('looking through the copy');
    const examined = await examine(staged, store);
    for (const path of [staged, stagedKeystore]) settleFile(path);
    onProgress('putting it in place');
    if (from.keystore !== null && existsSync(keystoreTo)) putUnion(stage, stagedKeystore, keystoreTo);
    put(staged, to);
    if (from.keystore !== null) put(stagedKeystore, keystoreTo);
    flushFolder(dirname(to));
    return examined;
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

/** With the journal, where somebody copied an open database by hand. */
function copyDatabase(from: string, to: string): void {
  for (const suffix of ['', '-wal']) {
    if (!existsSync(from + suffix)) continue;
    copyFileSync(from + suffix, to + suffix);
    chmodSync(to + suffix, 0o600);
  }
}

/** SQLite gives up its journal only when nobody else has the file open. */
function refuseInUse(path: string): void {
  if (!existsSync(path)) return;
  try {
    settleFile(path);
  } catch (error) {
    const { errcode } = error as { errcode?: number };
    if (errcode === 5) throw new CommandFault(`${path} is in use. Stop the service first.`);
    // Damaged, which may be why it is to be replaced.
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

/** For the moment between the two renames: a key store that has the keys of the old database and of the new one. */
function putUnion(stage: string, keystore: string, to: string): void {
  const union = join(stage, 'union.keystore');
  copyDatabase(keystore, union);
  const database = new DatabaseSync(union);
  try {
    database.prepare('attach database ? as old').run(to);
    database.exec('insert or ignore into main.data_key select * from old.data_key');
  } catch {
    // A damaged one has no keys to save, and opens nothing already.
  } finally {
    database.close();
  }
  put(union, to);
}

/** A journal that an old database left belongs to nothing any more. */
function put(from: string, to: string): void {
  const file = openSync(from, 'r+');
  fsyncSync(file);
  closeSync(file);
  for (const suffix of ['-wal', '-shm']) rmSync(to + suffix, { force: true });
  renameSync(from, to);
}

function flushFolder(path: string): void {
  const folder = openSync(path, 'r');
  fsyncSync(folder);
  closeSync(folder);
}
