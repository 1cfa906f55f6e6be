import type { PostgresAddress } from '../../storage/database-address';
import type { OpenDatabase } from '../../storage/dialect';
import { StoreOpenError } from '../../storage/errors';
import type { KeyStoreAddress } from '../../storage/key-store/contract';
import { countLostKeys } from '../../storage/key-store/lost-keys';
import { openKeyStore } from '../../storage/key-store/open-key-store';
import { type StoreSettings, withDatabase } from '../../storage/open-store';
import { inspectPostgres, type PostgresFacts } from '../../storage/postgres/inspect';
import { keysInDatabase } from '../../storage/postgres/keystore';
import { clockFinding } from './clock';
import { codeOf, type Finding, fail, ok, warn } from './finding';
import { emptyDatabase, tableFindings } from './tables';

/** How many grants are written out. */
const most = 5;

/** A PostgreSQL database, checked without creating anything in it. */
export async function postgresFindings(
  database: PostgresAddress,
  store: () => StoreSettings,
  offered: ReadonlySet<string>,
): Promise<readonly Finding[]> {
  try {
    const { keyStore = { kind: 'database' } } = store();
    const facts = await inspectPostgres(database);
    const findings = [
      writableFinding(facts, keyStore.kind === 'database'),
      durabilityFinding(facts),
      clockFinding('clock:database', "the database's", facts.aheadSeconds),
    ];
    if (!facts.hasTables) return [...findings, emptyDatabase];
    if (facts.missingGrants.length > 0) return [...findings, grantsMissing(facts.missingGrants)];
    if (keyStore.kind !== 'database')
      return [...findings, ...(await tablesOf(database, keyStore, store(), offered))];
    if (!facts.hasKeystore) return [...findings, keystoreMissing];
    return [
      ...findings,
      keysBeside,
      keystoreFinding(facts.lostKeys),
      ...(await tablesOf(database, keyStore, store(), offered)),
    ];
  } catch (error) {
    return [unreachable(codeOf(error))];
  }
}

async function tablesOf(
  database: PostgresAddress,
  keyStore: KeyStoreAddress,
  store: StoreSettings,
  offered: ReadonlySet<string>,
): Promise<readonly Finding[]> {
  try {
    return await withDatabase({ database, keyStore, report: () => {} }, async (opened) => {
      const apart = keyStore.kind === 'database' ? [] : await apartFindings(opened, keyStore);
      const isReadable = apart.every(({ check, state }) => check !== 'key-store' || state === 'ok');
      return [...apart, ...(isReadable ? await tableFindings(opened, store, offered) : [])];
    });
  } catch (error) {
    if (!(error instanceof StoreOpenError)) throw error;
    return [
      fail('migrations', error.message, 'Grant the user what it lacks, and run `realname doctor` again.'),
    ];
  }
}

/** Findings about a key store apart from the database. */
async function apartFindings(opened: OpenDatabase, keyStore: KeyStoreAddress): Promise<readonly Finding[]> {
  try {
    const left = await keysInDatabase(opened.db);
    if (left > 0) return [keysNotMoved];
    return [keystoreFinding(await countLostKeys(opened.db, openKeyStore(keyStore, opened)))];
  } catch (error) {
    return [
      fail(
        'key-store',
        `the key store cannot be read (${codeOf(error)})`,
        'Check its volume and the rights of this user, or that Vault is unsealed and the token valid (KEYSTORE_URL, KEYSTORE_TOKEN).',
      ),
    ];
  }
}

function writableFinding({ isReadOnly, mayCreate, hasKeystore }: PostgresFacts, isBeside: boolean): Finding {
  if (isReadOnly) {
    return fail(
      'database',
      'PostgreSQL answers, but accepts no changes: it is a standby, or read-only',
      'Name the primary (DATABASE_URL).',
    );
  }
  if (!mayCreate && !hasKeystore && isBeside) {
    return fail(
      'database',
      'this user may not create schemas, and the key store (schema keystore) does not exist yet',
      'grant create on database … to …, at least for the first start.',
    );
  }
  return ok('database', 'PostgreSQL can be read and written');
}

function durabilityFinding({ fsync, synchronousCommit: commit }: PostgresFacts): Finding {
  return fsync === 'on' && commit !== 'off'
    ? ok('durability', `fsync is on, synchronous_commit is ${commit}`)
    : fail(
        'durability',
        `fsync is ${fsync}, synchronous_commit is ${commit}: acknowledged pushes can be lost in a power cut`,
        "Set both to on: in postgresql.conf, or with alter role … set synchronous_commit = on if it is the user's setting.",
      );
}

function grantsMissing(grants: readonly string[]): Finding {
  return fail(
    'grants',
    `this user lacks: ${grants.join(', ')}`,
    `As the owner of the tables: ${grants
      .slice(0, most)
      .map((grant) => `grant ${grant} to …;`)
      .join(
        ' ',
      )}${grants.length > most ? ' and so on: grant select, insert, update, delete on all tables in schema … to …;' : ''}`,
  );
}

const keystoreMissing = fail(
  'key-store',
  'the schema keystore is missing: no personal data can be read',
  'Restore it (pg_restore of its own dump) before anything else is started.',
);

const keysNotMoved = fail(
  'key-store',
  'the schema keystore still holds keys, although KEYSTORE_URL is set',
  'Stop every process, put a new key first in ENCRYPTION_KEYS, and run `realname keys move`.',
);

const keysBeside = warn(
  'key-store-place',
  'the keys of accounts are in PostgreSQL itself: from its files and its write-ahead log erased data can be read again',
  'Name a key store apart from it, and run `realname keys move` (KEYSTORE_URL).',
);

function keystoreFinding(lost: number): Finding {
  return lost === 0
    ? ok('key-store', 'has the keys of the newest verifications')
    : fail(
        'key-store',
        `lacks the keys of ${lost} of the newest verifications`,
        'Restore the key store that belongs to this database; or, if the database was restored and those verifications were redacted after the backup, run `realname keys finish-redactions`.',
      );
}

/** For PostgreSQL's codes and those of the network. */
const cures: Readonly<Record<string, string>> = {
  '28P01': 'Correct the password (DATABASE_URL).',
  '28000': 'Let this user connect from this machine (pg_hba.conf).',
  '3D000': 'Create the database, or name another one (DATABASE_URL).',
  '53300': 'It has no connection left: raise max_connections, or find out what holds them.',
  ENOTFOUND: 'Correct the host name, which DNS does not know (DATABASE_URL).',
};

function unreachable(code: string): Finding {
  return fail(
    'database',
    `PostgreSQL cannot be reached or queried (${code})`,
    cures[code] ??
      'Check that it is running, that this machine can reach it, and its host and port (DATABASE_URL).',
  );
}
