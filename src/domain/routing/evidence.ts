import type { MethodInput } from '../input/input-check';
import type { IdentityCertType, SchoolRole } from '../verification/verification';

/** The evidence that a person can show: the fields of IdentityEvidenceInput, checked and folded. */
export interface Evidence {
  readonly name?: string;
  readonly certType?: IdentityCertType;
  readonly certNo?: string;
  readonly mobileNo?: string;
  readonly smsCode?: string;
  readonly outid?: string;
  readonly customerCode?: string;
  readonly cardPassword?: string;
  readonly role?: SchoolRole;
  readonly photo?: string;
  readonly oneNetUserId?: number;
  readonly redirectUri?: string;
  readonly wechatFace?: WechatFaceEvidence;
}

export interface WechatFaceEvidence {
  readonly accessToken: string;
  readonly verifyResult: string;
  readonly deviceId: string;
}

export type EvidenceField = keyof Evidence;

export const evidenceFields = [
  'name',
  'certType',
  'certNo',
  'mobileNo',
  'smsCode',
  'outid',
  'customerCode',
  'cardPassword',
  'role',
  'photo',
  'oneNetUserId',
  'redirectUri',
  'wechatFace',
] as const satisfies readonly EvidenceField[];

/** Never kept: codes and passwords are used once, faces are not stored. */
const neverKept: ReadonlySet<EvidenceField> = new Set(['smsCode', 'cardPassword', 'photo', 'wechatFace']);

/** How a case starts a method from evidence. */
export interface EvidenceUse {
  readonly needs: readonly EvidenceField[];
  /** The field that was wrong if the provider answers WRONG_CREDENTIAL. */
  readonly credential?: EvidenceField;
  /** True if the certificate must be a resident identity card. */
  readonly residentCardOnly?: true;
  /** The input of the method's own mutation. */
  input(evidence: Evidence): MethodInput;
}

/** The part of the evidence that a case keeps, sealed, as long as it lives. */
export function keptEvidence(evidence: Evidence): Evidence {
  return Object.fromEntries(
    Object.entries(evidence).filter(([field]) => !neverKept.has(field as EvidenceField)),
  );
}

/** The names of the fields that have a value, in the order of the input. */
export function fieldsOf(evidence: Evidence): readonly EvidenceField[] {
  return evidenceFields.filter((field) => evidence[field] !== undefined);
}
