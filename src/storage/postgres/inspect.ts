import { Client } from 'pg';
import type { PostgresAddress } from '../database-address';

const timeoutMs = 5000;

/** The state of a PostgreSQL database, as it reports it. */
export interface PostgresFacts {
  /** How far this machine's clock is ahead of the database's, in seconds. */
  readonly aheadSeconds: number;
  readonly isReadOnly: boolean;
  /** Whether this user may create schemas. */
  readonly mayCreate: boolean;
  readonly fsync: string;
  readonly synchronousCommit: string;
  readonly hasTables: boolean;
  readonly hasKeystore: boolean;
  /** The grants that a running service needs and this user lacks, such as `insert on reveal`. */
  readonly missingGrants: readonly string[];
  /** Those of the newest hundred verifications whose key is not in the key store. */
  readonly lostKeys: number;
}

/** Looks at a database without making anything in it. Rejects if it cannot be reached. */
export async function inspectPostgres({ url }: PostgresAddress): Promise<PostgresFacts> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
    application_name: 'realname doctor',
  });
  // A connection that breaks rejects the query under way; without a listener the event would end the process.
  client.on('error', () => {});
  try {
    await client.connect();
    const askedAt = Date.now();
    const facts = (await client.query<Row>(factsQuery)).rows[0];
    if (!facts) throw new Error('no answer');
    const { now, ...rest } = facts;
    const aheadSeconds = ((askedAt + Date.now()) / 2 - now) / 1000;
    const isWhole = rest.hasTables && rest.hasKeystore;
    const missingGrants = (await client.query<{ grant: string }>(grantsQuery)).rows.map(({ grant }) => grant);
    const mayReadKeys = !missingGrants.some((grant) =>
      /^(select on (keystore\.data_key|verification)|usage on schema .*)$/.test(grant),
    );
    const lostKeys =
      isWhole && mayReadKeys ? (await client.query<{ lost: number }>(lostQuery)).rows[0]?.lost : 0;
    return { aheadSeconds, ...rest, missingGrants, lostKeys: lostKeys ?? 0 };
  } finally {
    await client.end().catch(() => {});
  }
}

type Row = Omit<PostgresFacts, 'aheadSeconds' | 'missingGrants' | 'lostKeys'> & { readonly now: number };

const factsQuery = `select
  (extract(epoch from clock_timestamp()) * 1000)::float8 as "now",
  (pg_is_in_recovery() or current_setting('transaction_read_only') = 'on') as "isReadOnly",
  has_database_privilege(current_database(), 'create') as "mayCreate",
  current_setting('fsync') as "fsync",
  current_setting('synchronous_commit') as "synchronousCommit",
  to_regclass('verification') is not null as "hasTables",
  exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'keystore' and c.relname = 'data_key') as "hasKeystore"`;

const lostQuery = `select count(*)::int as lost from (
    select data_key_id from verification where redacted_at is null order by created_at desc, id desc limit 100
  ) newest where data_key_id not in (select id from keystore.data_key)`;

/**
 * Rights on a partition are not needed: its table's count. The ledgers of migrations are only read. Another owner's
 * tables in the same schema are not ours.
 */
const grantsQuery = `with ours as (
    select oid, nspname, relname, relname in ('kysely_migration', 'schema_expansion') as ledger
    from (select c.oid, n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and not c.relispartition
        and ((n.nspname = 'keystore' and c.relname = 'data_key')
          or (c.relnamespace, c.relowner) =
            (select relnamespace, relowner from pg_class where oid = to_regclass('verification')))) tables
    where relname <> 'kysely_migration_lock'
  ), needed as (
    select oid, case nspname when 'keystore' then 'keystore.' else '' end || relname as name, action
    from ours cross join unnest(array['select', 'insert', 'update', 'delete']) action
    where action = 'select' or not ledger
  )
  select action || ' on ' || name as grant from needed
  where not has_table_privilege(oid, action)
  union all
  select 'usage on schema ' || nspname from (select distinct nspname from ours) schemas
  where not has_schema_privilege(nspname, 'usage')
  order by 1`;
