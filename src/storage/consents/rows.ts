import type { Consent } from '../../domain/consent/consent';
import type { ConsentRow } from '../schema';

export const consentColumns = [
  'id',
  'guid',
  'purpose',
  'kind',
  'notice_version',
  'notice_digest',
  'given_by',
  'relation_proof',
  'given_at',
  'withdrawn_at',
  'redacted_at',
] as const satisfies readonly (keyof ConsentRow)[];

export type ReadConsentRow = Pick<ConsentRow, (typeof consentColumns)[number]>;

export function toConsent(row: ReadConsentRow): Consent {
  return {
    id: row.id,
    guid: row.guid,
    purpose: row.purpose,
    kind: row.kind as Consent['kind'],
    noticeVersion: row.notice_version,
    noticeDigest: row.notice_digest,
    givenBy: row.given_by,
    relationProof: row.relation_proof,
    givenAt: new Date(row.given_at),
    withdrawnAt: toDate(row.withdrawn_at),
    redactedAt: toDate(row.redacted_at),
  };
}

export function toConsentRow(consent: Consent): ConsentRow {
  return {
    id: consent.id,
    guid: consent.guid,
    purpose: consent.purpose,
    kind: consent.kind,
    notice_version: consent.noticeVersion,
    notice_digest: consent.noticeDigest,
    given_by: consent.givenBy,
    relation_proof: consent.relationProof,
    given_at: consent.givenAt.getTime(),
    withdrawn_at: consent.withdrawnAt?.getTime() ?? null,
    redacted_at: consent.redactedAt?.getTime() ?? null,
    cases_due: null,
  };
}

function toDate(time: number | null): Date | null {
  return time === null ? null : new Date(time);
}
