import { copyFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface NamedFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Every file of a folder: a database, its logs, its key store. */
export function allFiles(folder: string): readonly NamedFile[] {
  return readdirSync(folder).map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));
}

/** The contents of a backup: the files of a folder whose names begin so. */
export function copyFiles(from: string, to: string, beginning: string): void {
  for (const name of readdirSync(from)) {
    if (name.startsWith(beginning)) copyFileSync(join(from, name), join(to, name));
  }
}
