import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { StoreOpenError } from '../errors';

/** Written into a file's header, to recognise files of another program or another purpose. */
const applicationIds = {
  /** "rnv1" */
  database: 0x726e7631,
  /** "rnk1" */
  keystore: 0x726e6b31,
  /** "rni1" */
  inbox: 0x726e6931,
} as const;

export type FileKind = keyof typeof applicationIds;

/** Only this user may read the file, the files that SQLite makes next to it, and a new folder. */
export function makeFile(path: string): void {
  if (path === ':memory:') return;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  closeSync(openSync(path, 'a', 0o600));
}

/** Throws StoreOpenError, before anything is written, if the file is neither empty nor of this kind. */
export function refuseForeignFile(
  database: DatabaseSync,
  schema: string,
  kind: FileKind,
  path: string,
): void {
  // In this order: a process that makes the file at this very moment writes the id before the first table.
  const tables = database.prepare(`select count(*) as count from ${schema}.sqlite_master`).get()?.['count'];
  const id = database.prepare(`pragma ${schema}.application_id`).get()?.['application_id'];
  if (id !== applicationIds[kind] && tables !== 0) {
    throw new StoreOpenError(
      `The file ${path} is a database of another program. Name a new file, or one that this service made as its ${kind}.`,
    );
  }
}

export function harden(database: DatabaseSync, schema: string, kind: FileKind): void {
  whenFree(() => database.exec(`pragma ${schema}.journal_mode = wal`));
  // FULL: a commit is on the disk before it returns. Without it, acknowledged pushes could be lost in a power cut.
  database.exec(`pragma ${schema}.synchronous = full`);
  // Deleted personal data is overwritten with zeros, in the file as well.
  database.exec(
    `pragma ${schema}.secure_delete = on; pragma ${schema}.application_id = ${applicationIds[kind]};`,
  );
}

const lockPatienceMs = 5000;
const lockPauseMs = 10;

/**
 * SQLite waits for locks except when it changes the journal mode: if two processes create a file at the same moment,
 * one is refused at once, whatever its timeout.
 */
function whenFree(work: () => void): void {
  for (let waitedMs = 0; ; waitedMs += lockPauseMs) {
    try {
      work();
      return;
    } catch (error) {
      if (waitedMs >= lockPatienceMs || !isBusy(error)) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, lockPauseMs);
    }
  }
}

/** SQLITE_BUSY, in any of its kinds. */
function isBusy(error: unknown): boolean {
  return (
    error instanceof Error &&
    'errcode' in error &&
    typeof error.errcode === 'number' &&
    (error.errcode & 0xff) === 5
  );
}
