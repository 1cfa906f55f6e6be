import { createSecretKey } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { personalFields } from '../../../src/domain/verification/verification';
import { unseal } from '../../../src/storage/encryption/cipher-suite';
import { type ServiceKey, Vault } from '../../../src/storage/encryption/vault';
import { copyFiles } from './files';

/** A personal value that is readable with these files and keys. */
export interface OpenedValue {
  readonly guid: string | null;
  readonly verificationId: string;
  readonly field: string;
  readonly text: string;
}

const databaseName = 'realname.db';

/** Where a destroyed key was, there are zeros. */
const isThere = "substr(wrapped, 1, 1) <> x'00'";

/** A copy of the database's files as a backup takes them: without the key store. Returns where it lies. */
export function backUp(folder: string, name: string): string {
  const to = join(folder, name);
  mkdirSync(to);
  copyFiles(folder, to, databaseName);
  return join(to, databaseName);
}

/**
 * AttemptCount every key that there is on every sealed value of a database file: the service's own keys, and every data key
 * that the key store still holds, whatever account it was made for.
 */
export function openEverything(
  databasePath: string,
  keystorePath: string,
  serviceKeys: readonly ServiceKey[],
): readonly OpenedValue[] {
  const keys = [...dataKeysIn(keystorePath, serviceKeys), ...serviceKeys.map(({ key }) => key.reveal())];
  const rows = query(databasePath, 'select * from verification');
  return rows.flatMap((row) =>
    personalFields.flatMap((field) => {
      const sealed = row[columnOf(field)];
      if (!(sealed instanceof Uint8Array)) return [];
      const verificationId = String(row['id']);
      const texts = keys.flatMap((key) => tryOpen(key, sealed, `verification:${verificationId}:${field}`));
      const guid = row['guid'] === null ? null : String(row['guid']);
      return texts.map((text) => ({ guid, verificationId, field, text }));
    }),
  );
}

/** The wrapped data keys of accounts, as they lie in the key store. */
export function wrappedKeysIn(keystorePath: string): readonly Buffer[] {
  return query(
    keystorePath,
    `select wrapped from data_key where ${isThere} and id not like 'row-seal-%'`,
  ).map(({ wrapped }) => Buffer.from(wrapped as Uint8Array));
}

function dataKeysIn(keystorePath: string, serviceKeys: readonly ServiceKey[]): readonly Buffer[] {
  const vault = new Vault(serviceKeys, 'aes');
  return query(keystorePath, `select id, wrapped from data_key where ${isThere}`).map(({ id, wrapped }) =>
    vault.unwrap(wrapped as Uint8Array, `data_key:${String(id)}`),
  );
}

function query(path: string, sql: string): readonly Record<string, unknown>[] {
  const database = new DatabaseSync(path, { timeout: 5000 });
  try {
    return database.prepare(sql).all();
  } finally {
    database.close();
  }
}

function tryOpen(key: Buffer, sealed: Uint8Array, context: string): string[] {
  try {
    return [unseal(createSecretKey(key), sealed, context).toString()];
  } catch {
    return [];
  }
}

/** authUrl → sealed_auth_url */
function columnOf(field: string): string {
  return `sealed_${field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
}
