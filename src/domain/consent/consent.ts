/**
 * Consents: that a person agreed, to what, when and how.
 *
 * - GENERAL (同意): to the processing at all. SEPARATE (单独同意): to the processing of the face.
 * - GUARDIAN (监护人同意): of the guardian of a child under 14, given from the guardian's own account.
 */

export const consentKinds = ['GENERAL', 'SEPARATE', 'GUARDIAN'] as const;
export type ConsentKind = (typeof consentKinds)[number];

export type ConsentStatus = 'LIVE' | 'WITHDRAWN';

/** `off`: none are recorded. `record`: they are recorded, and nothing is refused. `enforce`: nothing is sent without. */
export const consentModes = ['off', 'record', 'enforce'] as const;
export type ConsentMode = (typeof consentModes)[number];

export interface Consent {
  readonly id: string;
  /** The account of the person whose data is processed. */
  readonly guid: string;
  /** The name of one of the deployment's purposes. */
  readonly purpose: string;
  readonly kind: ConsentKind;
  /** Version of the notice that was shown; null after redaction. */
  readonly noticeVersion: string | null;
  /** SHA-256 of the notice's text, in lower-case hex. */
  readonly noticeDigest: string;
  /** The account that agreed: the person's or, for GUARDIAN, the guardian's; null after redaction. */
  readonly givenBy: string | null;
  /** The guardian's verification that shows the relation to the child; null for other kinds and after redaction. */
  readonly relationProof: string | null;
  readonly givenAt: Date;
  readonly withdrawnAt: Date | null;
  /** When the account was redacted. A redacted consent allows nothing any more. */
  readonly redactedAt: Date | null;
}

export function statusOf({ withdrawnAt }: Pick<Consent, 'withdrawnAt'>): ConsentStatus {
  return withdrawnAt === null ? 'LIVE' : 'WITHDRAWN';
}
