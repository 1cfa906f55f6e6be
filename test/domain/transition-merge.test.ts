import { Secret } from '../../src/domain/secret';
import { isCancelable, isMerging, transition } from '../../src/domain/transition';
import { person } from '../graphql/invented';
import { holder, now, recorded, refusal, replay, rules, standing } from './facts';

const conflict = recorded(standing('PENDING'), {
  kind: 'answered',
  outcome: { kind: 'conflict', holder, replay },
}).verification;
const merging = recorded(conflict, { kind: 'mergeSent' }).verification;

describe('a 409', () => {
  it('keeps who holds the identity and the request to repeat, and stops the waiting', () => {
    expect(conflict).toMatchObject({ status: 'CONFLICT', failure: null, expiresAt: null, decidedAt: null });
    expect(conflict.personal.holder?.reveal()).toEqual(holder);
    expect(conflict.personal.replay?.reveal()).toBe(replay);
  });

  it('keeps what the person claimed', () => {
    expect(conflict.personal.subject?.reveal()).toEqual(person);
  });
});

describe('a 410', () => {
  it('keeps who holds the identity and why, and nothing to repeat', () => {
    const blocked = recorded(standing('PENDING'), {
      kind: 'answered',
      outcome: { kind: 'blocked', holder: { ...holder, guid: null, mergeable: false }, failure: refusal },
    }).verification;
    expect(blocked).toMatchObject({ status: 'BLOCKED', failure: refusal, expiresAt: null });
    expect(blocked.personal.holder?.reveal().mergeable).toBe(false);
    expect(blocked.personal.replay).toBeUndefined();
  });
});

describe('a merge', () => {
  it('is recorded as a request before it is sent, and waits anew', () => {
    const { verification, event } = recorded(conflict, { kind: 'mergeSent' });
    expect(verification).toMatchObject({
      status: 'PENDING',
      failure: null,
      expiresAt: new Date(now.getTime() + rules.pendingTtlMs),
    });
    expect(event.cause).toBe('REQUESTED');
  });

  it('cannot be sent a second time while it is under way', () => {
    expect(transition(merging, { kind: 'mergeSent' }, rules)).toBeNull();
  });

  it('cannot be cancelled while it is under way', () => {
    expect(isMerging(merging)).toBe(true);
    expect(isCancelable(merging)).toBe(false);
    expect(transition(merging, { kind: 'canceled' }, rules)).toBeNull();
  });

  it('that succeeds approves, and leaves nothing to merge', () => {
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

  it('that is refused leads back to CONFLICT with its failure, and may be tried again', () => {
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

  it('that is refused takes nothing over from the refusal but its reason', () => {
    const other = { mobileNo: '199******99', guid: 'account-other', mergeable: false };
    const { verification } = recorded(merging, {
      kind: 'mergeAnswered',
      outcome: { kind: 'blocked', holder: other, failure: refusal, references: { rnAuthTicket: 'ticket-1' } },
    });
    expect(verification).toMatchObject({ status: 'CONFLICT', failure: refusal });
    expect(verification.references).toEqual({});
    expect(verification.personal.holder?.reveal()).toEqual(holder);
  });

  it('that meets silence stays PENDING, and no further one is accepted', () => {
    const silent = recorded(merging, { kind: 'mergeAnswered', outcome: { kind: 'silent' } }).verification;
    expect(silent).toMatchObject({ status: 'PENDING', failure: null, expiresAt: merging.expiresAt });
    expect(transition(silent, { kind: 'mergeSent' }, rules)).toBeNull();
    expect(transition(silent, { kind: 'canceled' }, rules)).toBeNull();
  });

  it('that met silence expires in the end, and cannot be sent after that either', () => {
    const silent = recorded(merging, { kind: 'mergeAnswered', outcome: { kind: 'silent' } }).verification;
    const over = { ...rules, now: new Date(now.getTime() + rules.pendingTtlMs) };
    const expired = recorded(silent, { kind: 'expired' }, over).verification;
    expect(expired.status).toBe('EXPIRED');
    expect(transition(expired, { kind: 'mergeSent' }, over)).toBeNull();
  });

  it('answered after its time was over still approves', () => {
    const expired = recorded({ ...merging, expiresAt: now }, { kind: 'expired' }).verification;
    const { verification } = recorded(expired, { kind: 'mergeAnswered', outcome: { kind: 'approved' } });
    expect(verification.status).toBe('APPROVED');
  });

  it('of a conflict whose request is no longer kept does not lose who holds the identity', () => {
    const { replay: _replay, ...personal } = conflict.personal;
    const refused = recorded(recorded({ ...conflict, personal }, { kind: 'mergeSent' }).verification, {
      kind: 'mergeAnswered',
      outcome: { kind: 'failed', failure: refusal },
    }).verification;
    expect(refused.personal.holder?.reveal()).toEqual(holder);
  });
});

describe('cancelling', () => {
  it('a conflict gives the merge up', () => {
    const { verification, event } = recorded(conflict, { kind: 'canceled' });
    expect(verification.status).toBe('CANCELED');
    expect(event.cause).toBe('CANCELED');
    expect(transition(verification, { kind: 'mergeSent' }, rules)).toBeNull();
  });

  it('what waits ends the waiting', () => {
    for (const status of ['PENDING', 'AWAITING_USER', 'IN_REVIEW'] as const) {
      const canceled = recorded(standing(status), { kind: 'canceled' }).verification;
      expect(canceled).toMatchObject({ status: 'CANCELED', expiresAt: null, decidedAt: null });
    }
  });

  it('a first request is allowed although another verification of the account holds a conflict', () => {
    expect(isCancelable(standing('PENDING', { personal: { subject: Secret.of(person) } }))).toBe(true);
  });
});
