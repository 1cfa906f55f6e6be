import type { IdentityCertType, Subject } from '../../domain/verification';

/** LinkID's certType (linkid.md, 证件类型). */
export const certTypeCodes = {
  RESIDENT_ID_CARD: '1',
  HK_MACAO_TRAVEL_PERMIT: '15',
  HK_MACAO_RESIDENCE_PERMIT: '16',
  TAIWAN_RESIDENCE_PERMIT: '17',
  TAIWAN_TRAVEL_PERMIT: '8',
  PASSPORT: 'A',
  OTHER: 'Z',
} as const satisfies Readonly<Record<IdentityCertType, string>>;

/** The three fields that say who somebody is, as LinkID has them. */
export interface WireIdentity {
  readonly name: string;
  readonly certType: string;
  readonly certNo: string;
}

/** The names of the three fields; nothing an application adds may take their place. */
export const identityFields = [
  'name',
  'certType',
  'certNo',
] as const satisfies readonly (keyof WireIdentity)[];

/** Null where the subject is not complete, or no longer kept. */
export function wireIdentityOf(subject: Subject | undefined): WireIdentity | null {
  const { realName, certType, identityNo } = subject ?? {};
  if (realName === undefined || certType === undefined || identityNo === undefined) return null;
  return { name: realName, certType: certTypeCodes[certType], certNo: identityNo };
}

/** True when both are the same person; letters that are composed differently are the same letters. */
export function isSameIdentity(
  sent: WireIdentity,
  returned: Readonly<Record<keyof WireIdentity, string | null>>,
): boolean {
  return identityFields.every((field) => sent[field].normalize('NFC') === returned[field]?.normalize('NFC'));
}
