import type { KeyObject } from 'node:crypto';
import { firstAskAt } from '../domain/asking';
import { Secret } from '../domain/secret';
import {
  type PersonalData,
  type PersonalField,
  type PersonalValues,
  type ProviderReferences,
  personalFields,
  type StoredEvent,
  type Verification,
} from '../domain/verification';
import { unseal } from './cipher-suite';
import { SealError } from './errors';
import type { EventRow, SealedColumn, VerificationRow } from './schema';

/** Both directions between rows and the domain. Personal data is sealed here and nowhere else. */

const sealedColumns: Readonly<Record<PersonalField, SealedColumn>> = {
  subject: 'sealed_subject',
  authUrl: 'sealed_auth_url',
  school: 'sealed_school',
  audit: 'sealed_audit',
  holder: 'sealed_holder',
  replay: 'sealed_replay',
  memo: 'sealed_memo',
  returnTo: 'sealed_return_to',
};

/** A row with its data key; null where that is destroyed. */
export type LoadedVerificationRow = VerificationRow & { data_key_wrapped: Uint8Array | null };

/** What makes a verification; a row has more. */
export const shownColumns = [
  'id',
  'version',
  'guid',
  'provider',
  'method',
  'status',
  'second_inspection',
  'rn_auth_ticket',
  'busi_seq',
  'transaction_id',
  'device_id',
  'at',
  'bsn',
  'failure',
  'ruling',
  'inspection',
  'data_key_id',
  'sealed_subject',
  'sealed_auth_url',
  'sealed_school',
  'sealed_audit',
  'sealed_holder',
  'sealed_replay',
  'sealed_memo',
  'sealed_return_to',
  'created_at',
  'updated_at',
  'expires_at',
  'decided_at',
  'redacted_at',
] as const satisfies readonly (keyof VerificationRow)[];

export type ShownRow = Pick<VerificationRow, (typeof shownColumns)[number]>;

/** Gives the data key of a row; null where it is destroyed. */
export type KeyOf<Row extends ShownRow> = (row: Row) => KeyObject | null;

export function toVerification<Row extends ShownRow>(row: Row, keyOf: KeyOf<Row>): Verification {
  return {
    id: row.id,
    version: row.version,
    guid: row.guid,
    provider: row.provider,
    method: row.method,
    status: row.status as Verification['status'],
    secondInspection: row.second_inspection as Verification['secondInspection'],
    references: referencesOf(row),
    failure: parseJson(row.failure),
    personal: personalOf(row, keyOf),
    ruling: parseJson(row.ruling),
    inspection: parseJson(row.inspection),
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
    expiresAt: toDate(row.expires_at),
    decidedAt: toDate(row.decided_at),
    redactedAt: toDate(row.redacted_at),
  };
}

/** The columns of a verification but its personal data. */
export function toColumns(
  verification: Verification,
): Omit<VerificationRow, SealedColumn | 'data_key_id' | 'door_token_hash' | 'replay_at'> {
  const { references } = verification;
  return {
    id: verification.id,
    version: verification.version,
    guid: verification.guid,
    provider: verification.provider,
    method: verification.method,
    status: verification.status,
    second_inspection: verification.secondInspection,
    rn_auth_ticket: references.rnAuthTicket ?? null,
    busi_seq: references.busiSeq ?? null,
    transaction_id: references.transactionId ?? null,
    device_id: references.deviceId ?? null,
    at: references.at ?? null,
    bsn: references.bsn ?? null,
    failure: verification.failure && JSON.stringify(verification.failure),
    ruling: verification.ruling && JSON.stringify(verification.ruling),
    inspection: verification.inspection && JSON.stringify(verification.inspection),
    created_at: verification.createdAt.getTime(),
    updated_at: verification.updatedAt.getTime(),
    expires_at: verification.expiresAt?.getTime() ?? null,
    decided_at: verification.decidedAt?.getTime() ?? null,
    redacted_at: verification.redactedAt?.getTime() ?? null,
    next_ask_at: firstAskAt(verification)?.getTime() ?? null,
    asks: 0,
  };
}

type SealedColumns = Record<SealedColumn, Uint8Array | null>;
type SealWith = (plaintext: Buffer, context: string) => Buffer;

/** The sealed columns that differ between two states of a verification; all of them where there was none before. */
export function toSealedColumns(next: Verification, before: null, sealWith: SealWith): SealedColumns;
export function toSealedColumns(
  next: Verification,
  before: PersonalData,
  sealWith: SealWith,
): Partial<SealedColumns>;
export function toSealedColumns(
  { id, personal }: Verification,
  before: PersonalData | null,
  sealWith: SealWith,
): Partial<SealedColumns> {
  const columns: Partial<SealedColumns> = {};
  for (const field of personalFields) {
    const secret = personal[field];
    if (before !== null && secret === before[field]) continue;
    const text = secret && JSON.stringify(secret.reveal());
    if (before !== null && text !== undefined && text === openText(before[field])) continue;
    columns[sealedColumns[field]] =
      text === undefined ? null : sealWith(Buffer.from(text), contextOf(id, field));
  }
  return columns;
}

/** What is open already is compared; to open it only for that would cost as much as it spares. */
function openText(secret: Secret<unknown> | undefined): string | undefined {
  return secret?.isOpen ? JSON.stringify(secret.reveal()) : undefined;
}

/** The sealed columns of a row, opened and sealed again. */
export function resealedColumns(
  row: LoadedVerificationRow,
  keyOf: KeyOf<LoadedVerificationRow>,
  sealWith: SealWith,
): Partial<Record<SealedColumn, Uint8Array>> {
  const columns: Partial<Record<SealedColumn, Uint8Array>> = {};
  for (const field of personalFields) {
    const sealed = row[sealedColumns[field]];
    if (sealed !== null) {
      columns[sealedColumns[field]] = sealWith(
        openValue(row, field, sealed, keyOf),
        contextOf(row.id, field),
      );
    }
  }
  return columns;
}

/** What makes an event. */
export const eventColumns = [
  'verification_id',
  'guid',
  'version',
  'sequence',
  'status',
  'second_inspection',
  'cause',
  'message',
  'occurred_at',
  'recorded_at',
] as const satisfies readonly (keyof EventRow)[];

export function toEvent(row: Pick<EventRow, (typeof eventColumns)[number]>): StoredEvent {
  return {
    verificationId: row.verification_id,
    guid: row.guid,
    version: row.version,
    sequence: row.sequence,
    status: row.status as StoredEvent['status'],
    secondInspection: row.second_inspection as StoredEvent['secondInspection'],
    cause: row.cause as StoredEvent['cause'],
    message: row.message,
    occurredAt: new Date(row.occurred_at),
    recordedAt: new Date(row.recorded_at),
  };
}

export function toEventRow(event: StoredEvent, factKey: string | null): EventRow {
  return {
    verification_id: event.verificationId,
    version: event.version,
    guid: event.guid,
    sequence: event.sequence,
    status: event.status,
    second_inspection: event.secondInspection,
    cause: event.cause,
    message: event.message,
    occurred_at: event.occurredAt.getTime(),
    recorded_at: event.recordedAt.getTime(),
    fact_key: factKey,
  };
}

function personalOf<Row extends ShownRow>(row: Row, keyOf: KeyOf<Row>): PersonalData {
  const lazily = <Field extends PersonalField>(field: Field, sealed: Uint8Array) =>
    Secret.lazy(() => JSON.parse(openValue(row, field, sealed, keyOf).toString()) as PersonalValues[Field]);
  const personal: { -readonly [Field in PersonalField]?: PersonalData[Field] } = {};
  // One by one: looked up by their names, the columns cost as much as all the rest of the row.
  if (row.sealed_subject) personal.subject = lazily('subject', row.sealed_subject);
  if (row.sealed_auth_url) personal.authUrl = lazily('authUrl', row.sealed_auth_url);
  if (row.sealed_school) personal.school = lazily('school', row.sealed_school);
  if (row.sealed_audit) personal.audit = lazily('audit', row.sealed_audit);
  if (row.sealed_holder) personal.holder = lazily('holder', row.sealed_holder);
  if (row.sealed_replay) personal.replay = lazily('replay', row.sealed_replay);
  if (row.sealed_memo) personal.memo = lazily('memo', row.sealed_memo);
  if (row.sealed_return_to) personal.returnTo = lazily('returnTo', row.sealed_return_to);
  return personal;
}

function openValue<Row extends ShownRow>(
  row: Row,
  field: PersonalField,
  sealed: Uint8Array,
  keyOf: KeyOf<Row>,
): Buffer {
  const key = keyOf(row);
  if (key === null) throw new SealError(`The data key of verification ${row.id} is gone.`);
  return unseal(key, sealed, contextOf(row.id, field));
}

function contextOf(verificationId: string, field: PersonalField): string {
  return `verification:${verificationId}:${field}`;
}

function referencesOf(row: ShownRow): ProviderReferences {
  return {
    ...(row.rn_auth_ticket !== null && { rnAuthTicket: row.rn_auth_ticket }),
    ...(row.busi_seq !== null && { busiSeq: row.busi_seq }),
    ...(row.transaction_id !== null && { transactionId: row.transaction_id }),
    ...(row.device_id !== null && { deviceId: row.device_id }),
    ...(row.at !== null && { at: row.at }),
    ...(row.bsn !== null && { bsn: row.bsn }),
  };
}

function toDate(time: number | null): Date | null {
  return time === null ? null : new Date(time);
}

/** For columns that only this file writes. */
function parseJson<T>(text: string | null): T | null {
  return text === null ? null : (JSON.parse(text) as T);
}
