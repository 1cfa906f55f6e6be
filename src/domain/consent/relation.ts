import { comparableIdentityNo } from '../facts/comparable';
import { comparableText, foldNumber } from '../input/fold';
import type { Verification } from '../verification/verification';

/** A relative whom a school's list names next to the person, in plain text. */
export interface Relative {
  readonly realName: string;
  readonly identityNo: string | null;
  /** The relative's number at the school. */
  readonly outid: string | null;
}

/**
 * The number and the relative that an input names of a school's list: the part `school` of a verification's memo.
 * Providers write it when the input is checked.
 */
export interface SchoolMemo {
  /** The person's own number at the school. */
  readonly outid?: string;
  readonly relative?: Relative;
}

/** A child as an input or its own verifications describe it; several values if they differ. */
export interface KnownChild {
  readonly realNames: readonly string[];
  readonly identityNos: readonly string[];
  readonly outids: readonly string[];
}

export const nothingKnownOfChild: KnownChild = { realNames: [], identityNos: [], outids: [] };

/** The parts of a verification that say who its person's relatives are. */
export type RelationEvidence = Pick<
  Verification,
  'method' | 'status' | 'redactedAt' | 'movedAt' | 'environment' | 'personal' | 'verdictBy'
>;

/**
 * The relatives that an approved verification of a relation shows; none for anything else. If the provider names none,
 * the relative of the input counts, because the provider has approved it. An approval by staff shows none: no source has
 * confirmed the relation.
 */
export function relativesShownBy(
  { method, status, redactedAt, movedAt, environment, personal, verdictBy }: RelationEvidence,
  countsSandbox: boolean,
): readonly Relative[] {
  if (method !== 'RELATION' || status !== 'APPROVED' || redactedAt !== null || movedAt !== null) return [];
  if (verdictBy === 'STAFF') return [];
  if (environment === 'SANDBOX' && !countsSandbox) return [];
  const named = (personal.school?.reveal().relativeInfo ?? []).flatMap(({ realName, identityNo, outid }) =>
    realName === null ? [] : [{ realName, identityNo, outid }],
  );
  if (named.length > 0) return named;
  const { relative } = schoolMemoOf({ personal });
  return relative ? [relative] : [];
}

export function schoolMemoOf({ personal }: Pick<Verification, 'personal'>): SchoolMemo {
  return schoolMemoIn(personal.memo?.reveal());
}

export function schoolMemoIn(memo: Readonly<Record<string, unknown>> | undefined): SchoolMemo {
  return (memo?.['school'] ?? {}) as SchoolMemo;
}

/** `unknown`: nothing contradicts it, and too little is known to show it. */
export type RelationFinding = 'shown' | 'unknown' | 'contradicted';

/** Whether one of the relatives is the child. */
export function findChild(relatives: readonly Relative[], child: KnownChild): RelationFinding {
  const findings = relatives.map((relative) => compare(relative, child));
  return (
    findings.find((one) => one === 'shown') ?? findings.find((one) => one === 'unknown') ?? 'contradicted'
  );
}

/** By the name, and by the identity number if both are known, otherwise by the number at the school. */
function compare({ realName, identityNo, outid }: Relative, child: KnownChild): RelationFinding {
  const name = oneOf(child.realNames, realName, comparableText);
  const number =
    identityNo !== null && child.identityNos.length > 0
      ? oneOf(child.identityNos, identityNo, comparableIdentityNo)
      : oneOf(child.outids, outid, foldNumber);
  if (name === 'contradicted' || number === 'contradicted') return 'contradicted';
  return name === 'shown' && number === 'shown' ? 'shown' : 'unknown';
}

function oneOf(
  known: readonly string[],
  value: string | null,
  inForm: (text: string) => string,
): RelationFinding {
  if (value === null || known.length === 0) return 'unknown';
  const own = inForm(value);
  return known.some((text) => inForm(text) === own) ? 'shown' : 'contradicted';
}
