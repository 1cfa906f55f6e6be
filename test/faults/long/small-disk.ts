import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface SmallDisk {
  readonly path: string;
  /** Takes all space but so many bytes. */
  fill(leftBytes?: number): void;
  /** Gives it back. */
  free(): void;
  remove(): void;
}

const root = process.getuid?.() === 0 ? [] : ['sudo', '-n'];

/** Whether this user may mount anything. */
export function canMount(): boolean {
  return process.platform === 'linux' && run('unshare', '-m', 'true');
}

/** A file system in memory that holds so many bytes, at a path that is made where it is missing. */
export function openSmallDisk(path: string, bytes: number): SmallDisk {
  mkdirSync(path, { recursive: true });
  if (!run('mount', '-t', 'tmpfs', '-o', `size=${bytes},mode=0777`, 'tmpfs', path)) {
    throw new Error(`a small disk cannot be mounted at ${path}`);
  }
  const filler = join(path, 'filler');
  return {
    path,
    fill(leftBytes = 0) {
      const { bavail, bsize } = statfsSync(path);
      writeFileSync(filler, '');
      const chunk = Buffer.alloc(64 * 1024);
      try {
        for (let left = bavail * bsize - leftBytes; left > 0; left -= chunk.length) {
          appendFileSync(filler, chunk.subarray(0, left));
        }
      } catch (error) {
        // Others have taken some of it meanwhile: it is full all the same.
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      }
    },
    free: () => rmSync(filler, { force: true }),
    // Lazily: what somebody still holds open goes when it is closed.
    remove: () => void run('umount', '--lazy', path),
  };
}

function run(...command: readonly string[]): boolean {
  const [program = '', ...args] = [...root, ...command];
  return spawnSync(program, args).status === 0;
}
