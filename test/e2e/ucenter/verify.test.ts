import { startTestApp, type TestApp } from '../../support/app';
import { closeAfterEach } from '../../support/closing';
import { openFakeUcenter } from '../../support/fake-ucenter';
import { as, readVerification, submitted } from '../../support/ucenter';
import { approvalFor } from '../../support/ucenter-approval';
import { child, gao, ucenterMethodList, ucenterMethods } from '../../support/ucenter-inputs';

const opened = closeAfterEach();
const me = as('account-of-gao');

/** The data known about a person after each method at the sandbox. */
const known = {
  IMPORT: {
    subject: {
      realName: '高**',
      certType: 'RESIDENT_ID_CARD',
      identityNo: '3***************20',
      mobileNo: null,
    },
    membership: {
      role: 'TEACHER',
      customerCode: '1001',
      ecardSchool: false,
      memberId: 'G3***************20',
    },
    deptInfo: [{ deptId: 228, department: { __typename: 'Department', customerCode: '1001', deptId: 228 } }],
  },
  ECARD: {
    subject: { realName: '高**', certType: null, identityNo: null, mobileNo: null },
    membership: { role: 'STUDENT', customerCode: '1002', ecardSchool: true, ecardCustomerId: 'E350003' },
    deptInfo: [{ deptId: 229, department: { __typename: 'Department', customerCode: '1002', deptId: 229 } }],
  },
  MOBILE: {
    subject: { realName: null, certType: null, identityNo: null, mobileNo: '199****2222' },
    membership: null,
    deptInfo: [],
  },
  WHITELIST: {
    subject: { realName: '高**', certType: null, identityNo: null, mobileNo: null },
    membership: { role: 'STUDENT', customerCode: '1002', ecardSchool: true, serialNo: '350004' },
    deptInfo: [{ deptId: 229, department: { __typename: 'Department', customerCode: '1002', deptId: 229 } }],
  },
  RELATION: {
    subject: {
      realName: '高**',
      certType: 'RESIDENT_ID_CARD',
      identityNo: '3***************20',
      mobileNo: null,
    },
    membership: { role: 'PARENT', customerCode: '1002', ecardSchool: true, memberId: 'G3***************20' },
    deptInfo: [],
  },
  UNIONPAY_FACE: {
    subject: { realName: '高**', certType: null, identityNo: '3***************20', mobileNo: null },
    membership: null,
    deptInfo: [],
  },
  WECHAT_FACE: {
    subject: {
      realName: '高**',
      certType: 'RESIDENT_ID_CARD',
      identityNo: '3***************20',
      mobileNo: null,
    },
    membership: null,
    deptInfo: [],
  },
} as const;

describe('a verification that ucenter approves', () => {
  it.each(Object.values(ucenterMethods))(
    'by $method has its references, two versions of history, and masked personal data',
    async ({ mutation, method, full }) => {
      const app = opened.keep(await startTestApp());

      const verification = await submitted(app, mutation, full, me);

      expect(verification).toMatchObject({
        version: 2,
        provider: 'UCENTER',
        method,
        status: 'APPROVED',
        secondInspection: null,
        authUrl: null,
        user: { guid: 'account-of-gao', isRealNameVerified: method !== 'MOBILE' },
        references: {
          rnAuthTicket: expect.stringMatching(/^T_\d+$/),
          deviceId: method === 'WECHAT_FACE' ? 'device-of-gao' : expect.stringMatching(/^D\d+$/),
          busiSeq: null,
          at: null,
        },
        conflict: null,
        failure: null,
        expiresAt: null,
        decidedAt: expect.any(String),
        history: [
          { version: 1, status: 'PENDING', cause: 'REQUESTED', message: null },
          { version: 2, status: 'APPROVED', cause: 'PROVIDER_RESPONSE' },
        ],
        ...known[method],
      });
      expect(JSON.stringify(verification)).not.toMatch(
        new RegExp(`${gao.identityNo}|${gao.name}|${gao.mobileNo}`),
      );
      expect(await readVerification(app, verification.id, me)).toEqual(verification);
    },
  );

  it("by a relation has the relative with masked data, in the relative's department", async () => {
    const app = opened.keep(await startTestApp());

    const { relativeInfo } = await submitted(app, 'verifyByRelation', ucenterMethods.RELATION.full, me);

    expect(relativeInfo).toEqual([
      {
        customerCode: '1002',
        ecardSchool: true,
        identityNo: null,
        outid: child.outid,
        realName: '高**',
        mobileNo: null,
        serialNo: child.outid,
        relation: 'MATERNAL_GRANDMOTHER',
        ecardCustomerId: `E${child.outid}`,
        childAvatar: null,
        deptInfo: [
          {
            deptId: 229,
            deptName: '2018级1班',
            supervisor: false,
            position: '学生',
            customerCode: '1002',
            ecardSchool: true,
            department: { __typename: 'Department', customerCode: '1002', deptId: 229 },
          },
        ],
      },
    ]);
  });

  it('at a school with campus cards requires the card, and fails without its password', async () => {
    const app = opened.keep(await startTestApp());
    const { password: _password, ...input } = ucenterMethods.WHITELIST.full;
    const cardSchool = { ...input, customerCode: 'SANDBOX1002' };

    const verification = await submitted(app, 'verifyByWhitelist', cardSchool, me);

    expect(verification).toMatchObject({
      status: 'FAILED',
      failure: { code: 'INVALID_INPUT', providerCode: '400' },
    });
  });
});

describe("the sample approval of ucenter's document", () => {
  it('becomes an approval with all its values, the relative masked', async () => {
    const ucenter = opened.keep(
      await openFakeUcenter({ verify: () => ({ json: approvalFor('account-of-gao') }) }),
    );
    const app = opened.keep(await startTestApp({ env: ucenter.env }));

    const verification = await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.least, me);

    const place = { supervisor: false, customerCode: '1001', ecardSchool: false };
    expect(verification).toMatchObject({
      status: 'APPROVED',
      references: { rnAuthTicket: 'T_YYYYMMXXXX', deviceId: 'DYYYMMXXXX' },
      membership: {
        role: 'TEACHER',
        customerCode: '1001',
        customerName: '郑州枫杨外国语学校',
        ecardSchool: false,
        dpcode: '00000000',
        memberId: null,
        serialNo: '150940',
        ecardCustomerId: null,
      },
      deptInfo: [
        {
          ...place,
          deptId: 228,
          deptName: '2018级1班',
          position: '语文老师',
          department: { __typename: 'Department', customerCode: '1001', deptId: 228 },
        },
      ],
      relativeInfo: [
        {
          customerCode: '1001',
          ecardSchool: false,
          identityNo: null,
          outid: '150941',
          realName: '刘**',
          mobileNo: null,
          serialNo: '150941',
          relation: 'FATHER',
          ecardCustomerId: null,
          childAvatar: null,
          deptInfo: [
            {
              ...place,
              deptId: 229,
              deptName: '2018级1班',
              position: '学生',
              department: { __typename: 'Department', customerCode: '1001', deptId: 229 },
            },
          ],
        },
      ],
    });
    expect(JSON.stringify(verification)).not.toContain('刘小宝');
  });

  it('has the personal data masked in every field of a relative and a member', async () => {
    const relative = {
      identityNo: '33010220140715004X',
      realName: '高小雨',
      mobileNo: '19912343333',
      outid: '33010220140715004X',
      serialNo: '19912343333',
      relation: 'GD',
      ecardCustomerId: 'K33010220140715004X',
    };
    const data = { memberId: `G${gao.identityNo}`, serialNo: gao.identityNo, relativeInfo: [relative] };
    const ucenter = opened.keep(await openFakeUcenter({ verify: () => ({ json: { code: 200, data } }) }));
    const app = opened.keep(await startTestApp({ env: ucenter.env }));

    const verification = await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.least, me);

    expect(verification).toMatchObject({
      membership: { memberId: 'G3***************20', serialNo: '3***************20' },
      relativeInfo: [
        {
          identityNo: '3***************4X',
          realName: '高**',
          mobileNo: '199****3333',
          outid: '3***************4X',
          serialNo: '199****3333',
          relation: 'GRANDDAUGHTER',
          ecardCustomerId: 'K3***************4X',
        },
      ],
    });
  });
});

describe('the ucenter methods of a deployment', () => {
  const query = '{ verificationMethods { method provider enabled mutation deferred description } }';
  const offered = async (app: TestApp) =>
    (
      await app.query<{ verificationMethods: readonly Record<string, unknown>[] }>(query)
    ).verificationMethods.filter(({ provider }) => provider === 'UCENTER');

  it('are seven, each decided at once', async () => {
    const app = opened.keep(await startTestApp());

    expect(await offered(app)).toEqual(
      ucenterMethodList.map(({ method, mutation }) => ({
        method,
        provider: 'UCENTER',
        enabled: true,
        mutation,
        deferred: false,
        description: expect.stringMatching(/^[A-Z].*\.$/),
      })),
    );
  });

  it("are disabled, and refused, without ucenter's settings", async () => {
    const env = { YUXIN_BASE_URL: 'http://127.0.0.1:9', YUXIN_TOKEN: 't', YUXIN_KEY: 'sixteen bytes !!' };
    const app = opened.keep(await startTestApp({ env }));

    expect((await offered(app)).map(({ enabled }) => enabled)).toEqual(Array(7).fill(false));
    await expect(submitted(app, 'verifyByImport', ucenterMethods.IMPORT.least, me)).rejects.toThrow(
      'NOT_ALLOWED',
    );
  });
});
