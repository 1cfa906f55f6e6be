/** The tables, as Kysely sees them. Times are milliseconds since 1970. */
import type { PersonalField } from '../domain/verification';

export interface Tables {
  verification: VerificationRow;
  verification_event: EventRow;
  account: AccountRow;
  /** In a file (SQLite) or schema (PostgreSQL) of its own, to be left out of the database's backups. */
  'keystore.data_key': DataKeyRow;
  idempotency: IdempotencyRow;
  attempt: AttemptRow;
  reveal: RevealRow;
  setting: SettingRow;
}

export type SealedColumn =
  | `sealed_${Lowercase<Exclude<PersonalField, 'authUrl' | 'returnTo'>>}`
  | 'sealed_auth_url'
  | 'sealed_return_to';

export type VerificationRow = {
  id: string;
  version: number;
  guid: string | null;
  provider: string;
  method: string;
  status: string;
  second_inspection: string | null;
  rn_auth_ticket: string | null;
  busi_seq: string | null;
  transaction_id: string | null;
  device_id: string | null;
  at: string | null;
  bsn: string | null;
  /** JSON; holds nothing personal. */
  failure: string | null;
  /** JSON of PushOrder. */
  ruling: string | null;
  inspection: string | null;
  door_token_hash: string | null;
  data_key_id: string;
  created_at: number;
  updated_at: number;
  expires_at: number | null;
  decided_at: number | null;
  redacted_at: number | null;
  /** When to ask the provider by ourselves; null where there is nothing to ask. */
  next_ask_at: number | null;
  /** How often it was asked in vain since the last change. */
  asks: number;
  /** When sealed_replay was written. */
  replay_at: number | null;
} & { [column in SealedColumn]: Uint8Array | null };

export interface EventRow {
  verification_id: string;
  version: number;
  guid: string | null;
  sequence: number;
  status: string;
  second_inspection: string | null;
  cause: string;
  message: string | null;
  occurred_at: number;
  recorded_at: number;
  fact_key: string | null;
}

export interface AccountRow {
  guid: string;
  last_sequence: number;
  data_key_id: string;
}

export interface DataKeyRow {
  id: string;
  wrapped: Uint8Array;
}

export interface IdempotencyRow {
  key_hash: string;
  request_hash: string;
  verification_id: string;
}

export interface AttemptRow {
  target_hash: string;
  at: number;
}

export interface RevealRow {
  verification_id: string;
  caller: string;
  purpose: string;
  at: number;
}

export interface SettingRow {
  name: string;
  value: Uint8Array;
}
