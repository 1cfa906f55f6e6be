import { closeSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import * as sqlite from 'node:sqlite';
import { keystorePathOf } from '../../storage/sqlite/database';
import { CommandFault } from '../fault';
import { countVerifications, needFile, settle } from './sqlite-file';

export interface CopiedFile {
  readonly file: string;
  readonly bytes: number;
}

export interface BackupTargets {
  readonly database: string;
  /** Null where the key store is left out. */
  readonly keystore: string | null;
}

const lockPatienceMs = 5000;

/** Some megabytes at a time, so that it can be told how far it is. */
const pagesAtOnce = 2000;

/** Copies a database, and its key store where that is wanted, as both stand at one moment. Others may write meanwhile. */
export async function backUpDatabase(
  path: string,
  targets: BackupTargets,
  onProgress: (text: string) => void,
): Promise<{
  readonly database: CopiedFile;
  readonly keystore: CopiedFile | null;
  readonly verifications: number;
}> {
  needFile(path, 'DATABASE_URL must name the database that is to be copied.');
  needFile(keystorePathOf(path), 'a database without its key store is not worth a backup. Restore it first.');
  const reader = openAtOneMoment(path);
  try {
    const verifications = countVerifications(reader);
    const database = await copy(reader, 'main', targets.database, onProgress);
    const keystore = targets.keystore && (await copy(reader, 'keystore', targets.keystore, onProgress));
    return { database, keystore: keystore || null, verifications };
  } finally {
    reader.close();
  }
}

/**
 * A connection that sees database and key store as they stand now, and goes on seeing that. Each file has its own
 * snapshot; for the moment in which the two are taken, nobody writes.
 */
function openAtOneMoment(path: string): sqlite.DatabaseSync {
  const [reader, gate] = [open(path), open(path)];
  try {
    gate.exec('begin immediate');
    reader.exec('begin');
    for (const schema of ['main', 'keystore']) {
      reader.prepare(`select count(*) from ${schema}.sqlite_master`).get();
    }
    gate.exec('rollback');
    return reader;
  } catch (error) {
    reader.close();
    throw error;
  } finally {
    gate.close();
  }
}

function open(path: string): sqlite.DatabaseSync {
  const database = new sqlite.DatabaseSync(path, { timeout: lockPatienceMs });
  database.prepare('attach database ? as keystore').run(keystorePathOf(path));
  return database;
}

/** Whole or not at all: it gets its name when it is complete and found to be sound. */
async function copy(
  reader: sqlite.DatabaseSync,
  schema: 'main' | 'keystore',
  target: string,
  onProgress: (text: string) => void,
): Promise<CopiedFile> {
  const part = `${target}.part`;
  makeNewFile(target, part);
  onProgress(`${target}: 0 %`);
  try {
    await sqlite.backup(reader, part, {
      source: schema,
      rate: pagesAtOnce,
      progress: ({ totalPages, remainingPages }) =>
        onProgress(`${target}: ${Math.floor((1 - remainingPages / Math.max(totalPages, 1)) * 100)} %`),
    });
    refuseUnsound(part);
    renameSync(part, target);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
  return { file: target, bytes: statSync(target).size };
}

/** Readable by this user only. */
function makeNewFile(target: string, part: string): void {
  try {
    // Reserves the name: a backup never takes the place of another.
    closeSync(openSync(target, 'wx', 0o600));
    rmSync(target);
    rmSync(part, { force: true });
    closeSync(openSync(part, 'wx', 0o600));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CommandFault(
      code === 'EEXIST'
        ? `${target} is there already, and is not written over. Name a new folder.`
        : `${target} cannot be made (${code}). Name a folder that this user may write.`,
    );
  }
}

function refuseUnsound(path: string): void {
  const database = new sqlite.DatabaseSync(path, { timeout: lockPatienceMs });
  try {
    settle(database);
    const found = database.prepare('pragma quick_check').get();
    if (Object.values(found ?? {})[0] !== 'ok') {
      throw new CommandFault(`The copy ${path} is damaged. Look at the disk and try again.`);
    }
  } finally {
    database.close();
  }
}
