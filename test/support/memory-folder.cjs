const { spawnSync } = require('node:child_process');
const { chmodSync, copyFileSync, mkdtempSync, rmSync, statfsSync } = require('node:fs');
const { join } = require('node:path');

const memory = '/dev/shm';
/** Several PostgreSQL servers and an installed package at the same time need half of it. */
const enoughBytes = 4 * 1024 ** 3;

/**
 * A folder in memory, if the system has such a file system, with room, from which programs can be run; otherwise null.
 * Tests open thousands of small databases, each of which waits for the disk at every commit.
 */
function openMemoryFolder() {
  if (process.platform !== 'linux') return null;
  let path = null;
  try {
    const { bavail, bsize } = statfsSync(memory);
    if (bavail * bsize < enoughBytes) return null;
    path = mkdtempSync(join(memory, 'realname-tests-'));
    // PostgreSQL runs as another user, and has to reach its own folder in it.
    chmodSync(path, 0o711);
    const program = join(path, 'true');
    copyFileSync('/bin/true', program);
    if (spawnSync(program).status === 0) return path;
  } catch {
    // Not there, or not for this user.
  }
  if (path !== null) rmSync(path, { recursive: true, force: true });
  return null;
}

let opened = null;

module.exports = {
  /** For temporary files of tests. A TMPDIR that is set stays. */
  open() {
    if (process.env.TMPDIR !== undefined) return;
    opened = openMemoryFolder();
    if (opened !== null) process.env.TMPDIR = opened;
  },
  /** Removes it, if this process has made it. */
  close() {
    if (opened !== null) rmSync(opened, { recursive: true, force: true });
  },
};
