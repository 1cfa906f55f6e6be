import { DatabaseSync } from 'node:sqlite';
import { awaitedFactsOf, factsOf } from './facts.mts';
import type { SeedSize } from './seed-store.mts';
import { shownVerification } from './shown.mts';

/**
 * The peers' columns. A list from a provider is one JSON column, as it is one sealed column in the service: the shape
 * that costs the peers least. All values are masked already.
 */
export const peerColumns = [
  'id',
  'version',
  'guid',
  'provider',
  'method',
  'status',
  'second_inspection',
  'rn_auth_ticket',
  'busi_seq',
  'real_name',
  'cert_type',
  'identity_no',
  'mobile_no',
  'membership',
  'dept_info',
  'relative_info',
  'created_at',
  'updated_at',
  'expires_at',
  'decided_at',
  'door_token',
] as const;

export type PeerRow = Record<(typeof peerColumns)[number], string | number | null>;

/** The tables, in SQL that both SQLite and PostgreSQL accept. */
export const peerTables = [
  `create table verification (
    id text primary key, version integer not null, guid text, provider text not null, method text not null,
    status text not null, second_inspection text, rn_auth_ticket text, busi_seq text, real_name text,
    cert_type text, identity_no text, mobile_no text, membership text, dept_info text, relative_info text,
    created_at double precision not null, updated_at double precision not null, expires_at double precision,
    decided_at double precision, door_token text unique, audit text
  )`,
  'create index verification_newest on verification (created_at desc, id desc)',
  `create table verification_event (
    verification_id text not null, version integer not null, status text not null, cause text not null,
    message text, occurred_at double precision not null, recorded_at double precision not null, fact_key text,
    primary key (verification_id, version)
  )`,
  'create unique index event_fact on verification_event (verification_id, fact_key)',
];

export function* peerRows({ finished, awaited }: SeedSize): Generator<PeerRow> {
  for (let n = 0; n < awaited; n += 1) yield awaitedRow(n);
  for (let n = 0; n < finished; n += 1) yield finishedRow(n);
}

/** Creates the peers' database in `path`, with the same facts as the service's store. */
export function seedPeers(path: string, size: SeedSize): void {
  const database = new DatabaseSync(path);
  try {
    database.exec(`pragma journal_mode = wal; ${peerTables.join(';')}; begin immediate`);
    const insert = database.prepare(
      `insert into verification (${peerColumns.join()}) values (${peerColumns.map(() => '?').join()})`,
    );
    for (const row of peerRows(size)) insert.run(...peerColumns.map((column) => row[column]));
    database.exec('commit');
  } finally {
    database.close();
  }
}

function finishedRow(n: number): PeerRow {
  const facts = factsOf(n);
  const { subject, membership, deptInfo, relativeInfo } = shownVerification(facts);
  const { realName, certType, identityNo, mobileNo } = subject as Record<string, string>;
  return {
    ...emptyRow,
    id: facts.id,
    guid: facts.guid,
    provider: 'UCENTER',
    method: 'IMPORT',
    status: 'APPROVED',
    rn_auth_ticket: facts.rnAuthTicket,
    real_name: realName ?? null,
    cert_type: certType ?? null,
    identity_no: identityNo ?? null,
    mobile_no: mobileNo ?? null,
    membership: JSON.stringify(membership),
    dept_info: JSON.stringify(deptInfo),
    relative_info: JSON.stringify(relativeInfo),
    created_at: facts.createdAt,
    updated_at: facts.decidedAt,
    decided_at: facts.decidedAt,
  };
}

function awaitedRow(n: number): PeerRow {
  const facts = awaitedFactsOf(n);
  return {
    ...emptyRow,
    id: facts.id,
    guid: facts.guid,
    provider: 'ONENET',
    method: 'ONENET_PAGE',
    status: 'AWAITING_USER',
    busi_seq: facts.busiSeq,
    mobile_no: facts.mobileNo,
    created_at: facts.createdAt,
    updated_at: facts.createdAt,
    expires_at: facts.expiresAt,
    door_token: facts.callbackToken,
  };
}

const emptyRow: PeerRow = {
  id: '',
  version: 2,
  guid: null,
  provider: '',
  method: '',
  status: '',
  second_inspection: null,
  rn_auth_ticket: null,
  busi_seq: null,
  real_name: null,
  cert_type: null,
  identity_no: null,
  mobile_no: null,
  membership: null,
  dept_info: '[]',
  relative_info: '[]',
  created_at: 0,
  updated_at: 0,
  expires_at: null,
  decided_at: null,
  door_token: null,
};
