import type { Verification } from '../../domain/verification/verification';
import type { VerificationRow } from '../schema';
import type { Decided } from './contract';
import { type KeyOf, lazily, type shownColumns, toDate } from './rows';

/** The columns on which the assurance and the facts of an account rest: a third of a verification's. */
export const decidedColumns = [
  'id',
  'guid',
  'method',
  'status',
  'second_inspection',
  'data_key_id',
  'sealed_subject',
  'sealed_audit',
  'decided_at',
  'redacted_at',
  'environment',
  'verdict_by',
  'moved_at',
  'certificate_ends_at',
  'row_seal',
] as const satisfies readonly (typeof shownColumns)[number][];

export type DecidedRow = Pick<VerificationRow, (typeof decidedColumns)[number]>;

export function toDecided<Row extends DecidedRow>(row: Row, keyOf: KeyOf<Row>): Decided {
  const { sealed_subject: subject, sealed_audit: audit } = row;
  return {
    id: row.id,
    method: row.method,
    status: row.status as Verification['status'],
    secondInspection: row.second_inspection as Verification['secondInspection'],
    personal: {
      ...(subject && { subject: lazily(row, 'subject', subject, keyOf) }),
      ...(audit && { audit: lazily(row, 'audit', audit, keyOf) }),
    },
    decidedAt: toDate(row.decided_at),
    redactedAt: toDate(row.redacted_at),
    environment: row.environment as Verification['environment'],
    verdictBy: row.verdict_by as Verification['verdictBy'],
    movedAt: toDate(row.moved_at),
    certificateEndsAt: toDate(row.certificate_ends_at),
  };
}
