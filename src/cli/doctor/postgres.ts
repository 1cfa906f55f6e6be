import { Client } from 'pg';
import { StoreOpenError } from '../../storage/errors';
import type { StoreSettings } from '../../storage/open-store';
import { withDatabase } from '../database';
import { clockFinding } from './clock';
import { codeOf, type Finding, fail, ok } from './finding';
import { emptyDatabase, tableFindings } from './tables';

const timeoutMs = 5000;

interface Facts {
  readonly now: number;
  readonly readonly: boolean;
  readonly may_create: boolean;
  readonly fsync: string;
  readonly synchronous_commit: string;
  readonly has_tables: boolean;
  readonly has_keystore: boolean;
}

const factsQuery = `select
  (extract(epoch from clock_timestamp()) * 1000)::float8 as now,
  (pg_is_in_recovery() or current_setting('transaction_read_only') = 'on') as readonly,
  has_database_privilege(current_database(), 'create') as may_create,
  current_setting('fsync') as fsync,
  current_setting('synchronous_commit') as synchronous_commit,
  to_regclass('verification') is not null as has_tables,
  to_regclass('keystore.data_key') is not null as has_keystore`;

/** Verifications, of the newest hundred, whose key is not in the key store. */
const lostQuery = `select count(*)::int as lost from (
    select data_key_id from verification where redacted_at is null order by created_at desc, id desc limit 100
  ) newest where data_key_id not in (select id from keystore.data_key)`;

/** A PostgreSQL: looked at without making anything. */
export async function postgresFindings(url: string, store: () => StoreSettings): Promise<readonly Finding[]> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
    application_name: 'realname doctor',
  });
  // A connection that breaks is told by the question that it breaks.
  client.on('error', () => {});
  try {
    await client.connect();
    const askedAt = Date.now();
    const facts = (await client.query<Facts>(factsQuery)).rows[0];
    if (!facts) throw new Error('no answer');
    const aheadSeconds = ((askedAt + Date.now()) / 2 - facts.now) / 1000;
    const findings = [
      writableFinding(facts),
      durabilityFinding(facts),
      clockFinding('clock:database', "the database's", aheadSeconds),
      ...(facts.has_tables && !facts.has_keystore ? [keystoreMissing] : []),
    ];
    if (!facts.has_tables) return [...findings, emptyDatabase];
    if (!facts.has_keystore) return findings;
    const lost = (await client.query<{ lost: number }>(lostQuery)).rows[0]?.lost ?? 0;
    return [...findings, keystoreFinding(lost), ...(await tablesOf(url, store()))];
  } catch (error) {
    return [unreachable(codeOf(error))];
  } finally {
    await client.end().catch(() => {});
  }
}

async function tablesOf(url: string, store: StoreSettings): Promise<readonly Finding[]> {
  try {
    return await withDatabase({ databaseUrl: url, report: () => {} }, (database) =>
      tableFindings(database, store),
    );
  } catch (error) {
    if (!(error instanceof StoreOpenError)) throw error;
    return [fail('migrations', error.message, 'Grant the user what it lacks, and ask again.')];
  }
}

function writableFinding({ readonly, may_create, has_keystore }: Facts): Finding {
  if (readonly) {
    return fail(
      'database',
      'PostgreSQL answers, but takes no changes: it is a standby, or set to read only',
      'DATABASE_URL must name the primary.',
    );
  }
  if (!may_create && !has_keystore) {
    return fail(
      'database',
      'this user may not create schemas, and the key store (schema keystore) is not there yet',
      'grant create on database … to …, for the first start at least.',
    );
  }
  return ok('database', 'PostgreSQL can be read and written');
}

function durabilityFinding({ fsync, synchronous_commit: commit }: Facts): Finding {
  return fsync === 'on' && commit !== 'off'
    ? ok('durability', `fsync is on, synchronous_commit is ${commit}`)
    : fail(
        'durability',
        `fsync is ${fsync}, synchronous_commit is ${commit}: a power cut takes back acknowledged pushes`,
        "Set both to on: in postgresql.conf, or with alter role … set synchronous_commit = on where it is the user's setting.",
      );
}

const keystoreMissing = fail(
  'key-store',
  'the schema keystore is missing: no personal data can be read',
  'Restore it (pg_restore of its own dump) before anything else is started.',
);

function keystoreFinding(lost: number): Finding {
  return lost === 0
    ? ok('key-store', 'has the keys of the newest verifications')
    : fail(
        'key-store',
        `lacks the keys of ${lost} of the newest verifications`,
        'Restore the schema keystore that belongs to this database.',
      );
}

/** PostgreSQL's own codes, and those of the network. */
const cures: Readonly<Record<string, string>> = {
  '28P01': 'The password in DATABASE_URL is wrong.',
  '28000': 'pg_hba.conf does not let this user in from this machine.',
  '3D000': 'Create the database that DATABASE_URL names.',
  '53300': 'It has no connection left: raise max_connections, or look who holds them.',
  ENOTFOUND: 'DATABASE_URL names a host that nobody knows.',
};

function unreachable(code: string): Finding {
  return fail(
    'database',
    `PostgreSQL cannot be reached or asked (${code})`,
    cures[code] ??
      'Look that it runs, and that DATABASE_URL names its host and port and this machine may reach it.',
  );
}
