import type { DatabaseSync } from 'node:sqlite';
import type { MemoryAddress, SqliteAddress } from '../database-address';
import { StoreOpenError } from '../errors';
import { harden, makeFile, refuseForeignFile } from './files';

/** Attaches the key store, a file of its own, to be left out of the database's backups; it must exist. */
export function attachKeystore(database: DatabaseSync, keystorePath: string): void {
  database.prepare('attach database ? as keystore').run(keystorePath);
}

/** Attaches the key store, and creates a missing one. Throws StoreOpenError if it is another program's file. */
export function openKeystore(database: DatabaseSync, address: SqliteAddress | MemoryAddress): void {
  const path = address.kind === 'memory' ? ':memory:' : address.keystorePath;
  makeFile(path);
  attachKeystore(database, path);
  refuseForeignFile(database, 'keystore', 'keystore', path);
  harden(database, 'keystore', 'keystore');
  database.exec('create table if not exists keystore.data_key (id text primary key, wrapped blob not null)');
  removeCopies(database);
}

/**
 * The release before this one deleted rows, and SQLite moved others between pages then: copies of keys can be left that
 * no later destruction reaches. The file is rewritten, once.
 */
function removeCopies(database: DatabaseSync): void {
  const version = database.prepare('pragma keystore.user_version').get()?.['user_version'];
  if (version !== 0) return;
  const isEmpty = !database.prepare('select 1 from keystore.data_key limit 1').get();
  if (!isEmpty) database.exec('vacuum keystore; pragma keystore.wal_checkpoint(truncate)');
  database.exec('pragma keystore.user_version = 2');
}

/** A condition: a destroyed key is overwritten with zeros (see DatabaseKeyStore). */
export const isKey = "substr(wrapped, 1, 1) <> x'00'";

/** A database restored without its keys would seem to work until personal data is read. */
export function refuseLostKeystore(database: DatabaseSync, { path, keystorePath }: SqliteAddress): void {
  const isNew = !database.prepare("select 1 from main.sqlite_master where name = 'verification'").get();
  if (isNew) return;
  // The newest hundred are enough to tell; checking all would slow the start down with every verification.
  const lost = database.prepare(
    `select 1 from (
       select data_key_id from verification where redacted_at is null order by created_at desc, id desc limit 100
     ) where data_key_id not in (select id from keystore.data_key where ${isKey}) limit 1`,
  );
  if (lost.get()) {
    throw new StoreOpenError(
      `The key store ${keystorePath} does not belong to the database ${path}: keys of personal data are missing. Restore the two together.`,
    );
  }
}
