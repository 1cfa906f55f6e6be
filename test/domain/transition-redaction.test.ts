import { Secret } from '../../src/domain/secret';
import { verificationStatuses } from '../../src/domain/status';
import { transition } from '../../src/domain/transition';
import type { PersonalData } from '../../src/domain/verification';
import { inventedAudit, inventedSchool, person } from '../graphql/invented';
import { auditCodes, holder, now, push, recorded, refusal, replay, rules, standing } from './facts';

const everything: Required<PersonalData> = {
  subject: Secret.of(person),
  authUrl: Secret.of('https://provider.example/page'),
  school: Secret.of(inventedSchool),
  audit: Secret.of(inventedAudit),
  holder: Secret.of(holder),
  replay: Secret.of(replay),
  memo: Secret.of({ certNo: person.identityNo }),
  returnTo: Secret.of('https://app.example/done'),
};

describe('redaction', () => {
  it.each(verificationStatuses)(
    'in %s destroys every personal value and leaves status and times',
    (status) => {
      const current = standing(status, { personal: everything, secondInspection: 'PASSED' });
      const { verification, event } = recorded(current, { kind: 'redacted' });
      expect(verification).toEqual({
        ...current,
        personal: {},
        version: current.version + 1,
        updatedAt: now,
        redactedAt: now,
      });
      expect(event).toMatchObject({ cause: 'REDACTED', status, message: null, occurredAt: now });
    },
  );

  it('destroys what personal data could be asked for with, and keeps what a push is known by', () => {
    const references = {
      rnAuthTicket: 'ticket',
      at: 'at-1',
      busiSeq: 'OneNET1',
      transactionId: 'tx',
      bsn: 'b',
    };
    const { verification } = recorded(standing('PENDING', { references }), { kind: 'redacted' });
    expect(verification.references).toEqual({ busiSeq: 'OneNET1', transactionId: 'tx', bsn: 'b' });
  });

  it('does not let a later answer bring a credential back', () => {
    const redacted = recorded(standing('PENDING', { references: { busiSeq: 'OneNET1' } }), {
      kind: 'redacted',
    }).verification;
    const references = { rnAuthTicket: 'ticket', at: 'at-1', transactionId: 'tx' };
    const known = { busiSeq: 'OneNET1', transactionId: 'tx' };
    const approved = { kind: 'approved', references } as const;
    const canceled = recorded(redacted, { kind: 'canceled' }).verification;
    for (const current of [redacted, canceled]) {
      expect(recorded(current, { kind: 'answered', outcome: approved }).verification.references).toEqual(
        known,
      );
      expect(recorded(current, { kind: 'queried', outcome: approved }).verification.references).toEqual(
        known,
      );
    }
    const returned = recorded(redacted, { kind: 'returned', at: 'at-2' }).verification;
    expect(returned.references).toEqual({ busiSeq: 'OneNET1' });
  });

  it('happens once', () => {
    const redacted = recorded(standing('APPROVED'), { kind: 'redacted' }).verification;
    expect(transition(redacted, { kind: 'redacted' }, rules)).toBeNull();
  });

  it.each(auditCodes)('is not undone by a later push %s, which still counts', (code) => {
    const redacted = recorded(standing('IN_REVIEW', { personal: everything }), {
      kind: 'redacted',
    }).verification;
    const pushed = recorded(
      redacted,
      push(code, now.getTime(), { subject: person, audit: inventedAudit }),
    ).verification;
    expect(pushed.personal).toEqual({});
    expect(pushed.redactedAt).toEqual(now);
    expect(pushed.status).not.toBe(code === '1' ? 'APPROVED' : 'IN_REVIEW');
  });

  it('is not undone by an answer that was still on its way', () => {
    const redacted = recorded(standing('PENDING', { personal: everything }), {
      kind: 'redacted',
    }).verification;
    const outcomes = [
      { kind: 'awaitingUser', authUrl: 'https://provider.example/page' },
      { kind: 'approved', subject: person, school: inventedSchool, memo: { certNo: person.identityNo } },
      { kind: 'conflict', holder, replay },
      { kind: 'blocked', holder, failure: refusal },
    ] as const;
    for (const outcome of outcomes) {
      expect(recorded(redacted, { kind: 'answered', outcome }).verification.personal).toEqual({});
      expect(recorded(redacted, { kind: 'queried', outcome }).verification.personal).toEqual({});
      expect(recorded(redacted, { kind: 'mergeAnswered', outcome }).verification.personal).toEqual({});
    }
  });
});
