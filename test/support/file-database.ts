import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { base64Key } from './settings';
import { temporaryFolder } from './temporary-folder';

export interface FileDatabase {
  /** The settings that have a service keep its data here. */
  readonly env: Readonly<Record<string, string>>;
  /** Opens it next to the service, to see or do what no client can. */
  beside<Result>(use: (database: DatabaseSync) => Result): Result;
  /** Everything that lies in its folder, journals and keys included. */
  files(): readonly Buffer[];
  close(): Promise<void>;
}

/** A database in a folder of its own, which goes with the test. */
export function openFileDatabase(): FileDatabase {
  const folder = temporaryFolder();
  const path = join(folder.path, 'realname.db');
  return {
    env: { DATABASE_URL: `sqlite:${path}`, ENCRYPTION_KEYS: `test:${base64Key(7)}` },
    beside(use) {
      const database = new DatabaseSync(path, { timeout: 5000 });
      try {
        return use(database);
      } finally {
        database.close();
      }
    },
    files: () => readdirSync(folder.path).map((name) => readFileSync(join(folder.path, name))),
    close: async () => folder.remove(),
  };
}
