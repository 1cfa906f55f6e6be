import { Secret } from '../../../src/domain/privacy/secret';
import { isExpired, transition } from '../../../src/domain/verification/transition';
import { child, closedSecret, inventedAudit, inventedSchool, person } from '../../graphql/invented';
import { now, push, recorded, refusal, rejectionBy, rules, standing } from './facts';

describe("the provider's response to a start", () => {
  it('keeps the address of its page and the references that identify the request', () => {
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

  it("overlays the person's claims with the values that the provider confirmed", () => {
    const { verification } = recorded(standing('PENDING'), {
      kind: 'answered',
      outcome: { kind: 'approved', subject: { realName: child.realName }, school: inventedSchool },
    });
    expect(verification.personal.subject?.reveal()).toEqual({ ...person, realName: child.realName });
    expect(verification.personal.school?.reveal()).toEqual(inventedSchool);
  });

  it('opens no personal data that it does not need', () => {
    const current = standing('PENDING', { personal: { subject: closedSecret(), memo: closedSecret() } });
    expect(() =>
      recorded(current, { kind: 'answered', outcome: { kind: 'approved', subject: { realName: '甄' } } }),
    ).not.toThrow();
  });

  it('fails the verification as retryable if it never arrives', () => {
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

  it("fails the verification with the provider's reason if it is a refusal", () => {
    const { verification } = recorded(standing('PENDING'), {
      kind: 'answered',
      outcome: { kind: 'failed', failure: refusal },
    });
    expect(verification.failure).toEqual({ ...refusal, delivery: 'ANSWERED' });
  });

  it('is recorded with its references after a cancellation, and opens no page', () => {
    const canceled = recorded(standing('PENDING'), { kind: 'canceled' }).verification;
    const { verification } = recorded(canceled, {
      kind: 'answered',
      outcome: {
        kind: 'awaitingUser',
        authUrl: 'https://provider.example/page',
        references: { busiSeq: 'OneNET1' },
      },
    });
    expect(verification.references['busiSeq']).toBe('OneNET1');
    expect(verification.personal.authUrl).toBeUndefined();
  });
});

describe('polling a provider', () => {
  it('changes nothing after a timeout, and records it in the history', () => {
    const current = standing('PENDING');
    const { verification, event } = recorded(current, { kind: 'queried', outcome: { kind: 'silent' } });
    expect(verification).toEqual({ ...current, version: current.version + 1, updatedAt: now });
    expect(event).toMatchObject({ cause: 'PROVIDER_QUERY', message: { code: 'NO_ANSWER' } });
  });

  it("decides at the provider's time if the response has one", () => {
    const finished = new Date('2025-03-01T08:58:00.000Z');
    const { verification } = recorded(standing('PENDING'), {
      kind: 'queried',
      outcome: { kind: 'approved', occurredAt: finished },
    });
    expect(verification.decidedAt).toEqual(finished);
  });

  it('adds to a repeated verdict and keeps its date', () => {
    const approved = standing('APPROVED');
    const { verification } = recorded(approved, {
      kind: 'queried',
      outcome: { kind: 'approved', subject: { realName: child.realName } },
    });
    expect(verification.decidedAt).toEqual(approved.decidedAt);
    expect(verification.personal.subject?.reveal().realName).toBe(child.realName);
  });
});

describe("a person's return from the provider's page", () => {
  it('stores the credential for polling', () => {
    const { verification, event } = recorded(standing('AWAITING_USER'), {
      kind: 'returned',
      references: { at: 'at-1' },
    });
    expect(verification).toMatchObject({ status: 'PENDING', references: { at: 'at-1' } });
    expect(verification.expiresAt).toEqual(standing('AWAITING_USER').expiresAt);
    expect(event.cause).toBe('USER_RETURNED');
  });

  it('may bring another credential while the verification is undecided', () => {
    const once = recorded(standing('AWAITING_USER'), {
      kind: 'returned',
      references: { at: 'at-1' },
    }).verification;
    expect(
      recorded(once, { kind: 'returned', references: { at: 'at-2' } }).verification.references['at'],
    ).toBe('at-2');
  });

  // Two returns at once: both were asked about while nothing was decided, and one answer came first.
  it.each([
    ['yes', { kind: 'approved' }],
    ['no', { kind: 'rejected', failure: rejectionBy('2') }],
    ['nothing clear', { kind: 'undecided' }],
    ['silence', { kind: 'silent' }],
  ] as const)('changes nothing with another credential after a decision: %s', (_answer, outcome) => {
    for (const status of ['APPROVED', 'REJECTED'] as const) {
      const decided = standing(status, { references: { at: 'at-1' } });
      const fact = { kind: 'queried', outcome: { ...outcome, askedBy: { at: 'at-2' } } } as const;
      const { verification, event } = recorded(decided, fact);
      expect(verification).toEqual({ ...decided, version: decided.version + 1, updatedAt: now });
      expect(event).toMatchObject({ status, cause: 'PROVIDER_QUERY' });
    }
  });

  it('changes nothing with another credential after a decision, even if the first one timed out', () => {
    const decided = standing('APPROVED', { references: { at: 'at-1' } });
    const { verification } = recorded(decided, { kind: 'returned', references: { at: 'at-2' } });
    expect(verification).toMatchObject({ status: 'APPROVED', references: { at: 'at-1' } });
  });
});

describe('the expiry of a verification', () => {
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

  it('does not touch a verification that was decided in the meantime', () => {
    const approved = recorded(waiting, push('0', now.getTime())).verification;
    expect(transition(approved, { kind: 'expired' }, { ...rules, now: end })).toBeNull();
  });

  it('does not touch a verification without expiresAt', () => {
    expect(isExpired({ ...waiting, expiresAt: null }, end)).toBe(false);
  });

  it("does not destroy the person's claims", () => {
    const kept = standing('PENDING', {
      expiresAt: now,
      personal: { subject: Secret.of(person), audit: Secret.of(inventedAudit) },
    });
    expect(recorded(kept, { kind: 'expired' }).verification.personal).toEqual(kept.personal);
  });
});
