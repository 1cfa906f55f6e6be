import { dirname } from 'node:path';
import type { Config } from '../../config/config';
import { type Finding, fail, ok, warn } from './finding';
import { spaceAt } from './folder';

const megabyte = 1024 * 1024;
const little = 1024 * megabyte;
const tooLittle = 100 * megabyte;

const cure =
  'Free some space, or move the files: when the disk is full, pushes are refused and verifications fail.';

/** The disk of the database and of the inbox; PostgreSQL's disk is usually on another machine. */
export function diskSpace({ database, inboxPath }: Pick<Config, 'database' | 'inboxPath'>): Finding {
  const files = [
    ...(database.kind === 'sqlite' ? [database.path, database.keystorePath] : []),
    ...(inboxPath === ':memory:' ? [] : [inboxPath]),
  ];
  const folders = files.map((path) => dirname(path));
  const free = Math.min(...folders.map((folder) => spaceAt(folder).free));
  if (folders.length === 0) return ok('disk-space', 'nothing is written to this disk');
  const found = `${Math.floor(free / megabyte)} MB are free`;
  if (free < tooLittle) return fail('disk-space', found, cure);
  return free < little ? warn('disk-space', found, cure) : ok('disk-space', found);
}
