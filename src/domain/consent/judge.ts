import { ageOf } from '../facts/age';
import { comparableIdentityNo } from '../facts/comparable';
import type { PurposeConsent } from '../routing/policy';
import type { Consent, ConsentKind } from './consent';
import { findChild, type KnownChild, type Relative } from './relation';

/** A person younger than this, in full years on today's date in China, needs the consent of a guardian. */
const ageWithoutGuardian = 14;

/** Everything that the judgement on a request depends on. */
export interface ConsentQuestion {
  /** The purpose that the request is made for, and the consents that the policy says it needs. */
  readonly purpose: string;
  readonly needs: readonly PurposeConsent[];
  /** The account of the person. */
  readonly guid: string;
  /** The identity number in the input; null if there is none. */
  readonly identityNo: string | null;
  /** The person, by the input and the account's verifications. */
  readonly person: KnownChild;
  /** Whether the request shows a face to a provider. */
  readonly usesFace: boolean;
  /** Consents of the account, whatever their state is. */
  readonly consents: readonly Consent[];
  /** By the id of a verification: its account, and the relatives that it shows now. */
  readonly relations: ReadonlyMap<string, ShownRelation>;
  readonly now: Date;
}

export interface ShownRelation {
  readonly guid: string | null;
  readonly relatives: readonly Relative[];
}

/** A consent for each kind that is needed, as far as there is one. */
export interface ConsentJudgement {
  /** Nothing may be sent unless it is empty. */
  readonly missing: readonly ConsentKind[];
  /** The consents that the request rests on. */
  readonly restsOn: readonly Consent[];
}

/**
 * Judges whether a request may be sent. Pure. A consent is recognised by what is there: of this account, for this
 * purpose, of this kind, live and not redacted; a guardian's also by a relation that shows the child now.
 */
export function judgeConsents(question: ConsentQuestion): ConsentJudgement {
  const kinds = kindsNeeded(question);
  const found = kinds.map((kind) => question.consents.find((consent) => stands(consent, kind, question)));
  return {
    missing: kinds.filter((_kind, index) => !found[index]),
    restsOn: found.filter((consent) => consent !== undefined),
  };
}

export function kindsNeeded({
  needs,
  usesFace,
  identityNo,
  now,
}: Pick<ConsentQuestion, 'needs' | 'usesFace' | 'identityNo' | 'now'>): readonly ConsentKind[] {
  return [
    ...(needs.includes('GENERAL') ? (['GENERAL'] as const) : []),
    ...(needs.includes('SEPARATE') || usesFace ? (['SEPARATE'] as const) : []),
    ...(needsGuardian(identityNo, now) ? (['GUARDIAN'] as const) : []),
  ];
}

/** By the number alone: a name tells no age, and a provider's answer comes after the request. */
export function needsGuardian(identityNo: string | null, now: Date): boolean {
  if (identityNo === null) return false;
  const age = ageOf({ identityNo: comparableIdentityNo(identityNo), birthday: null }, now);
  return age !== null && age < ageWithoutGuardian;
}

function stands(consent: Consent, kind: ConsentKind, question: ConsentQuestion): boolean {
  const { guid, purpose } = question;
  if (consent.guid !== guid || consent.purpose !== purpose || consent.kind !== kind) return false;
  if (consent.withdrawnAt !== null || consent.redactedAt !== null) return false;
  return kind !== 'GUARDIAN' || isOfGuardian(consent, question);
}

/** A child cannot be its own guardian. */
function isOfGuardian({ guid, givenBy, relationProof }: Consent, question: ConsentQuestion): boolean {
  if (givenBy === null || relationProof === null || givenBy === guid) return false;
  const relation = question.relations.get(relationProof);
  if (!relation || relation.guid !== givenBy) return false;
  return findChild(relation.relatives, question.person) === 'shown';
}
