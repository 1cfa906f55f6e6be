import type { KeyObject } from 'node:crypto';
import { Secret } from '../../domain/privacy/secret';
import type { CaseEvent, IdentityCase, KeptInput } from '../../domain/routing/case';
import { unseal } from '../encryption/cipher-suite';
import { SealError } from '../errors';
import type { CaseEventRow, CaseRow } from '../schema';

/** The columns of a case, one by one: another process may add columns while this one runs. */
export const caseColumns = [
  'identity_case.id',
  'identity_case.version',
  'identity_case.guid',
  'identity_case.status',
  'identity_case.purpose',
  'identity_case.required',
  'identity_case.avoid_face',
  'identity_case.allow',
  'identity_case.client_reference',
  'identity_case.attempts',
  'identity_case.attempt_status',
  'identity_case.decisions',
  'identity_case.data_key_id',
  'identity_case.sealed_kept',
  'identity_case.created_at',
  'identity_case.updated_at',
  'identity_case.expires_at',
  'identity_case.redacted_at',
  'identity_case.row_seal',
] as const;

export const caseEventColumns = [
  'case_id',
  'version',
  'status',
  'cause',
  'attempts',
  'decisions',
  'expires_at',
  'recorded_at',
] as const satisfies readonly (keyof CaseEventRow)[];

/** Returns the data key of a row; null if it is destroyed. */
export type KeyOfCase = (row: { readonly data_key_id: string }) => KeyObject | null;

export function toCase(row: CaseRow, keyOf: KeyOfCase): IdentityCase {
  const { sealed_kept: sealed } = row;
  return {
    id: row.id,
    version: row.version,
    guid: row.guid,
    status: row.status as IdentityCase['status'],
    purpose: row.purpose,
    required: row.required as IdentityCase['required'],
    avoidFace: row.avoid_face === 1,
    allow: row.allow === null ? null : (JSON.parse(row.allow) as IdentityCase['allow']),
    clientReference: row.client_reference,
    attempts: JSON.parse(row.attempts) as IdentityCase['attempts'],
    attemptStatus: row.attempt_status as IdentityCase['attemptStatus'],
    decisions: row.decisions,
    kept: sealed && Secret.lazy(() => openKept(row.id, sealed, keyOf(row))),
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
    expiresAt: toDate(row.expires_at),
    redactedAt: toDate(row.redacted_at),
  };
}

/** The columns of a case except what it keeps, and the key of that. */
export function toCaseColumns(one: IdentityCase): Omit<CaseRow, 'data_key_id' | 'sealed_kept' | 'row_seal'> {
  return {
    id: one.id,
    version: one.version,
    guid: one.guid,
    status: one.status,
    purpose: one.purpose,
    required: one.required,
    avoid_face: one.avoidFace ? 1 : 0,
    allow: one.allow && JSON.stringify(one.allow),
    client_reference: one.clientReference,
    attempts: JSON.stringify(one.attempts),
    attempt_status: one.attemptStatus,
    decisions: one.decisions,
    created_at: one.createdAt.getTime(),
    updated_at: one.updatedAt.getTime(),
    expires_at: one.expiresAt?.getTime() ?? null,
    redacted_at: one.redactedAt?.getTime() ?? null,
  };
}

export function toCaseEvent(row: CaseEventRow): CaseEvent {
  return {
    caseId: row.case_id,
    version: row.version,
    status: row.status as CaseEvent['status'],
    cause: row.cause as CaseEvent['cause'],
    attempts: row.attempts,
    decisions: row.decisions,
    expiresAt: toDate(row.expires_at),
    recordedAt: new Date(row.recorded_at),
  };
}

export function toCaseEventRow(event: CaseEvent): CaseEventRow {
  return {
    case_id: event.caseId,
    version: event.version,
    status: event.status,
    cause: event.cause,
    attempts: event.attempts,
    decisions: event.decisions,
    expires_at: event.expiresAt?.getTime() ?? null,
    recorded_at: event.recordedAt.getTime(),
  };
}

export function keptBytes(kept: Secret<KeptInput>): Buffer {
  return Buffer.from(JSON.stringify(kept.reveal()));
}

/** The context that the sealed value is bound to. */
export function keptContext(caseId: string): string {
  return `case:${caseId}:kept`;
}

function openKept(caseId: string, sealed: Uint8Array, key: KeyObject | null): KeptInput {
  if (key === null) throw new SealError(`The data key of case ${caseId} is gone.`);
  return JSON.parse(unseal(key, sealed, keptContext(caseId)).toString()) as KeptInput;
}

function toDate(time: number | null): Date | null {
  return time === null ? null : new Date(time);
}
