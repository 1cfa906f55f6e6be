import { createHash } from 'node:crypto';
import {
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathOf } from '../servers/compiled.mts';
import { seedPeers } from './seed-peers.mts';
import { type SeedSize, seedStore } from './seed-store.mts';

/** Puts a store of the service with that many rows into a folder, as realname.db and its key store. */
export async function copyStore(folder: string, size: SeedSize, say: (text: string) => void): Promise<void> {
  const make = (path: string) => seedStore(join(path, 'realname.db'), size);
  if (isSmall(size)) return make(folder);
  copy(await madeOnce('store', size, say, make), folder, ['realname.db', 'realname.keystore']);
}

/** Puts the peers' database with the same facts into a folder, as peers.db. */
export async function copyPeers(folder: string, size: SeedSize, say: (text: string) => void): Promise<void> {
  const make = async (path: string) => seedPeers(join(path, 'peers.db'), size);
  if (isSmall(size)) return make(folder);
  copy(await madeOnce('peers', size, say, make), folder, ['peers.db']);
}

/** Seeds below this size are quick to create and are not kept among the temporary files. */
function isSmall({ finished, awaited }: SeedSize): boolean {
  return finished + awaited <= 5000;
}

function copy(from: string, to: string, files: readonly string[]): void {
  for (const file of files) copyFileSync(join(from, file), join(to, file), constants.COPYFILE_FICLONE);
}

/** Large seeds are created once for each version of tables and facts, and kept among the temporary files. */
async function madeOnce(
  kind: string,
  { finished, awaited }: SeedSize,
  say: (text: string) => void,
  make: (folder: string) => Promise<void>,
): Promise<string> {
  const seed = join(tmpdir(), 'realname-bench', `${versionOfSeeds()}-${kind}-${finished}-${awaited}`);
  if (existsSync(seed)) return seed;
  say(`\nseeding ${finished} + ${awaited} verifications (${kind}) … `);
  const unfinished = `${seed}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  try {
    await make(unfinished);
    renameSync(unfinished, seed);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return seed;
}

/** A hash of everything that determines the content of a seed. */
function versionOfSeeds(): string {
  const own = ['facts', 'shown', 'store-rows', 'seed-store', 'seed-peers'];
  const storage = ['verifications/rows', 'encryption/vault', 'encryption/cipher-suite'];
  const migrations = pathOf('storage/migrations');
  const hash = createHash('sha256');
  for (const name of own) hash.update(readFileSync(join(import.meta.dirname, `${name}.mts`)));
  for (const name of storage) hash.update(readFileSync(pathOf(`storage/${name}.js`)));
  for (const name of readdirSync(migrations).toSorted()) hash.update(readFileSync(join(migrations, name)));
  return hash.digest('hex').slice(0, 12);
}
