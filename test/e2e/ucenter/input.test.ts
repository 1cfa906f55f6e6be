import { startTestApp, type TestApp } from '../../support/app';
import { type FakeUcenter, openFakeUcenter } from '../../support/fake-ucenter';
import { as, faultsOf, submit } from '../../support/ucenter';
import { gao, ucenterMethodList, ucenterMethods } from '../../support/ucenter-inputs';

let ucenter: FakeUcenter;
let app: TestApp;

beforeAll(async () => {
  ucenter = await openFakeUcenter();
  app = await startTestApp({ env: ucenter.env });
});

afterAll(async () => {
  await app.close();
  await ucenter.close();
});

// No test here may lead to a request to ucenter.
afterEach(() => {
  expect([...ucenter.verifications, ...ucenter.tokens]).toEqual([]);
});

const me = as('account-of-gao');
const long = (length: number) => 'k'.repeat(length);

describe('a ucenter input is refused with all errors at once', () => {
  it.each([
    [
      'verifyByImport',
      {
        name: ' ',
        identityNo: '330102199604110021',
        outid: long(65),
        customerCode: long(65),
        role: 'PARENT',
      },
      [
        'customerCode TOO_LONG',
        'identityNo CHECK_DIGIT',
        'name REQUIRED',
        'outid TOO_LONG',
        'role NOT_ALLOWED',
      ],
    ],
    [
      'verifyByEcard',
      { outid: '', name: '12345', password: '', customerCode: '10\u000701' },
      ['customerCode MALFORMED', 'name MALFORMED', 'outid REQUIRED', 'password REQUIRED'],
    ],
    ['verifyByMobile', { mobileNo: '1991234222', code: ' ' }, ['code REQUIRED', 'mobileNo MALFORMED']],
    [
      'verifyByWhitelist',
      { outid: ' ', name: long(65), password: long(129), role: 'PARENT' },
      ['name TOO_LONG', 'outid REQUIRED', 'password TOO_LONG', 'role NOT_ALLOWED'],
    ],
    [
      'verifyByRelation',
      {
        name: '',
        relation: 'SON',
        identityNo: '3301',
        outid: '',
        childName: '一\n二',
        source: 'ECARD',
      },
      ['childName MALFORMED', 'identityNo MALFORMED', 'name REQUIRED', 'outid REQUIRED', 'password REQUIRED'],
    ],
    [
      'verifyByUnionPayFace',
      {
        ...ucenterMethods.UNIONPAY_FACE.full,
        token: '',
        ts: '18934x',
        orgSeq: long(129),
        protocolVersion: ' ',
        certType: long(21),
        certCode: long(51),
        faceImage: 'no photo!',
      },
      [
        'certCode TOO_LONG',
        'certType TOO_LONG',
        'faceImage MALFORMED',
        'orgSeq TOO_LONG',
        'protocolVersion REQUIRED',
        'token REQUIRED',
        'ts MALFORMED',
      ],
    ],
    [
      'verifyByWechatFace',
      { accessToken: '', verifyResult: long(4097), realName: '!', identityNo: 'x', deviceId: '\u0007' },
      [
        'accessToken REQUIRED',
        'deviceId MALFORMED',
        'identityNo MALFORMED',
        'realName MALFORMED',
        'verifyResult TOO_LONG',
      ],
    ],
  ])('in %s', async (mutation, input, faults) => {
    const guid = long(129);

    expect(await faultsOf(app, mutation, input, me)).toEqual(faults);
    expect(await faultsOf(app, mutation, { ...input, guid, idempotencyKey: long(256) }, me)).toEqual(
      [...faults, 'guid NOT_ALLOWED', 'guid TOO_LONG', 'idempotencyKey TOO_LONG'].sort(),
    );
  });

  it.each(ucenterMethodList)(
    'in $method for another account without the scope',
    async ({ mutation, full }) => {
      const input = { ...full, guid: 'account-of-another' };

      expect(await faultsOf(app, mutation, input, as('account-of-gao', 'realname:read'))).toEqual([
        'guid NOT_ALLOWED',
      ]);
    },
  );
});

describe('an identity number is refused', () => {
  const ofResidents = ['verifyByImport', 'verifyByRelation', 'verifyByWechatFace'] as const;
  const inputs = {
    verifyByImport: ucenterMethods.IMPORT.least,
    verifyByRelation: ucenterMethods.RELATION.full,
    verifyByWechatFace: ucenterMethods.WECHAT_FACE.full,
  };

  it.each([
    ['whose last character does not fit', '330102199604110021', 'CHECK_DIGIT', ofResidents],
    ['whose digits were swapped', '330102199604111020', 'CHECK_DIGIT', ofResidents],
    ['with a birthday that no calendar has', '330102199602300020', 'MALFORMED', ofResidents],
    ['with a birthday to come', '330102209604110028', 'MALFORMED', ofResidents],
    ['of an unknown region', '990102199604110020', 'MALFORMED', ofResidents],
    ['with an X inside', '3301021996X4110020', 'MALFORMED', ofResidents],
    ['of four characters', 'AB12', 'MALFORMED', ofResidents],
    ['of 21 characters', 'A'.repeat(21), 'MALFORMED', ofResidents],
    ['of 15 digits, by the face check alone', '330102960411002', 'MALFORMED', ['verifyByWechatFace']],
    ['of a passport, by the face check alone', 'C01X00T47', 'MALFORMED', ['verifyByWechatFace']],
  ] as const)('%s', async (_what, identityNo, code, mutations) => {
    for (const mutation of mutations) {
      expect(await faultsOf(app, mutation, { ...inputs[mutation], identityNo }, me)).toEqual([
        `identityNo ${code}`,
      ]);
    }
  });
});

describe('[2] an invalid name is refused', () => {
  it.each(['null', 'undefined', '阿卜来提&middot;如则托合提', '高远山2'])('%s', async (name) => {
    expect(await faultsOf(app, 'verifyByImport', { ...ucenterMethods.IMPORT.least, name }, me)).toEqual([
      'name MALFORMED',
    ]);
  });
});

describe("UnionPay's timestamp is refused", () => {
  it.each([
    ['above what a JSON number holds', '9007199254740992', 'OUT_OF_RANGE'],
    ['of 20 digits', '12345678901234567890', 'MALFORMED'],
    ['with a sign', '-1', 'MALFORMED'],
    ['with a fraction', '1.5', 'MALFORMED'],
    ['in words', 'now', 'MALFORMED'],
  ])('%s', async (_what, ts, code) => {
    expect(
      await faultsOf(app, 'verifyByUnionPayFace', { ...ucenterMethods.UNIONPAY_FACE.full, ts }, me),
    ).toEqual([`ts ${code}`]);
  });
});

describe("the input errors of ucenter's methods", () => {
  it('repeat no value of the input', async () => {
    const canaries = [
      [
        'verifyByImport',
        { name: '金丝雀\u0007', identityNo: '330102199604110021', outid: `canary${long(64)}` },
      ],
      ['verifyByMobile', { mobileNo: '1991234', code: `canary${long(16)}` }],
      ['verifyByEcard', { outid: '\u202Ecanary', name: `金丝雀${long(64)}`, password: `canary${long(128)}` }],
      ['verifyByWechatFace', { ...ucenterMethods.WECHAT_FACE.full, verifyResult: `canary${long(4096)}` }],
      ['verifyByUnionPayFace', { ...ucenterMethods.UNIONPAY_FACE.full, ts: 'canary', faceImage: 'canary!' }],
    ] as const;

    for (const [mutation, input] of canaries) {
      const { inputErrors } = await submit(app, mutation, { ...input, guid: 'account-of-canary' }, me);
      expect(inputErrors.length).toBeGreaterThan(1);
      expect(JSON.stringify(inputErrors)).not.toMatch(/canary|金丝雀|33010219|1991234/);
      for (const { message } of inputErrors) expect(message).toMatch(/\S.*\.$/);
    }
  });

  it('repeat no value that GraphQL itself refuses', async () => {
    const operation =
      'mutation ($input: VerifyByImportInput!) { verifyByImport(input: $input) { inputErrors { code } } }';
    const wrong = { name: [gao.name], identityNo: { no: gao.identityNo }, outid: 4711, role: gao.name };

    const byVariable = await app.send(operation, { input: wrong }, me);
    const inline = await app.send(
      `mutation { verifyByImport(input: {name: 1234567, identityNo: ${gao.identityNo}, outid: [19912342222]}) { inputErrors { code } } }`,
      {},
      me,
    );

    for (const { errors, data } of [byVariable, inline]) {
      expect(errors?.length).toBeGreaterThan(0);
      expect(data ?? null).toBeNull();
      expect(JSON.stringify(errors)).not.toMatch(
        new RegExp(`${gao.name}|${gao.identityNo}|1234567|4711|19912342222`),
      );
    }
  });

  it('are recorded nowhere', async () => {
    await faultsOf(app, 'verifyByMobile', { mobileNo: '1', code: '1' }, me);

    const { verifications } = await app.query<{ verifications: { nodes: unknown[] } }>(
      '{ verifications { nodes { id } } }',
    );
    expect(verifications.nodes).toEqual([]);
  });
});
