import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes the file, which only this user may read, unless there is one. It appears whole or not at all, whatever ends
 * the process or fills the disk while it writes, and of two processes that make it at once one succeeds: both read the
 * same. A key file with half of its text would keep the service from ever starting again.
 */
export function makeFileOnce(path: string, text: () => string): void {
  const part = `${path}.${randomUUID()}.part`;
  try {
    writeWhole(part, text());
    // A link, not a renaming: it never takes the place of a file that is there.
    linkSync(part, path);
    flushFolder(dirname(path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(part, { force: true });
  }
}

function writeWhole(path: string, text: string): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Makes new, renamed and removed names in the folder outlast a power cut. */
export function flushFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
