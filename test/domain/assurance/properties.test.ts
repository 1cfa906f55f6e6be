import type { Evidence } from '../../../src/domain/assurance/assurance';
import { type AssuranceLevel, assuranceLevels } from '../../../src/domain/assurance/levels';
import { assuranceOfAccount } from '../../../src/domain/assurance/of-account';
import { assuranceOf } from '../../../src/domain/assurance/of-verification';
import { holdsAt, spanAround } from '../../../src/domain/assurance/span';
import { Random, seedOfRun } from '../../faults/frame/random';
import { randomCases } from '../../support/random-cases';
import { approved, dayMs, daysBefore, now, rules } from './evidence';
import { type Fact, favourable, historyOfOne, historyOfTwo, unfavourable } from './histories';

const histories = randomCases(20_000);
const seed = seedOfRun();

/** Finds a history for which it does not hold, and says which. */
function forEveryHistory(
  draw: (chance: Random) => readonly Evidence[],
  fault: (history: readonly Evidence[], chance: Random) => string | null,
): void {
  for (let round = 0; round < histories; round += 1) {
    const chance = new Random(seed + round, 'history');
    const found = fault(draw(chance), chance);
    if (found !== null) throw new Error(`FAULT_SEED=${seed}, history ${round}: ${found}`);
  }
}

const levelOf = (history: readonly Evidence[], at = now) => assuranceOfAccount(history, rules, at).level;
const rank = (level: AssuranceLevel) => assuranceLevels.indexOf(level);

function pickFact(facts: Readonly<Record<string, Fact>>, chance: Random): [string, Fact] {
  return chance.pick(Object.entries(facts));
}

test('a fact in favour of the person never lowers the assurance level', () => {
  forEveryHistory(historyOfOne, (history, chance) => {
    const [name, fact] = pickFact(favourable, chance);
    const [before, after] = [levelOf(history), levelOf(fact(history, chance))];
    return rank(after) < rank(before) ? `${name} lowered ${before} to ${after}` : null;
  });
});

test('a fact against the person never raises the assurance level', () => {
  forEveryHistory(historyOfOne, (history, chance) => {
    const [name, fact] = pickFact(unfavourable, chance);
    const [before, after] = [levelOf(history), levelOf(fact(history, chance))];
    return rank(after) > rank(before) ? `${name} raised ${before} to ${after}` : null;
  });
});

test('two different people on one account never reach a level above LOW', () => {
  forEveryHistory(historyOfTwo, (history) => {
    const numbers = new Set(
      standing(history, now).flatMap(({ verdictBy, personal }) => {
        const number = personal.subject?.reveal().identityNo;
        return verdictBy === 'STAFF' || number === undefined ? [] : [number];
      }),
    );
    const level = levelOf(history);
    return numbers.size > 1 && rank(level) > rank('LOW') ? `${level} for ${numbers.size} people` : null;
  });
});

test('over five years no account has a higher level than its valid evidence gives', () => {
  forEveryHistory(historyOfOne, (history, chance) => {
    const later = new Date(now.getTime() + chance.int(0, 5 * 365) * dayMs);
    const [level, most] = [levelOf(history, later), mostGiven(history, later)];
    return rank(level) > rank(most) ? `${level} where ${most} is the most, at ${later.toISOString()}` : null;
  });
});

test('an assurance level holds until the moment that validUntil names', () => {
  forEveryHistory(historyOfOne, (history, chance) => {
    const { level, validUntil } = assuranceOfAccount(history, rules, now);
    if (level === 'NONE') return null;
    const end = validUntil?.getTime() ?? now.getTime() + 5 * 365 * dayMs;
    const between = new Date(now.getTime() + Math.floor((end - now.getTime()) * chance.next()));
    return rank(levelOf(history, between)) < rank(level)
      ? `${level} is gone before ${String(validUntil)}`
      : null;
  });
});

test('all of the span around a moment has one assurance, of the account and of each verification', () => {
  const { ends, moments } = { ends: 5 * 365 * dayMs, moments: 3 };
  forEveryHistory(historyOfTwo, (history, chance) => {
    const moment = new Date(now.getTime() + chance.int(-ends, ends));
    const judged = (at: Date) =>
      JSON.stringify([
        assuranceOfAccount(history, rules, at),
        ...history.map((one) => assuranceOf(one, rules, at)),
      ]);
    const { from, until } = spanAround(history, rules, moment);
    const [first, end] = [Math.max(from, now.getTime() - ends), Math.min(until, now.getTime() + ends)];
    const inside = Array.from({ length: moments }, () => first + Math.floor((end - first) * chance.next()));
    const other = [...inside, first, end - 1].find((at) => judged(new Date(at)) !== judged(moment));
    if (!holdsAt({ from, until }, moment)) return `${moment.toISOString()} is not in its own span`;
    return other === undefined ? null : `${new Date(other)} differs from ${moment.toISOString()}`;
  });
});

test('SMS codes alone never reach the assurance level LOW', () => {
  const onlyCodes = (chance: Random) =>
    Array.from({ length: chance.int(1, 8) }, () =>
      approved('MOBILE', {
        decidedAt: daysBefore(chance.int(0, 400)),
        secondInspection: chance.pick([null, 'PASSED']),
        environment: chance.pick(['LIVE', 'SANDBOX']),
        redactedAt: chance.pick([null, now]),
      }),
    );
  forEveryHistory(onlyCodes, (history) => {
    const level = assuranceOfAccount(history, { ...rules, countsSandbox: true }, now).level;
    return rank(level) > rank('CONTACT') ? level : null;
  });
});

/** The page once more, written as plainly as can be: what stands at a moment, and the most that it can give. */
const alone: Readonly<Record<string, AssuranceLevel>> = {
  MOBILE: 'CONTACT',
  LINKID_APP: 'CONTACT',
  LINKID_PHOTO: 'SUBSTANTIAL',
  ONENET_PAGE: 'SUBSTANTIAL',
  LINKID_PAGE: 'HIGH',
  WECHAT_FACE: 'HIGH',
  UNIONPAY_FACE: 'HIGH',
};

function mostGiven(history: readonly Evidence[], at: Date): AssuranceLevel {
  const there = standing(history, at);
  const has = (method: string) => there.some((one) => one.method === method && one.verdictBy === 'PROVIDER');
  if (has('ONENET_PAGE') && has('MOBILE_OWNER')) return 'HIGH';
  const levels = there.map(({ method, verdictBy }) =>
    verdictBy === 'STAFF' ? 'LOW' : (alone[method] ?? 'LOW'),
  );
  if (has('MOBILE_OWNER') && has('MOBILE')) levels.push('SUBSTANTIAL');
  return levels.reduce((most, level) => (rank(level) > rank(most) ? level : most), 'NONE');
}

function standing(history: readonly Evidence[], at: Date): readonly Evidence[] {
  return history.filter((one) => {
    if (one.status !== 'APPROVED' || one.environment !== 'LIVE' || one.movedAt) return false;
    if (one.verdictBy === 'STAFF') return true;
    const isOld = (one.decidedAt?.getTime() ?? 0) + 365 * dayMs <= at.getTime();
    if (['MOBILE', 'MOBILE_OWNER'].includes(one.method)) return !isOld;
    const end = one.method === 'ONENET_PAGE' ? one.personal.audit?.reveal().certExpDate : null;
    return end == null || end > at.getTime();
  });
}
