import { closeSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import * as sqlite from 'node:sqlite';
import type { SqliteAddress } from '../database-address';
import { BackupError } from '../errors';
import { countVerifications, needFile, openPair, settle } from './sqlite-file';

export interface CopiedFile {
  readonly file: string;
  readonly bytes: number;
}

export interface BackupTargets {
  readonly database: string;
  /** Null to leave the key store out. */
  readonly keystore: string | null;
}

const lockPatienceMs = 5000;

/** Some megabytes at a time, so that progress can be reported. */
const pagesAtOnce = 2000;

/** Copies a database, and its key store if wanted, as both stand at one moment. Others may write meanwhile. */
export async function backUpDatabase(
  address: SqliteAddress,
  targets: BackupTargets,
  onProgress: (text: string) => void,
): Promise<{
  readonly database: CopiedFile;
  readonly keystore: CopiedFile | null;
  readonly verifications: number;
}> {
  needFile(address.path, 'Name the database that is to be copied (DATABASE_URL).');
  needFile(
    address.keystorePath,
    'A database without its key store is not worth a backup: restore the key store first.',
  );
  const reader = openAtOneMoment(address);
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
 * snapshot; writers are locked out while the two are taken.
 */
function openAtOneMoment(address: SqliteAddress): sqlite.DatabaseSync {
  const [reader, gate] = [openPair(address, lockPatienceMs), openPair(address, lockPatienceMs)];
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

/** All or nothing: the copy gets its name when it is complete and found to be sound. */
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
    throw new BackupError(
      code === 'EEXIST'
        ? `${target} exists already and is not overwritten. Name a new folder.`
        : `${target} cannot be created (${code}). Name a folder that this user may write.`,
    );
  }
}

function refuseUnsound(path: string): void {
  const database = new sqlite.DatabaseSync(path, { timeout: lockPatienceMs });
  try {
    settle(database);
    const found = database.prepare('pragma quick_check').get();
    if (Object.values(found ?? {})[0] !== 'ok') {
      throw new BackupError(`The copy ${path} is damaged. Check the disk and try again.`);
    }
  } finally {
    database.close();
  }
}
