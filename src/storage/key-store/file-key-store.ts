import { mkdirSync } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, readFile, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StoreOpenError } from '../errors';
import type { KeyStore } from './contract';

/** Every file has this size, so that a seal is replaced by one write in its place, whatever its seal's length. */
const recordBytes = 256;
const lengthBytes = 2;
/** Files of ids that begin with the same two characters share a folder. */
const folderNameLength = 2;
/** Files that are worked on at once. */
const atOnce = 16;

/**
 * A key store of one small file for each key, in a folder that every process of the service mounts. Files are created
 * once, overwritten in place and removed; no process needs a lock. To destroy a key its file is overwritten with zeros,
 * flushed and removed: three waits for the disk, however many other keys there are.
 */
export class FileKeyStore implements KeyStore {
  readonly place: string;

  private constructor(private readonly root: string) {
    this.place = `the key store ${root}`;
  }

  /** Creates the folder if its parent exists. Throws StoreOpenError. */
  static open(path: string): FileKeyStore {
    try {
      // Not recursive: a volume that is not mounted must not be replaced by an empty folder on this machine.
      mkdirSync(path, { mode: 0o700 });
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException;
      if (code !== 'EEXIST') {
        throw new StoreOpenError(
          `The key store ${path} cannot be opened (${code}). Mount its volume, which this user must be able to write (KEYSTORE_URL).`,
          { cause },
        );
      }
    }
    return new FileKeyStore(path);
  }

  async add(id: string, sealed: Uint8Array): Promise<void> {
    const path = this.#pathOf(id);
    const folder = dirname(path);
    if (await mkdir(folder, { recursive: true, mode: 0o700 })) await flushFolder(this.root);
    await withFile(path, 'wx', async (file) => {
      await overwrite(file, toRecord(sealed));
    });
    await flushFolder(folder);
  }

  async read(ids: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
    const found = new Map<string, Uint8Array>();
    await forEach(ids, async (id) => {
      const record = await unlessMissing(readFile(this.#pathOf(id)));
      const sealed = record && fromRecord(record);
      if (sealed) found.set(id, sealed);
    });
    return found;
  }

  async replace(id: string, sealed: Uint8Array): Promise<boolean> {
    const isReplaced = await unlessMissing(
      withFile(this.#pathOf(id), 'r+', async (file) => {
        await overwrite(file, toRecord(sealed));
        const isThere = (await file.stat()).nlink > 0;
        // It was destroyed between the opening and the writing.
        if (!isThere) await overwrite(file, Buffer.alloc(recordBytes));
        return isThere;
      }),
    );
    return isReplaced ?? false;
  }

  async destroy(ids: readonly string[]): Promise<void> {
    const folders = new Set<string>();
    await forEach(ids, async (id) => {
      const path = this.#pathOf(id);
      folders.add(dirname(path));
      await unlessMissing(withFile(path, 'r+', (file) => overwrite(file, Buffer.alloc(recordBytes))));
      await unlessMissing(unlink(path));
    });
    await forEach([...folders], async (folder) => {
      await unlessMissing(flushFolder(folder));
    });
  }

  async *ids(): AsyncIterable<readonly string[]> {
    for (const entry of await readdir(this.root, { withFileTypes: true })) {
      if (entry.isDirectory() && entry.name.length === folderNameLength) {
        yield await readdir(join(this.root, entry.name));
      }
    }
  }

  /** Files are overwritten in place: nothing is left. */
  async tidy(): Promise<void> {}

  #pathOf(id: string): string {
    if (!/^[\w-]{3,100}$/.test(id)) throw new RangeError('The id of a key is not a file name.');
    return join(this.root, id.slice(0, folderNameLength), id);
  }
}

function toRecord(sealed: Uint8Array): Buffer {
  if (sealed.length > recordBytes - lengthBytes) throw new RangeError('The sealed key is too long.');
  const record = Buffer.alloc(recordBytes);
  record.writeUInt16BE(sealed.length);
  record.set(sealed, lengthBytes);
  return record;
}

/** Null for the zeros of a key that is being destroyed, and for a file that is not written yet. */
function fromRecord(record: Buffer): Buffer | null {
  if (record.length < recordBytes) return null;
  const length = record.readUInt16BE();
  return length === 0 ? null : record.subarray(lengthBytes, lengthBytes + length);
}

async function overwrite(file: FileHandle, record: Buffer): Promise<void> {
  await file.write(record, 0, record.length, 0);
  await file.sync();
}

async function withFile<Result>(
  path: string,
  flags: 'r' | 'r+' | 'wx',
  work: (file: FileHandle) => Promise<Result>,
): Promise<Result> {
  const file = await open(path, flags, 0o600);
  try {
    return await work(file);
  } finally {
    await file.close();
  }
}

function flushFolder(path: string): Promise<void> {
  return withFile(path, 'r', (folder) => folder.sync());
}

/** Null if there is no such file. */
async function unlessMissing<Result>(work: Promise<Result>): Promise<Result | null> {
  try {
    return await work;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

async function forEach<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  for (let start = 0; start < items.length; start += atOnce) {
    await Promise.all(items.slice(start, start + atOnce).map(work));
  }
}
