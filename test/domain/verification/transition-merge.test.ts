import { Secret } from '../../../src/domain/privacy/secret';
import { isCancelable, isMerging, transition } from '../../../src/domain/verification/transition';
import { person } from '../../graphql/invented';
import { holder, now, recorded, refusal, replay, rules, standing } from './facts';

const conflict = recorded(standing('PENDING'), {
  kind: 'answered',
  outcome: { kind: 'conflict', holder, replay },
}).verification;
const merging = recorded(conflict, { kind: 'mergeSent' }).verification;

describe('a conflict (409)', () => {
  it('stores the holder of the identity and the request to repeat, and clears expiresAt', () => {
    expect(conflict).toMatchObject({ status: 'CONFLICT', failure: null, expiresAt: null, decidedAt: null });
    expect(conflict.personal.holder?.reveal()).toEqual(holder);
    expect(conflict.personal.replay?.reveal()).toBe(replay);
  });

  it("keeps the person's claims", () => {
    expect(conflict.personal.subject?.reveal()).toEqual(person);
  });
});

describe('a blocked identity (410)', () => {
  it('stores the holder and the reason, and no request to repeat', () => {
    const blocked = recorded(standing('PENDING'), {
      kind: 'answered',
      outcome: { kind: 'blocked', holder: { ...holder, guid: null, mergeable: false }, failure: refusal },
    }).verification;
    expect(blocked).toMatchObject({ status: 'BLOCKED', failure: refusal, expiresAt: null });
    expect(blocked.personal.holder?.reveal().mergeable).toBe(false);
    expect(blocked.personal.replay).toBeUndefined();
  });
});

describe('a merge of accounts', () => {
  it('is recorded as a request before it is sent, and sets a new expiresAt', () => {
    const { verification, event } = recorded(conflict, { kind: 'mergeSent' });
    expect(verification).toMatchObject({
      status: 'PENDING',
      failure: null,
      expiresAt: new Date(now.getTime() + rules.pendingTtlMs),
    });
    expect(event.cause).toBe('REQUESTED');
  });

  it('cannot be sent a second time while it is in flight', () => {
    expect(transition(merging, { kind: 'mergeSent' }, rules)).toBeNull();
  });

  it('cannot be cancelled while it is in flight', () => {
    expect(isMerging(merging)).toBe(true);
    expect(isCancelable(merging)).toBe(false);
    expect(transition(merging, { kind: 'canceled' }, rules)).toBeNull();
  });

  it('approves the verification on success, and leaves nothing to merge', () => {
    const { verification, event } = recorded(merging, {
      kind: 'mergeAnswered',
      outcome: { kind: 'approved', references: { rnAuthTicket: 'ticket-1' } },
    });
    expect(verification).toMatchObject({
      status: 'APPROVED',
      decidedAt: now,
      expiresAt: null,
      failure: null,
      references: { rnAuthTicket: 'ticket-1' },
    });
    expect(Object.keys(verification.personal)).toEqual(['subject']);
    expect(event.cause).toBe('MERGED');
  });

  it('returns to CONFLICT with the failure when it is refused, and may be attempted again', () => {
    const refused = recorded(merging, {
      kind: 'mergeAnswered',
      outcome: { kind: 'failed', failure: refusal },
    }).verification;
    expect(refused).toMatchObject({ status: 'CONFLICT', failure: refusal, expiresAt: null });
    expect(refused.personal.replay?.reveal()).toBe(replay);
    expect(refused.personal.holder?.reveal()).toEqual(holder);

    const again = recorded(refused, { kind: 'mergeSent' }).verification;
    expect(again).toMatchObject({ status: 'PENDING', failure: null });
  });

  it('takes only the reason from a refusal', () => {
    const other = { mobileNo: '199******99', guid: 'account-other', mergeable: false };
    const { verification } = recorded(merging, {
      kind: 'mergeAnswered',
      outcome: { kind: 'blocked', holder: other, failure: refusal, references: { rnAuthTicket: 'ticket-1' } },
    });
    expect(verification).toMatchObject({ status: 'CONFLICT', failure: refusal });
    expect(verification.references).toEqual({});
    expect(verification.personal.holder?.reveal()).toEqual(holder);
  });

  it('stays PENDING after a timeout, and no further merge is accepted', () => {
    const silent = recorded(merging, { kind: 'mergeAnswered', outcome: { kind: 'silent' } }).verification;
    expect(silent).toMatchObject({ status: 'PENDING', failure: null, expiresAt: merging.expiresAt });
    expect(transition(silent, { kind: 'mergeSent' }, rules)).toBeNull();
    expect(transition(silent, { kind: 'canceled' }, rules)).toBeNull();
  });

  it('expires after a timeout, and cannot be sent after that either', () => {
    const silent = recorded(merging, { kind: 'mergeAnswered', outcome: { kind: 'silent' } }).verification;
    const over = { ...rules, now: new Date(now.getTime() + rules.pendingTtlMs) };
    const expired = recorded(silent, { kind: 'expired' }, over).verification;
    expect(expired.status).toBe('EXPIRED');
    expect(transition(expired, { kind: 'mergeSent' }, over)).toBeNull();
  });

  it('still approves if its response arrives after the expiry', () => {
    const expired = recorded({ ...merging, expiresAt: now }, { kind: 'expired' }).verification;
    const { verification } = recorded(expired, { kind: 'mergeAnswered', outcome: { kind: 'approved' } });
    expect(verification.status).toBe('APPROVED');
  });

  it('keeps the holder of the identity if the request to repeat is gone', () => {
    const { replay: _replay, ...personal } = conflict.personal;
    const refused = recorded(recorded({ ...conflict, personal }, { kind: 'mergeSent' }).verification, {
      kind: 'mergeAnswered',
      outcome: { kind: 'failed', failure: refusal },
    }).verification;
    expect(refused.personal.holder?.reveal()).toEqual(holder);
  });
});

describe('cancelling a verification', () => {
  it('ends a conflict without a merge', () => {
    const { verification, event } = recorded(conflict, { kind: 'canceled' });
    expect(verification.status).toBe('CANCELED');
    expect(event.cause).toBe('CANCELED');
    expect(transition(verification, { kind: 'mergeSent' }, rules)).toBeNull();
  });

  it('ends the wait for the provider', () => {
    for (const status of ['PENDING', 'AWAITING_USER', 'IN_REVIEW'] as const) {
      const canceled = recorded(standing(status), { kind: 'canceled' }).verification;
      expect(canceled).toMatchObject({ status: 'CANCELED', expiresAt: null, decidedAt: null });
    }
  });

  it('is possible for a first request although another verification of the account is in conflict', () => {
    expect(isCancelable(standing('PENDING', { personal: { subject: Secret.of(person) } }))).toBe(true);
  });
});
