import { canBecome, isUndecided, isVerdict } from '../../../src/domain/verification/status';
import type { Fact } from '../../../src/domain/verification/transition';
import { transition } from '../../../src/domain/verification/transition';
import type { Verification, VerificationStatus } from '../../../src/domain/verification/verification';
import { holder, now, push, refusal, rejectionBy, replay, rules, standing } from './facts';

/** A time after whatever ruled before. */
const later = now.getTime() - 1000;
const undecided: Fact = {
  kind: 'pushed',
  order: { time: later, rank: -1, tie: 'unnamed' },
  outcome: { kind: 'undecided' },
};
const approved = { kind: 'approved' } as const;
const rejected = { kind: 'rejected', failure: rejectionBy('2') } as const;
const conflict = { kind: 'conflict', holder, replay } as const;
const blocked = {
  kind: 'blocked',
  holder: { ...holder, guid: null, mergeable: false },
  failure: refusal,
} as const;
const failed = { kind: 'failed', failure: refusal } as const;
const awaitingUser = { kind: 'awaitingUser', authUrl: 'https://provider.example/page' } as const;

const facts: Readonly<Record<string, Fact>> = {
  'push 0': push('0', later),
  'push 1': push('1', later),
  'push 2': push('2', later),
  'push 3': push('3', later),
  'push 4': push('4', later),
  'push of an unnamed status': undecided,
  'answer: a page to open': { kind: 'answered', outcome: awaitingUser },
  'answer: yes': { kind: 'answered', outcome: approved },
  'answer: no': { kind: 'answered', outcome: rejected },
  'answer: 409': { kind: 'answered', outcome: conflict },
  'answer: 410': { kind: 'answered', outcome: blocked },
  'answer: refused': { kind: 'answered', outcome: failed },
  'answer: unnamed': { kind: 'answered', outcome: { kind: 'undecided' } },
  'answer: silence': { kind: 'answered', outcome: { kind: 'silent' } },
  'query: yes': { kind: 'queried', outcome: approved },
  'query: no': { kind: 'queried', outcome: rejected },
  'query: unnamed': { kind: 'queried', outcome: { kind: 'undecided' } },
  'query: silence': { kind: 'queried', outcome: { kind: 'silent' } },
  'query: the page still': { kind: 'queried', outcome: awaitingUser },
  'the person is back': { kind: 'returned', references: { at: 'at-1' } },
  'merge sent': { kind: 'mergeSent' },
  'merge: yes': { kind: 'mergeAnswered', outcome: approved },
  'merge: refused': { kind: 'mergeAnswered', outcome: failed },
  'merge: silence': { kind: 'mergeAnswered', outcome: { kind: 'silent' } },
  'time over': { kind: 'expired' },
  cancelled: { kind: 'canceled' },
  redacted: { kind: 'redacted' },
};

/**
 * Every status against every fact, as providers.md and design.md have it. A status: it goes there. `=`: it is recorded
 * and the status stays. `-`: there is nothing to record. `?`: cannot come to pass (a provider's answer to the first
 * request, say, after a verdict); whatever happens then must still obey the table of statuses.
 */
const matrix = `
                          | PENDING | AWAITING_USER | IN_REVIEW | APPROVED | REJECTED | CONFLICT | BLOCKED | FAILED | EXPIRED | CANCELED
push 0                    | APPROVED | APPROVED | APPROVED | = | APPROVED | = | = | = | APPROVED | =
push 1                    | IN_REVIEW | IN_REVIEW | = | IN_REVIEW | IN_REVIEW | = | = | = | = | =
push 2                    | REJECTED | REJECTED | REJECTED | REJECTED | = | = | = | = | REJECTED | =
push 3                    | APPROVED | APPROVED | APPROVED | = | APPROVED | = | = | = | APPROVED | =
push 4                    | REJECTED | REJECTED | REJECTED | REJECTED | = | = | = | = | REJECTED | =
push of an unnamed status | = | = | = | = | = | = | = | = | = | =
answer: a page to open    | AWAITING_USER | ? | ? | ? | ? | ? | ? | ? | = | =
answer: yes               | APPROVED | ? | ? | ? | ? | ? | ? | ? | APPROVED | =
answer: no                | REJECTED | ? | ? | ? | ? | ? | ? | ? | REJECTED | =
answer: 409               | CONFLICT | ? | ? | ? | ? | ? | ? | ? | = | =
answer: 410               | BLOCKED | ? | ? | ? | ? | ? | ? | ? | = | =
answer: refused           | FAILED | ? | ? | ? | ? | ? | ? | ? | = | =
answer: unnamed           | = | ? | ? | ? | ? | ? | ? | ? | = | =
answer: silence           | FAILED | ? | ? | ? | ? | ? | ? | ? | = | =
query: yes                | APPROVED | APPROVED | APPROVED | = | ? | = | = | = | APPROVED | =
query: no                 | REJECTED | REJECTED | REJECTED | ? | = | = | = | = | REJECTED | =
query: unnamed            | = | = | = | = | = | = | = | = | = | =
query: silence            | = | = | = | = | = | = | = | = | = | =
query: the page still     | AWAITING_USER | = | ? | = | = | = | = | = | = | =
the person is back        | = | PENDING | ? | = | = | ? | = | = | = | =
merge sent                | - | - | - | - | - | PENDING | - | - | - | -
merge: yes                | APPROVED | ? | ? | ? | ? | ? | ? | ? | APPROVED | =
merge: refused            | CONFLICT | ? | ? | ? | ? | ? | ? | ? | = | =
merge: silence            | = | ? | ? | ? | ? | ? | ? | ? | = | =
time over                 | EXPIRED | EXPIRED | EXPIRED | - | - | - | - | - | - | -
cancelled                 | CANCELED | CANCELED | CANCELED | - | - | CANCELED | - | - | - | -
redacted                  | = | = | = | = | = | = | = | = | = | =
`;

interface Cell {
  readonly label: string;
  readonly fact: Fact;
  readonly from: VerificationStatus;
  readonly expected: string;
}

const cells = readMatrix();
const labels = Object.keys(facts);

describe('the transition table', () => {
  it.each(cells.filter(({ expected }) => /^[A-Z_]+$/.test(expected)))(
    '$label takes $from to $expected',
    ({ fact, from, expected }) => {
      const next = transition(waitedFor(from), fact, rules);
      expect(next?.verification.status).toBe(expected);
    },
  );

  it.each(cells.filter(({ expected }) => expected === '='))(
    'records $label and leaves $from unchanged',
    ({ fact, from }) => {
      const next = transition(waitedFor(from), fact, rules);
      expect(next?.verification.status).toBe(from);
    },
  );

  it.each(cells.filter(({ expected }) => expected === '-'))(
    '$label has nothing to record in $from',
    ({ fact, from }) => {
      expect(transition(waitedFor(from), fact, rules)).toBeNull();
    },
  );

  it.each(cells.filter(({ expected }) => expected === '?'))(
    '$label in $from leads only to statuses that the table of statuses allows',
    ({ fact, from }) => {
      const status = transition(waitedFor(from), fact, rules)?.verification.status ?? from;
      expect(status === from || canBecome(from, status)).toBe(true);
    },
  );

  it.each(labels)('%s raises the version by exactly one, and its event names the result', (label) => {
    for (const { fact, from, recorded } of outcomesOf(label)) {
      const current = waitedFor(from);
      expect(recorded.verification).toMatchObject({ version: current.version + 1, updatedAt: now });
      expect(recorded.event).toMatchObject({
        verificationId: current.id,
        guid: current.guid,
        version: current.version + 1,
        status: recorded.verification.status,
        secondInspection: recorded.verification.secondInspection,
        recordedAt: now,
      });
      expect(transition(current, fact, rules)).toEqual(recorded);
    }
  });

  it.each(labels)('%s changes no decision, failure or expiresAt if the status stays', (label) => {
    for (const { from, recorded } of outcomesOf(label).filter((cell) => isOtherWord(cell))) {
      const { decidedAt, failure, expiresAt } = waitedFor(from);
      expect(recorded.verification).toMatchObject({ decidedAt, failure, expiresAt });
    }
  });

  it.each(labels)('%s sets expiresAt only while waiting, and decidedAt only for verdicts', (label) => {
    for (const { recorded } of outcomesOf(label)) {
      const { status, expiresAt, decidedAt } = recorded.verification;
      expect([status, expiresAt !== null]).toEqual([status, isUndecided(status)]);
      expect([status, decidedAt !== null]).toEqual([status, isVerdict(status)]);
    }
  });

  it.each(labels)('%s does not mutate its arguments', (label) => {
    for (const { fact, from } of outcomesOf(label)) {
      const current = waitedFor(from);
      transition(frozen(current), fact, rules);
      expect(current).toEqual(waitedFor(from));
    }
  });
});

/** The transition recorded for one fact, for every status in which it counts. */
function outcomesOf(label: string) {
  return cells
    .filter((cell) => cell.label === label)
    .flatMap((cell) => {
      const recorded = transition(waitedFor(cell.from), cell.fact, rules);
      return recorded ? [{ ...cell, recorded }] : [];
    });
}

/** A newer word of the same verdict has its own time and reason; other tests are about those. */
function isOtherWord({ label, from, expected }: Cell): boolean {
  return expected === '=' && !(isVerdict(from) && /^(push \d|query: (yes|no))$/.test(label));
}

function frozen(verification: Verification): Verification {
  for (const part of [verification.personal, verification.references]) Object.freeze(part);
  return Object.freeze(verification);
}

/** In the status, with the time over for what waits. */
function waitedFor(status: VerificationStatus) {
  const current = standing(status);
  return current.expiresAt ? { ...current, expiresAt: now } : current;
}

function readMatrix(): Cell[] {
  const [head = [], ...rows] = matrix
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.split('|').map((cell) => cell.trim()));
  if (rows.length !== Object.keys(facts).length) throw new Error('the matrix must have a row for every fact');
  return rows.flatMap(([label = '', ...expected]) =>
    head.slice(1).map((from, column) => {
      const fact = facts[label];
      if (!fact) throw new Error(`no fact is called ${label}`);
      return { label, fact, from: from as VerificationStatus, expected: expected[column] ?? '' };
    }),
  );
}
