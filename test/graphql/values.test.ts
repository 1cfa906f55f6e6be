import { Secret } from '../../src/domain/secret';
import type * as domain from '../../src/domain/verification';
import { LinkIdAppResult } from '../../src/graphql/linkid/app-result.type';
import { RedactUserPayload } from '../../src/graphql/personal-info/redact.type';
import { RevealPersonalInfoPayload } from '../../src/graphql/personal-info/reveal.type';
import { VerificationConnection } from '../../src/graphql/verification/connection.type';
import { decodeEventCursor, decodePageCursor } from '../../src/graphql/verification/cursor';
import { VerificationEvent } from '../../src/graphql/verification/event.type';
import { VerificationMethodInfo } from '../../src/graphql/verification/method-info.type';
import { VerificationPayload } from '../../src/graphql/verification/payload.type';
import { child, closedSecret, inventedAudit, inventedSchool, inventedVerification, person } from './invented';

const refusal = { path: ['identityNo'], code: 'CHECK_DIGIT', message: 'The check digit is wrong.' } as const;

describe('an event', () => {
  const stored: domain.StoredEvent = {
    verificationId: 'verification-1',
    guid: 'account-1',
    version: 3,
    status: 'REJECTED',
    secondInspection: null,
    cause: 'PROVIDER_CALLBACK',
    message: `认证失败 ${person.mobileNo}`,
    occurredAt: new Date(1),
    recordedAt: new Date(2),
    sequence: 41,
  };

  it('has a cursor that leads back to its place in the stream', () => {
    expect(decodeEventCursor(new VerificationEvent(stored).cursor)).toBe(41);
  });

  it('shows no phone number in its message', () => {
    expect(new VerificationEvent(stored).message).toBe('认证失败 199****1234');
  });
});

describe('a connection', () => {
  const around = { hasNextPage: true, hasPreviousPage: false };

  it('keeps the order, and gives the cursors of both ends', () => {
    const records = ['b', 'a'].map((id) => inventedVerification({ id }));
    const connection = new VerificationConnection(records, around);

    expect(connection.nodes.map((node) => node.id)).toEqual(['b', 'a']);
    expect(connection.pageInfo).toMatchObject(around);
    expect(decodePageCursor(connection.pageInfo.startCursor ?? '')?.id).toBe('b');
    expect(decodePageCursor(connection.pageInfo.endCursor ?? '')).toEqual({
      createdAt: records[1]?.createdAt,
      id: 'a',
    });
  });

  it('has no cursors when it is empty', () => {
    expect(new VerificationConnection([], around).pageInfo).toMatchObject({
      startCursor: null,
      endCursor: null,
    });
  });
});

describe('a payload', () => {
  it('has the verification and no errors when the request was accepted', () => {
    const payload = VerificationPayload.accepted(inventedVerification());

    expect(payload.verification?.id).toBe('verification-1');
    expect(payload.inputErrors).toEqual([]);
  });

  it('has the errors and no verification when it was refused', () => {
    const payload = VerificationPayload.refused([refusal]);

    expect(payload.verification).toBeNull();
    expect(payload.inputErrors.map(({ path, code, message }) => ({ path, code, message }))).toEqual([
      refusal,
    ]);
  });

  it('of redactUser counts what was redacted', () => {
    expect(RedactUserPayload.accepted(3)).toEqual({ redacted: 3, inputErrors: [] });
    expect(RedactUserPayload.refused([refusal])).toMatchObject({ redacted: 0, inputErrors: [refusal] });
  });
});

describe('revealed personal info', () => {
  it('is the plaintext', () => {
    const subject = Secret.of<domain.Subject>({ ...person, certType: 'RESIDENT_ID_CARD' });
    const personal = { subject, school: Secret.of(inventedSchool), audit: Secret.of(inventedAudit) };
    const info = RevealPersonalInfoPayload.accepted(personal).personalInfo;

    expect(info).toMatchObject({
      ...person,
      certType: 'RESIDENT_ID_CARD',
      address: '浙江省杭州市西湖区试例路1号',
      birthday: new Date('1991-02-02T16:00:00.000Z'),
    });
    expect(info?.relatives).toMatchObject([{ ...child, outid: child.identityNo }]);
  });

  it('takes from the push what the subject leaves open', () => {
    const subject = Secret.of<domain.Subject>({ mobileNo: '19900009999' });
    const info = RevealPersonalInfoPayload.accepted({
      subject,
      audit: Secret.of(inventedAudit),
    }).personalInfo;

    expect(info).toMatchObject({ ...person, mobileNo: '19900009999' });
  });

  it('is empty when nothing is known', () => {
    expect(RevealPersonalInfoPayload.accepted({}).personalInfo).toMatchObject({
      realName: null,
      certType: null,
      identityNo: null,
      mobileNo: null,
      address: null,
      birthday: null,
      relatives: [],
    });
  });

  it('opens nothing before it is asked for', () => {
    const personal: domain.PersonalData = {
      subject: closedSecret(),
      school: closedSecret(),
      audit: closedSecret(),
    };

    expect(RevealPersonalInfoPayload.accepted(personal).inputErrors).toEqual([]);
  });

  it('is null when the request was refused', () => {
    const payload = RevealPersonalInfoPayload.refused([refusal]);

    expect(payload.personalInfo).toBeNull();
    expect(payload.inputErrors).toMatchObject([refusal]);
  });
});

describe("LinkID's record of an application's check", () => {
  it('masks identity and phone numbers in what LinkID says, but not in addresses', () => {
    const result = new LinkIdAppResult('app-1', 'PC', {
      passed: false,
      realNameUrl: 'https://linkid.example/start/app-1',
      qrUrl: null,
      appUrl: 'https://app.example/',
      userId: person.mobileNo,
      reason: `证件号${person.identityNo}已失效`,
    });

    expect(result).toMatchObject({
      appId: 'app-1',
      platform: 'PC',
      passed: false,
      realNameUrl: 'https://linkid.example/start/app-1',
      qrUrl: null,
      appUrl: 'https://app.example/',
      userId: '199****1234',
      reason: '证件号9***************16已失效',
    });
  });
});

describe('a method', () => {
  it('is shown as its provider describes it', () => {
    const method = {
      name: 'IMPORT',
      mutation: 'verifyByImport',
      deferred: false,
      description: 'Needs a name.',
    };

    expect(
      new VerificationMethodInfo({ ...method, provider: 'UCENTER', enabled: true, available: false }),
    ).toMatchObject({
      method: 'IMPORT',
      provider: 'UCENTER',
      enabled: true,
      mutation: 'verifyByImport',
      deferred: false,
      description: 'Needs a name.',
    });
  });
});
