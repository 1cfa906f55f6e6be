import { type Kysely, sql } from 'kysely';
import { StoreOpenError } from '../errors';
import type { Tables } from '../schema';

/** A number that nothing else locks: two processes that start at once create the key store one after the other. */
const keystoreLock = 72_691_001;

/**
 * Creates the key store if it is missing: a schema of its own, `keystore`, which backups of the database must leave out
 * (`pg_dump --exclude-schema=keystore`). Throws StoreOpenError if the tables are there and their keys are not.
 */
export async function makeKeystore(db: Kysely<Tables>): Promise<void> {
  const { rows } = await sql<{ tables: string | null; keys: string | null }>`select
    to_regclass('verification')::text as tables, to_regclass('keystore.data_key')::text as keys`.execute(db);
  if (rows[0]?.keys) return;
  // Made now, an empty one would be in the way of the restore.
  if (rows[0]?.tables) {
    throw new StoreOpenError(
      'The schema keystore is missing, and with it the keys of all personal data. Restore it (pg_restore of its own dump), or name the key store that holds the keys (KEYSTORE_URL).',
    );
  }
  await db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${keystoreLock})`.execute(tx);
    await sql`create schema if not exists keystore`.execute(tx);
    await sql`create table if not exists keystore.data_key (id text primary key, wrapped bytea not null)`.execute(
      tx,
    );
  });
}

/** How many keys are in the schema `keystore`, at most two; 0 if there is none. */
export async function keysInDatabase(db: Kysely<Tables>): Promise<number> {
  const { rows } = await sql<{ keys: string | null }>`select
    to_regclass('keystore.data_key')::text as keys`.execute(db);
  if (!rows[0]?.keys) return 0;
  return (await db.selectFrom('keystore.data_key').select('id').limit(2).execute()).length;
}
