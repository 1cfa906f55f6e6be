import type { Said } from '../messages/message';
/**
 * The central types. Words of the field:
 *
 * - 实名认证 real-name verification: finding out that an account belongs to the person it claims.
 * - busiSeq (OneNET busi_seq): OneNET's number of one verification request; identifies it in every push.
 * - transactionID (OneNET): number of one audit transaction; changes from push to push.
 * - 二次稽查 second inspection: OneNET's re-inspection of a finished verification; can take an approval back.
 * - rnAuthTicket (ucenter): the credential with which a verification's result can be queried.
 * - guid (ucenter): the account in the user centre.
 * - outid (ucenter): student or staff number, or the number on the campus card.
 * - customerCode (ucenter): a school. dpcode: the same school in the campus-card system.
 * - at (LinkID): the credential that LinkID's redirect gives to the browser; with it, the result can be queried.
 * - bsn (LinkID): business serial number of a check we made as LinkID's third-party data source.
 */
import type { Secret } from '../privacy/secret';

export type VerificationStatus =
  | 'AWAITING_USER'
  | 'PENDING'
  | 'IN_REVIEW'
  | 'APPROVED'
  | 'REJECTED'
  | 'CONFLICT'
  | 'BLOCKED'
  | 'FAILED'
  | 'EXPIRED'
  | 'CANCELED';

export type SecondInspectionResult = 'PASSED' | 'FAILED';

export type FailureCode =
  | 'MISMATCH'
  | 'UNDETERMINED'
  | 'NOT_FOUND'
  | 'WRONG_CREDENTIAL'
  | 'INVALID_INPUT'
  | 'IDENTITY_TAKEN'
  | 'PROVIDER_REFUSED'
  | 'PROVIDER_UNAVAILABLE'
  | 'REVIEW_REJECTED'
  | 'OTHER';

export interface Failure {
  readonly code: FailureCode;
  /** A sentence for the person. */
  readonly message: Said;
  readonly providerCode: string | null;
  /** The provider's own words, with identity and phone numbers inside them masked. */
  readonly providerMessage: string | null;
  /** True when the same request may succeed later. */
  readonly retryable: boolean;
  /**
   * How far the request came. `UNSENT`: it certainly did nothing, because nothing left this machine, or HTTP 401
   * refused it. `SILENT`: it was sent, and its effect is unknown. Missing in failures of 1.0.0.
   */
  readonly delivery?: 'ANSWERED' | 'SILENT' | 'UNSENT';
}

/**
 * The references by which a provider knows a verification, under the names that the provider declares
 * (ProviderInfo.references). Not personal.
 */
export type ProviderReferences = Readonly<Record<string, string>>;

export type IdentityCertType =
  | 'RESIDENT_ID_CARD'
  | 'HK_MACAO_TRAVEL_PERMIT'
  | 'HK_MACAO_RESIDENCE_PERMIT'
  | 'TAIWAN_RESIDENCE_PERMIT'
  | 'TAIWAN_TRAVEL_PERMIT'
  | 'PASSPORT'
  | 'OTHER';

/** The person's identity in plain text: their claims, overlaid with the data that the provider confirmed. */
export interface Subject {
  readonly realName?: string;
  readonly certType?: IdentityCertType;
  readonly identityNo?: string;
  readonly mobileNo?: string;
}

export type SchoolRole = 'STUDENT' | 'TEACHER' | 'PARENT' | 'LOGISTICS_STAFF' | 'TEMPORARY_STAFF';

export type FamilyRelation =
  | 'FATHER'
  | 'MOTHER'
  | 'SON'
  | 'DAUGHTER'
  | 'GRANDFATHER'
  | 'GRANDMOTHER'
  | 'MATERNAL_GRANDFATHER'
  | 'MATERNAL_GRANDMOTHER'
  | 'GRANDSON'
  | 'GRANDDAUGHTER'
  | 'MATERNAL_GRANDSON'
  | 'MATERNAL_GRANDDAUGHTER';

export interface SchoolMembership {
  readonly role: SchoolRole | null;
  readonly customerCode: string | null;
  readonly customerName: string | null;
  readonly ecardSchool: boolean | null;
  readonly dpcode: string | null;
  readonly memberId: string | null;
  readonly serialNo: string | null;
  readonly ecardCustomerId: string | null;
}

export interface DeptInfo {
  readonly deptId: number;
  readonly deptName: string;
  readonly supervisor: boolean | null;
  readonly position: string | null;
  readonly customerCode: string;
  readonly ecardSchool: boolean | null;
}

/** A relative as the provider sent them, in plain text. */
export interface RelativeInfo {
  readonly customerCode: string | null;
  readonly ecardSchool: boolean | null;
  readonly identityNo: string | null;
  readonly outid: string | null;
  readonly realName: string | null;
  readonly mobileNo: string | null;
  readonly serialNo: string | null;
  readonly relation: FamilyRelation | null;
  readonly ecardCustomerId: string | null;
  readonly childAvatar: string | null;
  readonly deptInfo: readonly DeptInfo[];
}

/** The person's place at a school, as ucenter returns it. */
export interface SchoolRecord {
  readonly membership: SchoolMembership | null;
  readonly deptInfo: readonly DeptInfo[];
  readonly relativeInfo: readonly RelativeInfo[];
}

export type OneNetAuditStatus =
  | 'PASSED'
  | 'PENDING_REVIEW'
  | 'FAILED'
  | 'SECOND_INSPECTION_PASSED'
  | 'SECOND_INSPECTION_FAILED';

export type HolderGender = 'FEMALE' | 'MALE';

/** A OneNET result push in plain text. Times are milliseconds since 1970, so that the record survives JSON. */
export interface AuditInfo {
  readonly auditStatus: OneNetAuditStatus;
  readonly auditMessage: string | null;
  readonly transactionId: string | null;
  readonly busiSeq: string | null;
  readonly phone: string | null;
  readonly responseTime: number | null;
  readonly custName: string | null;
  readonly custCertNo: string | null;
  readonly custCertAddr: string | null;
  readonly gender: HolderGender | null;
  readonly nation: string | null;
  readonly birthday: number | null;
  readonly issuingAuthority: string | null;
  readonly certValidDate: number | null;
  readonly certExpDate: number | null;
  /** The moment at which it stops being valid; a last day counts to its end. Missing in audits of 1.0.0. */
  readonly certEndsAt?: number | null;
  readonly createTime: number | null;
  readonly modifyTime: number | null;
  readonly channelId: string | null;
}

/** The account that already holds the identity (ucenter 409). */
export interface IdentityHolder {
  /** As the provider masks it, e.g. 180******11. */
  readonly mobileNo: string | null;
  readonly guid: string | null;
  readonly mergeable: boolean;
}

/**
 * All personal data and capabilities of a verification. Each value is sealed separately in the store and opened only
 * when it is read.
 */
export interface PersonalValues {
  readonly subject: Subject;
  readonly authUrl: string;
  readonly school: SchoolRecord;
  readonly audit: AuditInfo;
  readonly holder: IdentityHolder;
  /** The body that met 409, byte for byte, so that a merge can repeat it. Kept for one hour. */
  readonly replay: string;
  /** Data that the provider's adapter needs later to query or to match this verification. */
  readonly memo: Readonly<Record<string, unknown>>;
  /** The application's own address, to which the browser goes in the end. */
  readonly returnTo: string;
  /** The application's own data, as it was given. */
  readonly metadata: Readonly<Record<string, unknown>>;
  /** The reason of a staff decision, in their words. */
  readonly staffReason: string;
}

export const personalFields = [
  'subject',
  'authUrl',
  'school',
  'audit',
  'holder',
  'replay',
  'memo',
  'returnTo',
  'metadata',
  'staffReason',
] as const satisfies readonly (keyof PersonalValues)[];

export type PersonalField = (typeof personalFields)[number];

export type PersonalData = { readonly [K in keyof PersonalValues]?: Secret<PersonalValues[K]> };

/**
 * The place of a push among all pushes of one verification. Pushes arrive late, twice and out of order; the
 * greatest place counts, whatever order they arrive in.
 */
export interface PushOrder {
  /** The provider's time in milliseconds since 1970; the time of arrival if the push has none. */
  readonly time: number;
  /** Breaks a tie of times: a second inspection comes after the verdict it inspects. */
  readonly rank: number;
  /** Breaks a tie of both, so that every order of arrival ends the same. */
  readonly tie: string;
}

/** Whether a provider answered, or a twin that stands in for it. */
export type Environment = 'LIVE' | 'SANDBOX';

export type StaffDecisionKind = 'APPROVE' | 'REJECT' | 'CLOSE';

/** The decision of staff in place of the provider; the reason is in PersonalValues.staffReason. */
export interface StaffDecision {
  readonly decision: StaffDecisionKind;
  /** The account of the member of staff. */
  readonly callerGuid: string;
  readonly decidedAt: Date;
}

/** One attempt to verify who a person is, from the request to the provider's last word. */
export interface Verification {
  readonly id: string;
  /** Grows by exactly one with every recorded change. */
  readonly version: number;
  /** The account; null for a check made as LinkID's third-party data source. */
  readonly guid: string | null;
  /** Name of the provider in the registry, e.g. ONENET. */
  readonly provider: string;
  /** Name of the provider's method, e.g. ONENET_PAGE. */
  readonly method: string;
  readonly status: VerificationStatus;
  readonly secondInspection: SecondInspectionResult | null;
  readonly references: ProviderReferences;
  readonly failure: Failure | null;
  readonly personal: PersonalData;
  /** Order of the push that decided the status; null if no push has. */
  readonly ruling: PushOrder | null;
  /** Order of the push that brought secondInspection; null if no push has. */
  readonly inspection: PushOrder | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** When an undecided verification stops waiting. */
  readonly expiresAt: Date | null;
  readonly decidedAt: Date | null;
  /** When its personal data was destroyed. */
  readonly redactedAt: Date | null;
  /** Never changes. */
  readonly environment: Environment;
  /** The application's own reference; holds nothing personal. */
  readonly clientReference: string | null;
  /** The purpose that it was started for; null if none was named. */
  readonly purpose: string | null;
  /** The source of the current verdict. */
  readonly verdictBy: 'PROVIDER' | 'STAFF';
  readonly staffDecision: StaffDecision | null;
  /** When a merge moved its verified data to another account. */
  readonly movedAt: Date | null;
  /** Kept when the audit is destroyed, so that a redacted approval still ends with its certificate. */
  readonly certificateEndsAt: Date | null;
  /** The case that it serves; null if it was started by a mutation of its own. */
  readonly caseId: string | null;
}
