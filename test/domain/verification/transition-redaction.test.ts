import { Secret } from '../../../src/domain/privacy/secret';
import { verificationStatuses } from '../../../src/domain/verification/status';
import { transition } from '../../../src/domain/verification/transition';
import type { PersonalData } from '../../../src/domain/verification/verification';
import { inventedAudit, inventedSchool, person } from '../../graphql/invented';
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
  metadata: Secret.of({ order: 4711 }),
  staffReason: Secret.of(`The card of ${person.realName} was shown at the desk.`),
};

describe('redaction', () => {
  it.each(verificationStatuses)(
    'in %s destroys every personal value and keeps status and times',
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

  it('destroys the credentials for polling, and keeps the references that match pushes', () => {
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

  it('prevents a later response from storing a credential', () => {
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
    const returned = recorded(redacted, { kind: 'returned', references: { at: 'at-2' } }).verification;
    expect(returned.references).toEqual({ busiSeq: 'OneNET1' });
  });

  it('happens only once', () => {
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

  it('is not undone by a response that was in flight', () => {
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
