import { dirname } from 'node:path';
import type { Config } from '../../config';
import { sqlitePathOf } from '../database';
import { type Finding, fail, ok, warn } from './finding';
import { spaceAt } from './folder';

const megabyte = 1024 * 1024;
const little = 1024 * megabyte;
const tooLittle = 100 * megabyte;

const cure =
  'Make room, or move the files: when the disk is full, pushes are refused and verifications fail.';

/** Where the database is, and the inbox; PostgreSQL's disk is another machine's. */
export function diskSpace({ databaseUrl, inboxPath }: Pick<Config, 'databaseUrl' | 'inboxPath'>): Finding {
  const files = [sqlitePathOf(databaseUrl), inboxPath].filter((path) => path !== null && path !== ':memory:');
  const folders = files.map((path) => dirname(path ?? '.'));
  const free = Math.min(...folders.map((folder) => spaceAt(folder).free));
  if (folders.length === 0) return ok('disk-space', 'nothing is written to this disk');
  const found = `${Math.floor(free / megabyte)} MB are free`;
  if (free < tooLittle) return fail('disk-space', found, cure);
  return free < little ? warn('disk-space', found, cure) : ok('disk-space', found);
}
