import { comparableText } from '../input/fold';
import { sameSecret } from '../privacy/same-secret';
import { comparableIdentityNo, comparableMobileNo } from './comparable';
import type { KnownPerson } from './known-person';

/** The caller's values of a person, to be compared with the confirmed ones. */
export interface Claim {
  readonly realName?: string | null;
  readonly identityNo?: string | null;
  readonly mobileNo?: string | null;
}

export type MatchResult = 'MATCHED' | 'NOT_MATCHED' | 'NOT_KNOWN';
export type ClaimMatch = { readonly [Field in keyof Required<Claim>]: MatchResult };

const comparable = {
  realName: comparableText,
  identityNo: comparableIdentityNo,
  mobileNo: comparableMobileNo,
} as const;
const fields = Object.keys(comparable) as (keyof Claim)[];

export const nothingKnown: ClaimMatch = {
  realName: 'NOT_KNOWN',
  identityNo: 'NOT_KNOWN',
  mobileNo: 'NOT_KNOWN',
};

/** Whether any answer is more than NOT_KNOWN: only then is an attempt spent. */
export function isComparable(claim: Claim, known: Pick<KnownPerson, keyof Claim>): boolean {
  return fields.some((field) => claim[field] != null && known[field] !== null);
}

/**
 * Compares each given value with the known one, in constant time, so that timing does not show which ones are right.
 */
export function matchClaim(claim: Claim, known: Pick<KnownPerson, keyof Claim>): ClaimMatch {
  const result = (field: keyof Claim): MatchResult => {
    const [given, own] = [claim[field] ?? null, known[field]];
    if (given === null || own === null) return 'NOT_KNOWN';
    const inForm = comparable[field];
    return sameSecret(inForm(given), inForm(own)) ? 'MATCHED' : 'NOT_MATCHED';
  };
  return { realName: result('realName'), identityNo: result('identityNo'), mobileNo: result('mobileNo') };
}
