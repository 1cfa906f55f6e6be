import { graphql } from 'graphql';
import { Secret } from '../../src/domain/privacy/secret';
import type * as domain from '../../src/domain/verification/verification';
import { child, closedSecret, inventedAudit, inventedSchool, inventedVerification, person } from './invented';
import { buildTypesSchema } from './types-schema';

const schema = buildTypesSchema();

async function show(changes: Partial<domain.Verification>, selection: string): Promise<unknown> {
  const { data, errors } = await graphql({
    schema,
    source: `{ shown { ${selection} } }`,
    contextValue: { record: inventedVerification(changes), locale: 'en' },
  });
  expect(errors).toBeUndefined();
  return JSON.parse(JSON.stringify(data?.['shown']));
}

const failure: domain.Failure = {
  code: 'MISMATCH',
  message: { code: 'DATA_MISMATCH' },
  providerCode: '10001',
  providerMessage: `${person.identityNo}不一致`,
  retryable: false,
};

describe('a Verification in GraphQL', () => {
  it('has its subject masked', async () => {
    const subject = Secret.of<domain.Subject>({ ...person, certType: 'RESIDENT_ID_CARD' });

    expect(
      await show({ personal: { subject } }, 'subject { realName certType identityNo mobileNo }'),
    ).toEqual({
      subject: {
        realName: '甄**',
        certType: 'RESIDENT_ID_CARD',
        identityNo: '9***************16',
        mobileNo: '199****1234',
      },
    });
  });

  it('masks identity and phone numbers in references of a school, and relatives like the person', async () => {
    const shown = await show(
      { personal: { school: Secret.of(inventedSchool) } },
      `membership { role memberId serialNo customerName }
       deptInfo { deptName department { customerCode deptId } }
       relativeInfo { realName identityNo mobileNo outid serialNo relation childAvatar deptInfo { deptId } }`,
    );

    expect(shown).toEqual({
      membership: {
        role: 'TEACHER',
        memberId: 'G9***************16',
        serialNo: '150940',
        customerName: '试例中学',
      },
      deptInfo: [{ deptName: '2018级1班', department: { customerCode: '1001', deptId: 228 } }],
      relativeInfo: [
        {
          realName: '甄**',
          identityNo: '9***************37',
          mobileNo: '199****5678',
          outid: '9***************37',
          serialNo: '199****5678',
          relation: 'FATHER',
          childAvatar: 'https://school.example/avatar/19900005678.png',
          deptInfo: [{ deptId: 228 }],
        },
      ],
    });
    expect(JSON.stringify(shown)).not.toContain(child.identityNo);
  });

  it('masks the person of a OneNET push, and shows its times unchanged', async () => {
    const shown = await show(
      { personal: { audit: Secret.of(inventedAudit) } },
      `auditInfo { auditStatus auditMessage transactionId busiSeq phone responseTime custName custCertNo custCertAddr
         gender birthday certValidDate certExpDate modifyTime }`,
    );

    expect(shown).toEqual({
      auditInfo: {
        auditStatus: 'FAILED',
        auditMessage: '证件号9***************16与手机号199****1234不符',
        transactionId: '23003020200404161716000047',
        busiSeq: 'OneNET20200408231042000087',
        phone: '199****1234',
        responseTime: '2020-03-07T08:40:41.871Z',
        custName: '甄**',
        custCertNo: '9***************16',
        custCertAddr: '浙江省杭州市',
        gender: 'MALE',
        birthday: '1991-**-**',
        certValidDate: '2020-01-01T00:00:00.000Z',
        certExpDate: null,
        modifyTime: null,
      },
    });
  });

  it('shows no personal data after redaction', async () => {
    const shown = await show(
      { personal: {}, redactedAt: new Date(), status: 'CONFLICT' },
      `authUrl subject { realName identityNo mobileNo certType } membership { role } deptInfo { deptId }
       relativeInfo { realName } auditInfo { phone } conflict { mobileNo guid mergeable } status`,
    );

    expect(shown).toEqual({
      authUrl: null,
      subject: { realName: null, identityNo: null, mobileNo: null, certType: null },
      membership: null,
      deptInfo: [],
      relativeInfo: [],
      auditInfo: null,
      conflict: { mobileNo: null, guid: null, mergeable: false },
      status: 'CONFLICT',
    });
  });

  it('opens only the sealed values that are selected', async () => {
    const personal: domain.PersonalData = {
      subject: closedSecret(),
      authUrl: closedSecret(),
      school: closedSecret(),
      audit: closedSecret(),
      holder: closedSecret(),
      replay: closedSecret(),
      memo: closedSecret(),
      returnTo: closedSecret(),
    };

    expect(
      await show(
        { personal, status: 'CONFLICT' },
        'id version provider method status user { guid } authUrl subject { __typename } conflict { __typename } createdAt',
      ),
    ).toEqual({
      id: 'verification-1',
      version: 2,
      provider: 'UCENTER',
      method: 'IMPORT',
      status: 'CONFLICT',
      user: { guid: 'account-1' },
      authUrl: null,
      subject: { __typename: 'VerificationSubject' },
      conflict: { __typename: 'IdentityConflict' },
      createdAt: '2025-03-01T08:30:00.000Z',
    });
  });

  it('has no user if LinkID requested it as its data source', async () => {
    expect(await show({ guid: null }, 'user { guid }')).toEqual({ user: null });
  });

  it('shows its references unmasked, and null for missing ones', async () => {
    const references = { busiSeq: 'OneNET20200411180717000126' };

    expect(await show({ references }, 'references { busiSeq rnAuthTicket at }')).toEqual({
      references: { busiSeq: 'OneNET20200411180717000126', rnAuthTicket: null, at: null },
    });
  });

  it.each<[domain.VerificationStatus, string | null]>([
    ['AWAITING_USER', 'https://linkid.example/page'],
    ['PENDING', null],
    ['IN_REVIEW', null],
    ['APPROVED', null],
    ['EXPIRED', null],
    ['CANCELED', null],
  ])('in %s has the authUrl %s', async (status, authUrl) => {
    const personal = { authUrl: Secret.of('https://linkid.example/page') };

    expect(await show({ status, personal }, 'authUrl')).toEqual({ authUrl });
  });

  it.each<[domain.VerificationStatus, boolean]>([
    ['REJECTED', true],
    ['FAILED', true],
    ['BLOCKED', true],
    ['CONFLICT', true],
    ['AWAITING_USER', false],
    ['PENDING', false],
    ['IN_REVIEW', false],
    ['APPROVED', false],
    ['EXPIRED', false],
    ['CANCELED', false],
  ])('in %s shows a recorded failure: %s', async (status, shown) => {
    expect(
      await show({ status, failure }, 'failure { code message providerCode providerMessage retryable }'),
    ).toEqual({
      failure: shown
        ? {
            ...failure,
            message: 'The data that was entered does not belong together.',
            providerMessage: '9***************16不一致',
          }
        : null,
    });
  });

  it('in CONFLICT has no failure before a merge was refused', async () => {
    expect(await show({ status: 'CONFLICT' }, 'failure { code }')).toEqual({ failure: null });
  });
});

describe('the conflict of a Verification', () => {
  const holder = (mobileNo: string | null): Secret<domain.IdentityHolder> =>
    Secret.of({ mobileNo, guid: 'account-2', mergeable: true });
  const replay = Secret.of('{}');
  const selection = 'conflict { mobileNo guid mergeable }';

  it("shows ucenter's masked number", async () => {
    const personal = { holder: holder('180******11'), replay };

    expect(await show({ status: 'CONFLICT', personal }, selection)).toEqual({
      conflict: { mobileNo: '180******11', guid: null, mergeable: true },
    });
  });

  it('masks a number that came in plain text', async () => {
    const personal = { holder: holder('19900001234'), replay };

    expect(await show({ status: 'CONFLICT', personal }, selection)).toMatchObject({
      conflict: { mobileNo: '199****1234' },
    });
  });

  it('is not mergeable once the request that met it is gone', async () => {
    const personal = { holder: holder(null) };

    expect(await show({ status: 'CONFLICT', personal }, selection)).toEqual({
      conflict: { mobileNo: null, guid: null, mergeable: false },
    });
  });

  it('is not mergeable if it is blocked', async () => {
    const personal = { holder: holder(null), replay };

    expect(await show({ status: 'BLOCKED', personal }, selection)).toMatchObject({
      conflict: { mergeable: false },
    });
  });

  it.each<domain.VerificationStatus>(['PENDING', 'APPROVED', 'CANCELED'])('is null in %s', async (status) => {
    expect(await show({ status, personal: { holder: holder(null), replay } }, selection)).toEqual({
      conflict: null,
    });
  });
});
