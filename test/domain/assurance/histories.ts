import type { Evidence } from '../../../src/domain/assurance/assurance';
import { Secret } from '../../../src/domain/privacy/secret';
import type { Random } from '../../faults/frame/random';
import { child, inventedAudit, person } from '../../graphql/invented';
import { approved, dayMs, methods, now, personal } from './evidence';

/** Random histories of one account, and facts that speak for the person or against. */

const fiveYears = 5 * 365;

export type Fact = (history: readonly Evidence[], chance: Random) => readonly Evidence[];

/** The results of one person's verifications, up to `now`. */
export function historyOfOne(chance: Random): readonly Evidence[] {
  return Array.from({ length: chance.int(0, 6) }, () => evidenceOf(chance, person));
}

/** The same, with some results about another person. */
export function historyOfTwo(chance: Random): readonly Evidence[] {
  return Array.from({ length: chance.int(0, 6) }, () => evidenceOf(chance, chance.pick([person, child])));
}

function evidenceOf(chance: Random, who: typeof person): Evidence {
  const method = chance.pick(methods);
  const decidedAt = new Date(now.getTime() - chance.int(0, fiveYears) * dayMs - chance.int(0, dayMs));
  const isApproved = chance.happens(0.8);
  const certExpDate = chance.happens(0.5) ? now.getTime() + chance.int(-fiveYears, fiveYears) * dayMs : null;
  return approved(method, {
    status: isApproved ? 'APPROVED' : chance.pick(['REJECTED', 'FAILED', 'PENDING', 'EXPIRED']),
    secondInspection: chance.happens(0.1) ? chance.pick(['PASSED', 'FAILED']) : null,
    decidedAt,
    verdictBy: chance.happens(0.1) ? 'STAFF' : 'PROVIDER',
    environment: chance.happens(0.1) ? 'SANDBOX' : 'LIVE',
    movedAt: chance.happens(0.05) ? now : null,
    personal: personal(method, who, { certExpDate }),
  });
}

/** Facts that speak for the person. */
export const favourable: Readonly<Record<string, Fact>> = {
  'an approval of the same person': (history, chance) => [
    ...history,
    approved(chance.pick(methods), { decidedAt: now }),
  ],
  'a second inspection that passed': (history) =>
    history.map((evidence) =>
      evidence.status === 'APPROVED' ? { ...evidence, secondInspection: 'PASSED' } : evidence,
    ),
  'a verdict by the provider where staff had decided': (history, chance) =>
    changeOne(history, chance, (evidence) => ({ ...evidence, verdictBy: 'PROVIDER' }), isStaffs),
  'a certificate without an end': (history) =>
    history.map((evidence) =>
      evidence.personal.audit
        ? { ...evidence, personal: { ...evidence.personal, audit: Secret.of(inventedAudit) } }
        : evidence,
    ),
};

/** Facts that speak against the person. */
export const unfavourable: Readonly<Record<string, Fact>> = {
  'a second inspection that failed': (history, chance) =>
    changeOne(history, chance, (evidence) => ({
      ...evidence,
      status: 'REJECTED',
      secondInspection: 'FAILED',
      decidedAt: now,
    })),
  'a merge that moved it away': (history, chance) =>
    changeOne(history, chance, (evidence) => ({ ...evidence, movedAt: now })),
  'the end of its personal data': (history, chance) =>
    changeOne(history, chance, (evidence) => ({
      ...evidence,
      redactedAt: now,
      personal: {},
      certificateEndsAt: endOf(evidence),
    })),
  'a rejected attempt': (history, chance) => [
    ...history,
    approved(chance.pick(methods), { status: 'REJECTED', decidedAt: now }),
  ],
};

function endOf({ personal: { audit } }: Evidence): Date | null {
  const end = audit?.reveal().certExpDate ?? null;
  return end === null ? null : new Date(end);
}

// Weaker methods prove less than staff vouch for: their verdict speaks for the person where it proves more.
const isStaffs = ({ verdictBy, method, status }: Evidence) =>
  status === 'APPROVED' &&
  verdictBy === 'STAFF' &&
  ['LINKID_PAGE', 'WECHAT_FACE', 'LINKID_PHOTO'].includes(method);

function changeOne(
  history: readonly Evidence[],
  chance: Random,
  change: (evidence: Evidence) => Evidence,
  which: (evidence: Evidence) => boolean = () => true,
): readonly Evidence[] {
  const places = history.flatMap((evidence, place) => (which(evidence) ? [place] : []));
  if (places.length === 0) return history;
  const chosen = chance.pick(places);
  return history.map((evidence, place) => (place === chosen ? change(evidence) : evidence));
}
