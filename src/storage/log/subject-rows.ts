import type { KeyObject } from 'node:crypto';
import type { FactsSource } from '../../domain/log/facts';
import type { VerificationRow } from '../schema';
import { lazily } from '../verifications/rows';

/** The columns that an entry about a verification is made of: reading all of them costs as much as hashing. */
export const subjectColumns = [
  'id',
  'version',
  'guid',
  'provider',
  'method',
  'client_reference',
  'purpose',
  'environment',
  'redacted_at',
  'data_key_id',
  'sealed_subject',
  'sealed_school',
  'sealed_audit',
  'sealed_staff_reason',
] as const satisfies readonly (keyof VerificationRow)[];

type SubjectRow = Pick<VerificationRow, (typeof subjectColumns)[number]>;

/** A verification that an entry is about. */
export interface Subject extends FactsSource {
  readonly id: string;
  readonly environment: string;
  /** Null if its data key is destroyed, or it is redacted. */
  readonly key: KeyObject | null;
}

export function toSubject(row: SubjectRow, key: KeyObject | null): Subject {
  const { sealed_subject, sealed_school, sealed_audit, sealed_staff_reason } = row;
  const keyOf = () => key;
  return {
    id: row.id,
    environment: row.environment,
    key,
    version: row.version,
    guid: row.guid,
    provider: row.provider,
    method: row.method,
    clientReference: row.client_reference,
    purpose: row.purpose,
    personal: {
      ...(sealed_subject && { subject: lazily(row, 'subject', sealed_subject, keyOf) }),
      ...(sealed_school && { school: lazily(row, 'school', sealed_school, keyOf) }),
      ...(sealed_audit && { audit: lazily(row, 'audit', sealed_audit, keyOf) }),
      ...(sealed_staff_reason && {
        staffReason: lazily(row, 'staffReason', sealed_staff_reason, keyOf),
      }),
    },
  };
}
