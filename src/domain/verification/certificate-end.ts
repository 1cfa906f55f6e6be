import type { AuditInfo } from './verification';

/** The moment at which the certificate stops being valid, in milliseconds since 1970; null if it does not end. */
export function certificateEnd({ certEndsAt, certExpDate }: AuditInfo): number | null {
  const end = certEndsAt ?? certExpDate;
  // An end of zero or below is how "long-term" is written.
  return end === null || end <= 0 ? null : end;
}
