import fc from 'fast-check';
import type { Fact } from '../../../src/domain/verification/transition';
import {
  auditCodes,
  auditRanks,
  auditVerdict,
  now,
  push,
  recorded,
  rejectionBy,
  rules,
  standing,
} from './facts';

const t1 = Date.parse('2025-03-01T08:50:00.000Z');
const t2 = t1 + 60_000;
const t3 = t2 + 60_000;

/** Applies facts in order, from a page that the person has been sent to. */
function applyAll(facts: readonly Fact[], from = standing('AWAITING_USER')) {
  return facts.reduce((current, fact) => recorded(current, fact).verification, from);
}

describe('a push', () => {
  it("decides at the provider's time, not at its arrival", () => {
    const { verification, event } = recorded(standing('AWAITING_USER'), push('0', t1));
    expect(verification.decidedAt).toEqual(new Date(t1));
    expect(event).toMatchObject({ cause: 'PROVIDER_CALLBACK', occurredAt: new Date(t1), recordedAt: now });
  });

  it('decides at its arrival if the provider gave no time', () => {
    const { order } = push('0', t1);
    const { verification, event } = recorded(standing('AWAITING_USER'), {
      kind: 'pushed',
      order,
      outcome: { kind: 'approved' },
    });
    expect([verification.decidedAt, event.occurredAt]).toEqual([now, now]);
  });

  it('stores the reason of a rejection, and a later approval removes it', () => {
    const rejected = applyAll([push('2', t1)]);
    expect(rejected.failure).toEqual(rejectionBy('2'));
    expect(applyAll([push('0', t2)], rejected)).toMatchObject({
      status: 'APPROVED',
      failure: null,
      decidedAt: new Date(t2),
    });
  });

  it('changes only the history if it is older than the ruling push', () => {
    const ruled = applyAll([push('0', t2)]);
    const { verification, event } = recorded(ruled, push('2', t1));
    const { version, updatedAt, ...rest } = verification;
    const { version: _version, updatedAt: _updatedAt, ...before } = ruled;
    expect(rest).toEqual(before);
    expect([version, updatedAt]).toEqual([ruled.version + 1, now]);
    expect(event).toMatchObject({ status: 'APPROVED', occurredAt: new Date(t1) });
  });

  it('becomes the ruling push if it is newer and brings the same verdict', () => {
    const twice = applyAll([push('2', t1), push('4', t3)]);
    expect(twice).toMatchObject({
      status: 'REJECTED',
      decidedAt: new Date(t3),
      failure: rejectionBy('4'),
      ruling: { time: t3 },
    });
    expect(applyAll([push('0', t2)], twice).status).toBe('REJECTED');
  });

  it('sets a new expiresAt when it sends a verdict back to review', () => {
    const again = applyAll([push('0', t1), push('1', t2)]);
    expect(again).toMatchObject({
      status: 'IN_REVIEW',
      decidedAt: null,
      expiresAt: new Date(now.getTime() + rules.pendingTtlMs),
    });
  });

  it('does not extend expiresAt when it moves a waiting verification to review', () => {
    const current = standing('AWAITING_USER');
    expect(applyAll([push('1', t1), push('1', t2)], current).expiresAt).toEqual(current.expiresAt);
  });

  it('identifies the transaction of the ruling push, in any order of arrival', () => {
    const newer = push('0', t2, { references: { transactionId: 'newer' } });
    const older = push('1', t1, { references: { transactionId: 'older' } });
    for (const pushes of [
      [older, newer],
      [newer, older],
    ]) {
      expect(applyAll(pushes).references['transactionId']).toBe('newer');
    }
  });

  it('leaves an approval, its time and the order of pushes unchanged if no document names its status', () => {
    const approved = applyAll([push('0', t1)]);
    const { verification, event } = recorded(approved, {
      kind: 'pushed',
      order: { time: t3, rank: -1, tie: 'unnamed' },
      outcome: { kind: 'undecided', occurredAt: new Date(t3) },
    });
    expect(verification).toMatchObject({ status: 'APPROVED', decidedAt: new Date(t1), ruling: { time: t1 } });
    expect(event.occurredAt).toEqual(new Date(t3));
    // It did not take a place among the pushes that count.
    expect(applyAll([push('2', t2)], verification).status).toBe('REJECTED');
  });
});

describe('a second inspection', () => {
  it('confirms an approval', () => {
    expect(applyAll([push('0', t1), push('3', t2)])).toMatchObject({
      status: 'APPROVED',
      secondInspection: 'PASSED',
      decidedAt: new Date(t2),
    });
  });

  it('revokes an approval, and stores the reason', () => {
    const { verification, event } = recorded(applyAll([push('0', t1)]), push('4', t2));
    expect(verification).toMatchObject({
      status: 'REJECTED',
      secondInspection: 'FAILED',
      failure: rejectionBy('4'),
      decidedAt: new Date(t2),
    });
    expect(event).toMatchObject({ status: 'REJECTED', secondInspection: 'FAILED' });
  });

  it('counts when it arrives before the verdict that it inspects', () => {
    expect(applyAll([push('4', t2), push('0', t1)])).toMatchObject({
      status: 'REJECTED',
      secondInspection: 'FAILED',
    });
  });

  it('is shown when it arrives after a newer verdict, and does not undo that verdict', () => {
    expect(applyAll([push('0', t2), push('3', t1)])).toMatchObject({
      status: 'APPROVED',
      secondInspection: 'PASSED',
      decidedAt: new Date(t2),
    });
  });

  it('is the newest one in any order of arrival', () => {
    for (const pushes of [
      [push('3', t1), push('4', t2), push('0', t3)],
      [push('0', t3), push('4', t2), push('3', t1)],
    ]) {
      expect(applyAll(pushes)).toMatchObject({ status: 'APPROVED', secondInspection: 'FAILED' });
    }
  });

  it('overrules a verdict of the same moment', () => {
    expect(applyAll([push('4', t1), push('0', t1)]).status).toBe('REJECTED');
    expect(applyAll([push('0', t1), push('4', t1)]).status).toBe('REJECTED');
  });
});

describe('a push after the end', () => {
  it.each([
    ['0', 'APPROVED'],
    ['2', 'REJECTED'],
    ['3', 'APPROVED'],
    ['4', 'REJECTED'],
  ] as const)('%s after EXPIRED still counts: %s', (code, status) => {
    expect(applyAll([push(code, t1)], standing('EXPIRED'))).toMatchObject({
      status,
      decidedAt: new Date(t1),
    });
  });

  it('does not count if it is older than the push that ruled before the expiry', () => {
    const inReview = applyAll([push('1', t2)]);
    const expired = recorded({ ...inReview, expiresAt: now }, { kind: 'expired' }).verification;
    expect(applyAll([push('0', t1)], expired).status).toBe('EXPIRED');
    expect(applyAll([push('0', t3)], expired).status).toBe('APPROVED');
  });

  it.each(auditCodes)('%s after CANCELED is recorded in the history only', (code) => {
    const canceled = recorded(standing('AWAITING_USER'), { kind: 'canceled' }).verification;
    const { verification, event } = recorded(
      canceled,
      push(code, t1, { subject: { realName: '甄后来' }, references: { transactionId: 'late' } }),
    );
    expect(verification).toMatchObject({
      status: 'CANCELED',
      secondInspection: null,
      failure: null,
      decidedAt: null,
      ruling: null,
    });
    expect(verification.personal.subject?.reveal().realName).not.toBe('甄后来');
    expect(event).toMatchObject({
      cause: 'PROVIDER_CALLBACK',
      status: 'CANCELED',
      occurredAt: new Date(t1),
      version: canceled.version + 1,
    });
  });
});

describe('pushes in any order of arrival', () => {
  /** Few times, so that ties are common; no two of the same status and time, which would be repeats. */
  const pushes = fc.uniqueArray(
    fc.record({ code: fc.constantFrom(...auditCodes), time: fc.integer({ min: t1, max: t1 + 4 }) }),
    { minLength: 1, maxLength: 8, selector: ({ code, time }) => `${code}@${time}` },
  );
  const unnamed = fc.array(fc.integer({ min: t1, max: t1 + 4 }), { maxLength: 2 });
  const sets = fc.tuple(pushes, unnamed).map(([named, times]): Fact[] => [
    ...named.map(({ code, time }) => push(code, time)),
    ...times.map(
      (time, place): Fact => ({
        kind: 'pushed',
        order: { time, rank: -1, tie: `unnamed-${place}` },
        outcome: { kind: 'undecided', occurredAt: new Date(time) },
      }),
    ),
  ]);
  const arrivals = sets.chain((set) =>
    fc.tuple(
      fc.shuffledSubarray(set, { minLength: set.length }),
      fc.shuffledSubarray(set, { minLength: set.length }),
    ),
  );

  it('lead to the same status, second inspection, ruling push, reason and decision time', () => {
    fc.assert(
      fc.property(arrivals, ([one, other]) => {
        // How long review lasts counts from when we learned of it; all else is the provider's to say.
        const { expiresAt: _one, ...end } = applyAll(one);
        const { expiresAt: _other, ...otherEnd } = applyAll(other);
        expect(end).toEqual(otherEnd);
      }),
      { numRuns: 400 },
    );
  });

  it('end in the status of the newest push', () => {
    fc.assert(
      fc.property(pushes, (named) => {
        const [newest] = [...named].sort(
          (a, b) => b.time - a.time || auditRanks[b.code] - auditRanks[a.code],
        );
        const [inspection] = [...named]
          .filter(({ code }) => code === '3' || code === '4')
          .sort((a, b) => b.time - a.time || auditRanks[b.code] - auditRanks[a.code]);
        const end = applyAll(named.map(({ code, time }) => push(code, time)));
        expect(end.status).toBe(newest && auditVerdict[newest.code]);
        expect(end.secondInspection).toBe(
          inspection ? (inspection.code === '3' ? 'PASSED' : 'FAILED') : null,
        );
      }),
      { numRuns: 400 },
    );
  });

  it('each create one event, numbered without gaps or repeats', () => {
    fc.assert(
      fc.property(arrivals, ([facts]) => {
        let current = standing('AWAITING_USER');
        const first = current.version;
        const versions = facts.map((fact) => {
          const next = recorded(current, fact);
          current = next.verification;
          return next.event.version;
        });
        expect(versions).toEqual(facts.map((_fact, place) => first + 1 + place));
      }),
    );
  });
});
