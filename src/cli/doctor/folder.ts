import { closeSync, existsSync, openSync, rmSync, statfsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { codeOf } from './finding';

/** The folder itself if it exists, otherwise the nearest one above it that does. */
function nearestFolder(path: string): string {
  const folder = resolve(path);
  return existsSync(folder) ? folder : nearestFolder(dirname(folder));
}

/** Why nothing can be written below the nearest folder, found by trying; null if it can. */
export function unwritable(folder: string): string | null {
  const trial = join(nearestFolder(folder), `.realname-doctor-${Date.now()}`);
  try {
    closeSync(openSync(trial, 'wx', 0o600));
    rmSync(trial);
    return null;
  } catch (error) {
    return codeOf(error);
  }
}

/** The files among these that other users may read or write. */
export function openToOthers(paths: readonly string[]): readonly string[] {
  return paths.filter((path) => existsSync(path) && (statSync(path).mode & 0o077) !== 0);
}

/** Free and total bytes of the folder's file system, as far as this user may use them. */
export function spaceAt(folder: string): { readonly free: number; readonly total: number } {
  const { bavail, blocks, bsize } = statfsSync(nearestFolder(folder));
  return { free: bavail * bsize, total: blocks * bsize };
}
