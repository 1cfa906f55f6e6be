import { Secret } from '../../src/domain/secret';
import { isExpired, transition } from '../../src/domain/transition';
import { child, closedSecret, inventedAudit, inventedSchool, person } from '../graphql/invented';
import { now, push, recorded, refusal, rejectionBy, rules, standing } from './facts';

describe('an answer', () => {
  it('with a page to open keeps its address and what identifies the request', () => {
    const { verification, event } = recorded(standing('PENDING'), {
      kind: 'answered',
      outcome: {
        kind: 'awaitingUser',
        authUrl: 'https://provider.example/page',
        references: { busiSeq: 'OneNET1' },
        memo: { state: 1 },
      },
    });
    expect(verification.references).toEqual({ busiSeq: 'OneNET1' });
    expect(verification.personal.authUrl?.reveal()).toBe('https://provider.example/page');
    expect(verification.personal.memo?.reveal()).toEqual({ state: 1 });
    expect(event.cause).toBe('PROVIDER_RESPONSE');
  });

  it('overlays what the person claimed with what the provider confirmed', () => {
    const { verification } = recorded(standing('PENDING'), {
      kind: 'answered',
      outcome: { kind: 'approved', subject: { realName: child.realName }, school: inventedSchool },
    });
    expect(verification.personal.subject?.reveal()).toEqual({ ...person, realName: child.realName });
    expect(verification.personal.school?.reveal()).toEqual(inventedSchool);
  });

  it('opens nothing personal that it does not need', () => {
    const current = standing('PENDING', { personal: { subject: closedSecret(), memo: closedSecret() } });
    expect(() =>
      recorded(current, { kind: 'answered', outcome: { kind: 'approved', subject: { realName: '甄' } } }),
    ).not.toThrow();
  });

  it('that never comes is a failure that may be tried again', () => {
    const { verification, event } = recorded(standing('PENDING'), {
      kind: 'answered',
      outcome: { kind: 'silent' },
    });
    expect(verification).toMatchObject({
      status: 'FAILED',
      failure: { code: 'PROVIDER_UNAVAILABLE', retryable: true },
      expiresAt: null,
      decidedAt: null,
    });
    expect(event.message).toBe(verification.failure?.message);
  });

  it('that refuses says why', () => {
    const { verification } = recorded(standing('PENDING'), {
      kind: 'answered',
      outcome: { kind: 'failed', failure: refusal },
    });
    expect(verification.failure).toEqual(refusal);
  });

  it('that comes after the person cancelled is recorded with its references, and opens no page', () => {
    const canceled = recorded(standing('PENDING'), { kind: 'canceled' }).verification;
    const { verification } = recorded(canceled, {
      kind: 'answered',
      outcome: {
        kind: 'awaitingUser',
        authUrl: 'https://provider.example/page',
        references: { busiSeq: 'OneNET1' },
      },
    });
    expect(verification.references.busiSeq).toBe('OneNET1');
    expect(verification.personal.authUrl).toBeUndefined();
  });
});

describe('a query', () => {
  it('that meets silence leaves everything as it is, and says so in the history', () => {
    const current = standing('PENDING');
    const { verification, event } = recorded(current, { kind: 'queried', outcome: { kind: 'silent' } });
    expect(verification).toEqual({ ...current, version: current.version + 1, updatedAt: now });
    expect(event).toMatchObject({ cause: 'PROVIDER_QUERY', message: 'The provider did not answer.' });
  });

  it('decides at the provider’s time where it gave one', () => {
    const finished = new Date('2025-03-01T08:58:00.000Z');
    const { verification } = recorded(standing('PENDING'), {
      kind: 'queried',
      outcome: { kind: 'approved', occurredAt: finished },
    });
    expect(verification.decidedAt).toEqual(finished);
  });

  it('that repeats a verdict adds to it and does not date it anew', () => {
    const approved = standing('APPROVED');
    const { verification } = recorded(approved, {
      kind: 'queried',
      outcome: { kind: 'approved', subject: { realName: child.realName } },
    });
    expect(verification.decidedAt).toEqual(approved.decidedAt);
    expect(verification.personal.subject?.reveal().realName).toBe(child.realName);
  });
});

describe('a return of the person', () => {
  it('keeps the credential to ask by', () => {
    const { verification, event } = recorded(standing('AWAITING_USER'), { kind: 'returned', at: 'at-1' });
    expect(verification).toMatchObject({ status: 'PENDING', references: { at: 'at-1' } });
    expect(verification.expiresAt).toEqual(standing('AWAITING_USER').expiresAt);
    expect(event.cause).toBe('USER_RETURNED');
  });

  it('with another credential may follow while nothing is decided', () => {
    const once = recorded(standing('AWAITING_USER'), { kind: 'returned', at: 'at-1' }).verification;
    expect(recorded(once, { kind: 'returned', at: 'at-2' }).verification.references.at).toBe('at-2');
  });

  // Two returns at once: both were asked about while nothing was decided, and one answer came first.
  it.each([
    ['yes', { kind: 'approved' }],
    ['no', { kind: 'rejected', failure: rejectionBy('2') }],
    ['nothing clear', { kind: 'undecided' }],
    ['silence', { kind: 'silent' }],
  ] as const)('with another credential changes nothing after a decision: %s', (_answer, outcome) => {
    for (const status of ['APPROVED', 'REJECTED'] as const) {
      const decided = standing(status, { references: { at: 'at-1' } });
      const fact = { kind: 'queried', outcome: { ...outcome, references: { at: 'at-2' } } } as const;
      const { verification, event } = recorded(decided, fact);
      expect(verification).toEqual({ ...decided, version: decided.version + 1, updatedAt: now });
      expect(event).toMatchObject({ status, cause: 'PROVIDER_QUERY' });
    }
  });

  it('with another credential that met silence changes nothing after a decision', () => {
    const decided = standing('APPROVED', { references: { at: 'at-1' } });
    const { verification } = recorded(decided, { kind: 'returned', at: 'at-2' });
    expect(verification).toMatchObject({ status: 'APPROVED', references: { at: 'at-1' } });
  });
});

describe('the end of waiting', () => {
  const waiting = standing('AWAITING_USER');
  const end = waiting.expiresAt ?? now;

  it('comes at expiresAt and not before', () => {
    const before = new Date(end.getTime() - 1);
    expect([isExpired(waiting, before), isExpired(waiting, end)]).toEqual([false, true]);
    expect(transition(waiting, { kind: 'expired' }, { ...rules, now: before })).toBeNull();
    const { verification, event } = recorded(waiting, { kind: 'expired' }, { ...rules, now: end });
    expect(verification).toMatchObject({
      status: 'EXPIRED',
      expiresAt: null,
      decidedAt: null,
      failure: null,
    });
    expect(event).toMatchObject({ cause: 'TIMED_OUT', occurredAt: end });
  });

  it('does not come to what was decided in the meantime', () => {
    const approved = recorded(waiting, push('0', now.getTime())).verification;
    expect(transition(approved, { kind: 'expired' }, { ...rules, now: end })).toBeNull();
  });

  it('does not come to what has no end of waiting', () => {
    expect(isExpired({ ...waiting, expiresAt: null }, end)).toBe(false);
  });

  it('does not destroy what the person claimed', () => {
    const kept = standing('PENDING', {
      expiresAt: now,
      personal: { subject: Secret.of(person), audit: Secret.of(inventedAudit) },
    });
    expect(recorded(kept, { kind: 'expired' }).verification.personal).toEqual(kept.personal);
  });
});
