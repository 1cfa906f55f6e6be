import { createSecretKey } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unseal } from '../../../src/storage/encryption/cipher-suite';
import { type ServiceKey, Vault } from '../../../src/storage/encryption/vault';

/** A sealed value, as it was in its row. */
export interface SealedValue {
  /** What it is bound to. */
  readonly context: string;
  readonly bytes: Buffer;
}

/** Every byte of every file below these folders: tables, write-ahead logs, key stores, inboxes, temporary files. */
export function allBytes(...folders: readonly string[]): readonly Buffer[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .flatMap((entry) => bytesOf(join(entry.parentPath, entry.name))),
  );
}

/** A running PostgreSQL removes files between the listing and the reading: nobody can steal those any more. */
function bytesOf(path: string): readonly Buffer[] {
  try {
    return [readFileSync(path)];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/**
 * What somebody reads who has these bytes and the service's keys: every place that can be the beginning of a sealed data
 * key is tried, and with each key that opens, and with the service's own, every sealed value that is in the bytes too.
 */
export function readablePeople(
  stolen: readonly Buffer[],
  {
    keys,
    keyIds,
    values,
  }: { keys: readonly ServiceKey[]; keyIds: readonly string[]; values: readonly SealedValue[] },
): readonly string[] {
  const opened = [
    ...keys.map(({ key }) => key.reveal()),
    ...stolen.flatMap((bytes) => dataKeysIn(bytes, keys, keyIds)),
  ].map((key) => createSecretKey(key));
  const there = values.filter(({ bytes }) => stolen.some((file) => file.includes(bytes)));
  return there.flatMap(({ bytes, context }) =>
    opened.flatMap((key) => {
      try {
        return [unseal(key, bytes, context).toString()];
      } catch {
        return [];
      }
    }),
  );
}

/** The data keys that are sealed anywhere in the bytes. AES seals 32 bytes to 1 + 12 + 16 + 32. */
function dataKeysIn(
  bytes: Buffer,
  keys: readonly ServiceKey[],
  keyIds: readonly string[],
): readonly Buffer[] {
  const vault = new Vault(keys, 'aes');
  return keys.flatMap(({ id }) => {
    const beginning = Buffer.concat([Buffer.of(id.length), Buffer.from(id), Buffer.of(1)]);
    const found: Buffer[] = [];
    for (let at = bytes.indexOf(beginning); at >= 0; at = bytes.indexOf(beginning, at + 1)) {
      const sealed = bytes.subarray(at, at + beginning.length + 12 + 16 + 32);
      for (const keyId of keyIds) {
        try {
          found.push(vault.unwrap(sealed, `data_key:${keyId}`));
        } catch {
          // Not this one.
        }
      }
    }
    return found;
  });
}
