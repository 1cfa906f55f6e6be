import { isSameNumber, isSameText } from '../../domain/input/fold';
import type { IdentityCertType, Subject } from '../../domain/verification/verification';

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

/** LinkID's three fields that identify a person. */
export interface WireIdentity {
  readonly name: string;
  readonly certType: string;
  readonly certNo: string;
}

/** The names of the three fields; an application's own parameters must not replace them. */
export const identityFields = [
  'name',
  'certType',
  'certNo',
] as const satisfies readonly (keyof WireIdentity)[];

/** Null if the subject is incomplete or destroyed. */
export function wireIdentityOf(subject: Subject | undefined): WireIdentity | null {
  const { realName, certType, identityNo } = subject ?? {};
  if (realName === undefined || certType === undefined || identityNo === undefined) return null;
  return { name: realName, certType: certTypeCodes[certType], certNo: identityNo };
}

/**
 * Whether LinkID's registered identity is the one that was sent. LinkID may leave the certificate's kind out or pad it,
 * and may replace characters beyond the BMP. Without a name or a number it is not the same.
 */
export function isSameIdentity(
  sent: WireIdentity,
  { name, certType, certNo }: Readonly<Record<keyof WireIdentity, string | null>>,
): boolean {
  if (name === null || certNo === null || !isSameNumber(sent.certNo, certNo)) return false;
  if (certType !== null && certType.replace(/^0+(?=.)/, '') !== sent.certType) return false;
  // LinkID writes one question mark for each such character, or one for each half of it.
  const ways = ['?', '??'].map((mark) => sent.name.replace(beyondBmp, mark));
  return [sent.name, ...ways].some((way) => isSameText(way, name));
}

const beyondBmp = /[\u{10000}-\u{10ffff}]/gu;
