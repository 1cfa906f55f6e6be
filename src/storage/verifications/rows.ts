import type { KeyObject } from 'node:crypto';
import { Secret } from '../../domain/privacy/secret';
import { firstAskAt } from '../../domain/verification/polling';
import {
  type Failure,
  type PersonalData,
  type PersonalField,
  type PersonalValues,
  personalFields,
  type StaffDecision,
  type Verification,
} from '../../domain/verification/verification';
import { unseal } from '../encryption/cipher-suite';
import { SealError } from '../errors';
import { toMessage, toMessageColumns } from '../message-columns';
import type { SealedColumn, VerificationRow } from '../schema';
import { referencesOf, toReferenceColumns } from './references';

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
  metadata: 'sealed_metadata',
  staffReason: 'sealed_staff_reason',
};

/** The columns of a verification; a row has more. */
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
  'more_references',
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
  'sealed_metadata',
  'sealed_staff_reason',
  'created_at',
  'updated_at',
  'expires_at',
  'decided_at',
  'redacted_at',
  'environment',
  'client_reference',
  'purpose',
  'verdict_by',
  'staff_decision',
  'moved_at',
  'certificate_ends_at',
  'row_seal',
  'case_id',
] as const satisfies readonly (keyof VerificationRow)[];

export type ShownRow = Pick<VerificationRow, (typeof shownColumns)[number]>;

/** Returns the data key of a row; null if it is destroyed. */
export type KeyOf<Row> = (row: Row) => KeyObject | null;

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
    failure: toFailure(row.failure),
    personal: personalOf(row, keyOf),
    ruling: parseJson(row.ruling),
    inspection: parseJson(row.inspection),
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
    expiresAt: toDate(row.expires_at),
    decidedAt: toDate(row.decided_at),
    redactedAt: toDate(row.redacted_at),
    environment: row.environment as Verification['environment'],
    clientReference: row.client_reference,
    purpose: row.purpose,
    verdictBy: row.verdict_by as Verification['verdictBy'],
    staffDecision: toStaffDecision(row.staff_decision),
    movedAt: toDate(row.moved_at),
    certificateEndsAt: toDate(row.certificate_ends_at),
    caseId: row.case_id,
  };
}

/** Columns that say nothing about the verification itself. */
type UnseenColumn = 'door_token_hash' | 'callback_form' | 'identity_noted' | 'replay_at' | 'row_seal';

/** The columns of a verification except its personal data. */
export function toColumns(
  verification: Verification,
): Omit<VerificationRow, SealedColumn | 'data_key_id' | UnseenColumn> {
  return {
    id: verification.id,
    version: verification.version,
    guid: verification.guid,
    provider: verification.provider,
    method: verification.method,
    status: verification.status,
    second_inspection: verification.secondInspection,
    ...toReferenceColumns(verification.references),
    failure: verification.failure && fromFailure(verification.failure),
    ruling: verification.ruling && JSON.stringify(verification.ruling),
    inspection: verification.inspection && JSON.stringify(verification.inspection),
    created_at: verification.createdAt.getTime(),
    updated_at: verification.updatedAt.getTime(),
    expires_at: verification.expiresAt?.getTime() ?? null,
    decided_at: verification.decidedAt?.getTime() ?? null,
    redacted_at: verification.redactedAt?.getTime() ?? null,
    environment: verification.environment,
    client_reference: verification.clientReference,
    purpose: verification.purpose,
    verdict_by: verification.verdictBy,
    staff_decision: verification.staffDecision && JSON.stringify(verification.staffDecision),
    moved_at: verification.movedAt?.getTime() ?? null,
    certificate_ends_at: verification.certificateEndsAt?.getTime() ?? null,
    case_id: verification.caseId,
    case_due: verification.caseId === null ? null : verification.updatedAt.getTime(),
    next_ask_at: firstAskAt(verification)?.getTime() ?? null,
    asks: 0,
  };
}

type SealedColumns = Record<SealedColumn, Uint8Array | null>;
type SealWith = (plaintext: Buffer, context: string) => Buffer;

/** The sealed columns that differ between two states of a verification; all of them for its first state. */
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

/** Only for a value that is open already: opening one to compare it would cost as much as it saves. */
function openText(secret: Secret<unknown> | undefined): string | undefined {
  return secret?.isOpen ? JSON.stringify(secret.reveal()) : undefined;
}

/** The sealed columns of a row, opened and sealed again. */
export function resealedColumns(
  row: VerificationRow,
  keyOf: KeyOf<VerificationRow>,
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

function personalOf<Row extends ShownRow>(row: Row, keyOf: KeyOf<Row>): PersonalData {
  const personal: { -readonly [Field in PersonalField]?: PersonalData[Field] } = {};
  // Written out: looked up by name, these columns would cost as much as the rest of the row.
  if (row.sealed_subject) personal.subject = lazily(row, 'subject', row.sealed_subject, keyOf);
  if (row.sealed_auth_url) personal.authUrl = lazily(row, 'authUrl', row.sealed_auth_url, keyOf);
  if (row.sealed_school) personal.school = lazily(row, 'school', row.sealed_school, keyOf);
  if (row.sealed_audit) personal.audit = lazily(row, 'audit', row.sealed_audit, keyOf);
  if (row.sealed_holder) personal.holder = lazily(row, 'holder', row.sealed_holder, keyOf);
  if (row.sealed_replay) personal.replay = lazily(row, 'replay', row.sealed_replay, keyOf);
  if (row.sealed_memo) personal.memo = lazily(row, 'memo', row.sealed_memo, keyOf);
  if (row.sealed_return_to) personal.returnTo = lazily(row, 'returnTo', row.sealed_return_to, keyOf);
  if (row.sealed_metadata) personal.metadata = lazily(row, 'metadata', row.sealed_metadata, keyOf);
  if (row.sealed_staff_reason)
    personal.staffReason = lazily(row, 'staffReason', row.sealed_staff_reason, keyOf);
  return personal;
}

/** A sealed value of a row, opened when it is read. */
export function lazily<Row extends SealedRow, Field extends PersonalField>(
  row: Row,
  field: Field,
  sealed: Uint8Array,
  keyOf: KeyOf<Row>,
): Secret<PersonalValues[Field]> {
  return Secret.lazy(
    () => JSON.parse(openValue(row, field, sealed, keyOf).toString()) as PersonalValues[Field],
  );
}

type SealedRow = Pick<VerificationRow, 'id'>;

function openValue<Row extends SealedRow>(
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

export function toDate(time: number | null): Date | null {
  return time === null ? null : new Date(time);
}

function toStaffDecision(text: string | null): StaffDecision | null {
  const stored = parseJson<Omit<StaffDecision, 'decidedAt'> & { readonly decidedAt: string }>(text);
  return stored && { ...stored, decidedAt: new Date(stored.decidedAt) };
}

/** Only for columns that this file writes. */
type StoredFailure = Omit<Failure, 'message'> & { readonly message: string; readonly said?: string };

function toFailure(text: string | null): Failure | null {
  const stored = parseJson<StoredFailure>(text);
  if (stored === null) return null;
  const { message, said, ...failure } = stored;
  return { ...failure, message: toMessage({ message, said: said ?? null }) ?? { words: message } };
}

function fromFailure({ message, ...failure }: Failure): string {
  return JSON.stringify({ ...failure, ...toMessageColumns(message) });
}

function parseJson<T>(text: string | null): T | null {
  return text === null ? null : (JSON.parse(text) as T);
}
