import { defaultPolicy } from '../../src/domain/assurance/policy';
import { Secret } from '../../src/domain/privacy/secret';
import type { StoredEvent } from '../../src/domain/verification/event';
import type * as domain from '../../src/domain/verification/verification';
import type { GraphQLContext } from '../../src/graphql/context';
import { LinkIdAppResult } from '../../src/graphql/linkid/app-result.type';
import { EventMessageResolver } from '../../src/graphql/messages/resolvers';
import { RedactUserPayload } from '../../src/graphql/personal-info/redact.type';
import { RevealPersonalInfoPayload } from '../../src/graphql/personal-info/reveal.type';
import { VerificationConnection } from '../../src/graphql/verification/connection.type';
import { decodeEventCursor, decodePageCursor } from '../../src/graphql/verification/cursor';
import { VerificationEvent } from '../../src/graphql/verification/event.type';
import { VerificationMethodInfo } from '../../src/graphql/verification/method-info.type';
import { VerificationPayload } from '../../src/graphql/verification/payload.type';
import { child, closedSecret, inventedAudit, inventedSchool, inventedVerification, person } from './invented';

const refusal = {
  path: ['identityNo'],
  code: 'CHECK_DIGIT',
  message: { code: 'CHECK_DIGIT_WRONG' },
} as const;

describe('a VerificationEvent', () => {
  const stored: StoredEvent = {
    verificationId: 'verification-1',
    guid: 'account-1',
    version: 3,
    status: 'REJECTED',
    previousStatus: 'PENDING',
    assuranceLevel: 'NONE',
    secondInspection: null,
    cause: 'PROVIDER_CALLBACK',
    message: { words: `认证失败 ${person.mobileNo}` },
    occurredAt: new Date(1),
    recordedAt: new Date(2),
    sequence: 41,
  };

  it('has a cursor that leads back to its place in the stream', () => {
    expect(decodeEventCursor(new VerificationEvent(stored).cursor)).toBe(41);
  });

  it('shows no phone number in its message', () => {
    const context = { locale: 'en' } as GraphQLContext;
    expect(new EventMessageResolver().message(new VerificationEvent(stored), context, null)).toBe(
      '认证失败 199****1234',
    );
  });
});

describe('a VerificationConnection', () => {
  const around = { hasNextPage: true, hasPreviousPage: false };

  it('keeps the order, and has the cursors of both ends', () => {
    const [newer, older] = ['b', 'a'].map((digit) => `${digit.repeat(8)}-0000-7000-8000-000000000000`);
    const records = [newer, older].map((id = '') => inventedVerification({ id }));
    const connection = new VerificationConnection(records, 'CREATED_DESC', around);

    expect(connection.nodes.map((node) => node.id)).toEqual([newer, older]);
    expect(connection.pageInfo).toMatchObject(around);
    expect(decodePageCursor('CREATED_DESC', connection.pageInfo.startCursor ?? '')?.id).toBe(newer);
    expect(decodePageCursor('CREATED_DESC', connection.pageInfo.endCursor ?? '')).toEqual({
      at: records[1]?.createdAt,
      id: older,
    });
  });

  it('has no cursors when it is empty', () => {
    expect(new VerificationConnection([], 'CREATED_DESC', around).pageInfo).toMatchObject({
      startCursor: null,
      endCursor: null,
    });
  });
});

describe('a mutation payload', () => {
  it('has the verification and no errors if the request was accepted', () => {
    const payload = VerificationPayload.accepted(inventedVerification());

    expect(payload.verification?.id).toBe('verification-1');
    expect(payload.inputErrors).toEqual([]);
  });

  it('has the errors and no verification if it was refused', () => {
    const payload = VerificationPayload.refused([refusal]);

    expect(payload.verification).toBeNull();
    expect(payload.inputErrors).toMatchObject([{ path: ['identityNo'], code: 'CHECK_DIGIT' }]);
  });

  it('counts the redacted verifications for redactUser', () => {
    expect(RedactUserPayload.accepted(3)).toEqual({ redacted: 3, inputErrors: [] });
    expect(RedactUserPayload.refused([refusal])).toMatchObject({
      redacted: 0,
      inputErrors: [{ code: refusal.code }],
    });
  });
});

describe('revealed personal info', () => {
  it('is in plain text', () => {
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

  it('is completed from the push where the subject has gaps', () => {
    const subject = Secret.of<domain.Subject>({ mobileNo: '19900009999' });
    const info = RevealPersonalInfoPayload.accepted({
      subject,
      audit: Secret.of(inventedAudit),
    }).personalInfo;

    expect(info).toMatchObject({ ...person, mobileNo: '19900009999' });
  });

  it('is empty if nothing is known', () => {
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

  it('opens no sealed value before it is requested', () => {
    const personal: domain.PersonalData = {
      subject: closedSecret(),
      school: closedSecret(),
      audit: closedSecret(),
    };

    expect(RevealPersonalInfoPayload.accepted(personal).inputErrors).toEqual([]);
  });

  it('is null if the request was refused', () => {
    const payload = RevealPersonalInfoPayload.refused([refusal]);

    expect(payload.personalInfo).toBeNull();
    expect(payload.inputErrors).toMatchObject([{ code: refusal.code }]);
  });
});

describe("LinkID's record of an application's check", () => {
  it("has identity and phone numbers masked in LinkID's message, but not in addresses", () => {
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

describe('a verification method', () => {
  it('is shown as its provider describes it', () => {
    const method = {
      name: 'IMPORT',
      mutation: 'verifyByImport',
      deferred: false,
      summary: 'ucenter IMPORT',
      description: { en: 'Needs a name.', 'zh-CN': '需要姓名。' },
    };

    expect(
      new VerificationMethodInfo(
        { ...method, provider: 'UCENTER', enabled: true, available: false },
        defaultPolicy,
      ),
    ).toMatchObject({
      method: 'IMPORT',
      provider: 'UCENTER',
      enabled: true,
      mutation: 'verifyByImport',
      deferred: false,
      assuranceLevel: 'LOW',
      usesFace: false,
    });
  });
});
