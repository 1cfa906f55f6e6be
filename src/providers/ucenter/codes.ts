import type { FamilyRelation, SchoolRole } from '../../domain/verification/verification';

/** ucenter's rnAuthPatternCode (ucenter.md, 认证标识). The table's `MEGRE` is a typo. */
export type PatternCode =
  | 'IMPORT'
  | 'ECARD'
  | 'MOBILE'
  | 'IMPORT-ECARD'
  | 'RELATION'
  | 'UNIONPAY-FACE'
  | 'WECHAT-FACE';

/** ucenter's role numbers. 3 is only returned: no person is checked for being a parent. */
export const roleNumbers = {
  STUDENT: 1,
  TEACHER: 2,
  PARENT: 3,
  LOGISTICS_STAFF: 4,
  TEMPORARY_STAFF: 5,
} as const satisfies Readonly<Record<SchoolRole, number>>;

export const relationLetters = {
  FATHER: 'F',
  MOTHER: 'M',
  SON: 'S',
  DAUGHTER: 'D',
  GRANDFATHER: 'GF',
  GRANDMOTHER: 'GM',
  MATERNAL_GRANDFATHER: 'MGF',
  MATERNAL_GRANDMOTHER: 'MGM',
  GRANDSON: 'GS',
  GRANDDAUGHTER: 'GD',
  MATERNAL_GRANDSON: 'MGS',
  MATERNAL_GRANDDAUGHTER: 'MGD',
} as const satisfies Readonly<Record<FamilyRelation, string>>;

/** The way a relation is proven: `data.type` of RELATION. */
export const proofSources = { ECARD: 1, IMPORT: 2 } as const;

/** The name for a value on the wire; null if the document names none. */
export function nameOf<Name extends string>(
  table: Readonly<Record<Name, string | number>>,
  wire: string,
): Name | null {
  const names = Object.keys(table) as Name[];
  return names.find((name) => String(table[name]) === wire) ?? null;
}
