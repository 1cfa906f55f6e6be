import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import { StoreOpenError } from '../errors';
import type { KeyStore } from '../key-store/contract';
import type { Tables } from '../schema';
import { dataKeyContext } from './data-keys';
import { checkValueOf, type RowSecret } from './row-seals';
import type { Vault } from './vault';

/** Its name in the key store, and so out of reach of those who can write to the database only. */
const secretId = (generation: number): string => `row-seal-${generation}`;
const checkName = 'row_seal_check';

/** How long rows of the release before this one, which have no seal, are believed after the upgrade. */
const upgradeMs = 24 * 60 * 60 * 1000;

const entrySchema = z.object({
  key: z.base64(),
  /** Until then rows without a seal are believed; milliseconds since 1970. */
  acceptsUntil: z.number(),
});

export interface RowSecretEntry extends RowSecret {
  readonly acceptsUntil: number;
}

/**
 * The secret of the seals of rows, from the key store. It is made once; if the database has rows by then, they are
 * those of the release before this one, and are believed for a day. Throws StoreOpenError if database and key store do
 * not belong together.
 */
export async function loadRowSecret(
  db: Kysely<Tables>,
  keyStore: KeyStore,
  vault: Vault,
): Promise<RowSecretEntry> {
  // In this order: a process that starts at this moment writes the secret first.
  const check = await readCheck(db);
  const stored = await readRowSecret(keyStore, vault);
  if (!stored && check) {
    throw new StoreOpenError(
      `The keys are gone: ${keyStore.place} is not the one that this database was used with, or it is empty. Put the right one in its place (KEYSTORE_URL).`,
    );
  }
  if (stored && check && !checkValueOf(stored).equals(check)) {
    throw new StoreOpenError(
      `Database and key store do not belong together: ${keyStore.place} was used with another database (DATABASE_URL, KEYSTORE_URL).`,
    );
  }
  if (stored && check) return stored;
  const hasRows = await hasVerifications(db);
  if (stored && !hasRows && (await hasDataKeys(keyStore))) {
    throw new StoreOpenError(
      `The database is empty, but ${keyStore.place} holds keys: the database is another one, or was not restored completely. Restore it, or name an empty key store.`,
    );
  }
  const secret = stored ?? (await make(keyStore, vault, hasRows ? Date.now() + upgradeMs : 0));
  await db
    .insertInto('setting')
    .values({ name: checkName, value: checkValueOf(secret) })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  return secret;
}

/** From now on rows without a seal are not believed. */
export async function closeUpgrade(keyStore: KeyStore, vault: Vault, secret: RowSecretEntry): Promise<void> {
  await keyStore.replace(secretId(secret.generation), wrap(vault, { ...secret, acceptsUntil: 0 }));
}

async function make(keyStore: KeyStore, vault: Vault, acceptsUntil: number): Promise<RowSecretEntry> {
  const secret = { generation: 1, key: randomBytes(32), acceptsUntil };
  try {
    await keyStore.add(secretId(secret.generation), wrap(vault, secret));
    return secret;
  } catch (error) {
    // Another process that starts at this moment was faster.
    const stored = await readRowSecret(keyStore, vault);
    if (stored) return stored;
    throw error;
  }
}

function wrap(vault: Vault, { generation, key, acceptsUntil }: RowSecretEntry): Buffer {
  const entry: z.infer<typeof entrySchema> = { key: key.toString('base64'), acceptsUntil };
  return vault.wrap(Buffer.from(JSON.stringify(entry)), dataKeyContext(secretId(generation)));
}

/** Null if there is none yet. */
export async function readRowSecret(keyStore: KeyStore, vault: Vault): Promise<RowSecretEntry | null> {
  const generation = 1;
  const id = secretId(generation);
  const sealed = (await keyStore.read([id])).get(id);
  if (!sealed) return null;
  const entry = entrySchema.parse(JSON.parse(vault.unwrap(sealed, dataKeyContext(id)).toString()));
  return { generation, key: Buffer.from(entry.key, 'base64'), acceptsUntil: entry.acceptsUntil };
}

async function readCheck(db: Kysely<Tables>): Promise<Uint8Array | null> {
  const row = await db.selectFrom('setting').select('value').where('name', '=', checkName).executeTakeFirst();
  return row?.value ?? null;
}

async function hasVerifications(db: Kysely<Tables>): Promise<boolean> {
  return (await db.selectFrom('verification').select('id').limit(1).executeTakeFirst()) !== undefined;
}

async function hasDataKeys(keyStore: KeyStore): Promise<boolean> {
  for await (const ids of keyStore.ids()) {
    if (ids.some((id) => id !== secretId(1))) return true;
  }
  return false;
}
