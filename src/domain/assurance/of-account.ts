import { comparableIdentityNo, comparableMobileNo } from '../facts/comparable';
import { type KnownPerson, knownPerson } from '../facts/known-person';
import { comparableText } from '../input/fold';
import { type Assurance, type Evidence, higher, identityEvidences, personBindings } from './assurance';
import { assuranceLevels } from './levels';
import { type AssuranceRules, assuranceOf, earliest, nothing, stands } from './of-verification';

/** A verification with its assurance. */
export interface Judged<Item extends Evidence = Evidence> {
  readonly evidence: Item;
  readonly assurance: Assurance;
}

/**
 * The assurance of an account: that of its best verification, changed by three rules over all verifications that still
 * stand. Verifications without a verdict change nothing and can be left out.
 */
export function assuranceOfAccount(all: readonly Evidence[], rules: AssuranceRules, now: Date): Assurance {
  const best = byWorth(all, rules, now).at(0)?.assurance;
  if (!best) return nothing(rules.policy.name);
  const standing = all.filter((evidence) => stands(evidence, rules, now));
  // The rules compare verifications; if there is only one, its personal data need not be decrypted.
  if (standing.length < 2) return best;
  const known = standing.map((evidence) => knownFrom(evidence, rules, now));
  if (isInconsistent(known)) return inconsistent(best);
  return phoneConfirmed(corroborated(best, known), known);
}

/** The best first: by level, then by the time of the decision. */
export function byWorth<Item extends Evidence>(
  all: readonly Item[],
  rules: AssuranceRules,
  now: Date,
): readonly Judged<Item>[] {
  const rank = ({ assurance }: Judged) => assuranceLevels.indexOf(assurance.level);
  const decided = ({ evidence }: Judged) => evidence.decidedAt?.getTime() ?? Number.NEGATIVE_INFINITY;
  return all
    .map((evidence) => ({ evidence, assurance: assuranceOf(evidence, rules, now) }))
    .sort((a, b) => rank(b) - rank(a) || compare(decided(b), decided(a)));
}

/** The values that one verification confirmed, in the form in which they are compared. */
type Known = Pick<KnownPerson, 'realName' | 'certType' | 'identityNo' | 'mobileNo'> &
  Pick<Evidence, 'method' | 'verdictBy'> &
  Pick<Assurance, 'validUntil'>;

function knownFrom(evidence: Evidence, rules: AssuranceRules, now: Date): Known {
  const { realName, certType, identityNo, mobileNo } = knownPerson(evidence, rules.policy);
  return {
    method: evidence.method,
    verdictBy: evidence.verdictBy,
    validUntil: assuranceOf(evidence, rules, now).validUntil,
    certType,
    realName: realName && comparableText(realName),
    identityNo: identityNo && comparableIdentityNo(identityNo),
    mobileNo: mobileNo && comparableMobileNo(mobileNo),
  };
}

/** Rule 1: two verifications confirmed different numbers of the same kind of certificate. */
function isInconsistent(known: readonly Known[]): boolean {
  const numbers = new Map<string, string>();
  for (const { certType, identityNo } of known) {
    if (certType === null || identityNo === null) continue;
    const first = numbers.get(certType) ?? identityNo;
    if (first !== identityNo) return true;
    numbers.set(certType, first);
  }
  return false;
}

function inconsistent(best: Assurance): Assurance {
  const isAbove = higher(assuranceLevels, best.level, 'LOW') !== 'LOW';
  return {
    ...best,
    level: isAbove ? 'LOW' : best.level,
    reasons: [...best.reasons, 'IDENTITY_INCONSISTENT'],
  };
}

/** Rule 2: two independent providers agree on name, identity number and phone. */
function corroborated(best: Assurance, known: readonly Known[]): Assurance {
  const pair = longestPair(
    known,
    'ONENET_PAGE',
    'MOBILE_OWNER',
    (push, owner) =>
      agree(push.realName, owner.realName) &&
      agree(push.identityNo, owner.identityNo) &&
      agree(push.mobileNo, owner.mobileNo),
  );
  if (!pair) return best;
  return {
    ...raised(best, 'HIGH', pair.validUntil),
    identity: higher(identityEvidences, best.identity, 'AUTHORITATIVE'),
    binding: higher(personBindings, best.binding, 'LIVE_FACE'),
    channel: 'CORROBORATED',
    reasons: [...best.reasons, 'CORROBORATED'],
  };
}

/** Rule 3: the carrier names the person as the owner of the number, and the person received a code at it. */
function phoneConfirmed(best: Assurance, known: readonly Known[]): Assurance {
  const pair = longestPair(known, 'MOBILE_OWNER', 'MOBILE', (owner, phone) =>
    agree(owner.mobileNo, phone.mobileNo),
  );
  if (!pair) return best;
  return {
    ...raised(best, 'SUBSTANTIAL', pair.validUntil),
    binding: higher(personBindings, best.binding, 'POSSESSION'),
    reasons: [...best.reasons, 'PHONE_CONFIRMED'],
  };
}

/** At least the level `least`. If that raises the level, the level lapses with the verifications that raised it. */
function raised(best: Assurance, least: Assurance['level'], validUntil: Date | null): Assurance {
  const level = higher(assuranceLevels, best.level, least);
  return level === best.level ? best : { ...best, level, validUntil };
}

/** The pair of verifications that agree and lapse last. */
function longestPair(
  known: readonly Known[],
  oneMethod: string,
  otherMethod: string,
  agrees: (one: Known, other: Known) => boolean,
): { readonly validUntil: Date | null } | null {
  const by = (method: string) =>
    known.filter((person) => person.method === method && person.verdictBy === 'PROVIDER');
  const ends = by(oneMethod).flatMap((one) =>
    by(otherMethod)
      .filter((other) => agrees(one, other))
      .map((other) => earliest([one.validUntil, other.validUntil])),
  );
  if (ends.length === 0) return null;
  const time = (end: Date | null) => end?.getTime() ?? Number.POSITIVE_INFINITY;
  return { validUntil: ends.reduce((longest, end) => (time(end) > time(longest) ? end : longest)) };
}

function agree(one: string | null, other: string | null): boolean {
  return one !== null && one === other;
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
