/** The tables, as Kysely sees them. Times are milliseconds since 1970. */
import type { PersonalField } from '../domain/verification/verification';
import type { DeliveryRow, DestinationRow } from './destinations/tables';
import type { LogEntryRow, LogNodeRow, LogStateRow, LogWaitingRow } from './log/tables';

export interface Tables {
  verification: VerificationRow;
  verification_event: EventRow;
  /** Written by a trigger on SQLite, by the function place_events on PostgreSQL. */
  event_feed: FeedRow;
  event_destination: DestinationRow;
  event_delivery: DeliveryRow;
  log_entry: LogEntryRow;
  log_node: LogNodeRow;
  log_state: LogStateRow;
  log_waiting: LogWaitingRow;
  account: AccountRow;
  /** In a file (SQLite) or schema (PostgreSQL) of its own, which backups of the database must leave out. */
  'keystore.data_key': DataKeyRow;
  idempotency: IdempotencyRow;
  attempt: AttemptRow;
  reveal: RevealRow;
  reveal_approval: RevealApprovalRow;
  privileged_act: PrivilegedActRow;
  consent: ConsentRow;
  identity_case: CaseRow;
  identity_case_event: CaseEventRow;
  identity_case_decision: CaseDecisionRow;
  single_use: SingleUseRow;
  identity_use: IdentityUseRow;
  setting: SettingRow;
  lease: LeaseRow;
  process: ProcessRow;
}

export interface SingleUseRow {
  reference_hash: string;
  verification_id: string;
}

export type SealedColumn =
  | `sealed_${Lowercase<Exclude<PersonalField, 'authUrl' | 'returnTo' | 'staffReason'>>}`
  | 'sealed_auth_url'
  | 'sealed_return_to'
  | 'sealed_staff_reason';

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
  /** JSON of the references that have no column of their own. */
  more_references: string | null;
  /** JSON; holds nothing personal. */
  failure: string | null;
  /** JSON of PushOrder. */
  ruling: string | null;
  inspection: string | null;
  door_token_hash: string | null;
  /** 2 if the token of the callback address carries a MAC; 1 for those of 1.0.0. */
  callback_form: number;
  /** 1 once an approval is counted in identity_use, or has no number to count. */
  identity_noted: number;
  data_key_id: string;
  created_at: number;
  updated_at: number;
  expires_at: number | null;
  decided_at: number | null;
  redacted_at: number | null;
  /** When to poll the provider next; null if there is nothing to poll for. */
  next_ask_at: number | null;
  /** Number of polls without a decision since the last change. */
  asks: number;
  /** When sealed_replay was written. */
  replay_at: number | null;
  environment: string;
  client_reference: string | null;
  purpose: string | null;
  verdict_by: string;
  /** JSON; the reason is not in it, because it is sealed. */
  staff_decision: string | null;
  moved_at: number | null;
  certificate_ends_at: number | null;
  /** The seal of the row: see RowSeals. Null if the release before this one wrote it last. */
  row_seal: Uint8Array | null;
  case_id: string | null;
  /** When it changed last; null once its case has taken that in, and without a case. */
  case_due: number | null;
} & { [column in SealedColumn]: Uint8Array | null };

export type CaseRow = {
  id: string;
  version: number;
  guid: string;
  status: string;
  purpose: string;
  required: string;
  /** 1 for true. */
  avoid_face: number;
  /** JSON list of methods; null if all are allowed. */
  allow: string | null;
  client_reference: string | null;
  /** JSON of CaseAttempt. */
  attempts: string;
  attempt_status: string | null;
  decisions: number;
  data_key_id: string;
  sealed_kept: Uint8Array | null;
  created_at: number;
  updated_at: number;
  expires_at: number | null;
  redacted_at: number | null;
  /** The seal of the row: see CaseSeals. */
  row_seal: Uint8Array | null;
};

export interface CaseEventRow {
  case_id: string;
  version: number;
  status: string;
  cause: string;
  attempts: number;
  decisions: number;
  expires_at: number | null;
  recorded_at: number;
}

export interface CaseDecisionRow {
  case_id: string;
  /** Counted from 1. */
  place: number;
  /** JSON of RoutingQuestion, which holds nothing personal. */
  question: string;
  /** JSON of RoutingDecision. */
  decision: string;
}

export interface EventRow {
  verification_id: string;
  version: number;
  guid: string | null;
  sequence: number;
  status: string;
  previous_status: string | null;
  assurance_level: string;
  second_inspection: string | null;
  cause: string;
  message: string | null;
  said: string | null;
  occurred_at: number;
  recorded_at: number;
  fact_key: string | null;
}

export interface FeedRow {
  /** Counted from 1, without a hole. */
  place: number;
  /** Random: tells a place from the same place of a history that was undone. */
  tag: string;
  verification_id: string;
  version: number;
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
  /** When its window has passed; null for attempts of 1.0.0. */
  expires_at: number | null;
}

/** One approval of an identity number. */
export interface IdentityUseRow {
  verification_id: string;
  /** Keyed hash of environment, kind of certificate and number. */
  identity_hash: string;
  /** Keyed hash of the account. */
  account_hash: string;
  noted_at: number;
  /** When the row is deleted; null while the verification has its personal data. */
  forget_at: number | null;
}

export interface RevealRow {
  verification_id: string;
  caller: string;
  purpose: string;
  at: number;
  /** 1 if a report had to open the verification. */
  by_report: number;
}

export interface ConsentRow {
  id: string;
  guid: string;
  purpose: string;
  kind: string;
  notice_version: string | null;
  notice_digest: string;
  given_by: string | null;
  relation_proof: string | null;
  given_at: number;
  withdrawn_at: number | null;
  redacted_at: number | null;
  /** Since when the cases that rest on it have to be canceled; null if none have to. */
  cases_due: number | null;
}

export interface RevealApprovalRow {
  id: string;
  verification_id: string;
  caller: string;
  purpose: string;
  approver: string;
  at: number;
}

export interface PrivilegedActRow {
  id: string;
  kind: string;
  at: number;
  caller: string | null;
  token_id: string | null;
  request_id: string | null;
  system_user: string | null;
  given_name: string | null;
  verification_id: string | null;
  account: string | null;
  approved_by: string | null;
}

export interface LeaseRow {
  duty: string;
  owner: string;
  until: number;
  last_success_at: number | null;
}

/** A process that serves. */
export interface ProcessRow {
  id: string;
  /** JSON: the names of its service keys, each with a check value. */
  keys: string;
  seen_at: number;
}

export interface SettingRow {
  name: string;
  value: Uint8Array;
}
