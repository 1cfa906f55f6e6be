import { Secret } from '../../../src/domain/privacy/secret';
import { createUcenterProvider } from '../../../src/providers/ucenter/provider';
import { recordTools } from '../../support/far-end';
import { attemptOf, facePhoto, faultsOf, inventedIdentityNo } from '../samples';
import { inputs } from './inputs';

const provider = createUcenterProvider(
  {
    baseUrl: 'http://127.0.0.1:9',
    clientId: 'client',
    clientSecret: Secret.of('secret'),
    rejectedCodes: [],
    wrongCredentialCodes: [411],
    faceImage: { minBytes: 100, maxBytes: 2000 },
  },
  recordTools(),
);

const faults = (method: keyof typeof inputs, changes: Readonly<Record<string, unknown>>) =>
  faultsOf(provider, method, { ...inputs[method], ...changes });

const attempt = (method: keyof typeof inputs, changes: Readonly<Record<string, unknown>> = {}) =>
  attemptOf(provider, method, { ...inputs[method], ...changes });

describe('the methods of ucenter', () => {
  it('are seven, all of which decide at once', () => {
    expect(
      provider.methods.map(({ name, mutation, deferred, address }) => [name, mutation, deferred, address]),
    ).toEqual([
      ['IMPORT', 'verifyByImport', false, undefined],
      ['ECARD', 'verifyByEcard', false, undefined],
      ['MOBILE', 'verifyByMobile', false, undefined],
      ['WHITELIST', 'verifyByWhitelist', false, undefined],
      ['RELATION', 'verifyByRelation', false, undefined],
      ['UNIONPAY_FACE', 'verifyByUnionPayFace', false, undefined],
      ['WECHAT_FACE', 'verifyByWechatFace', false, undefined],
    ]);
  });

  it.each([
    {
      method: 'IMPORT',
      subject: { realName: '高远', certType: 'RESIDENT_ID_CARD', identityNo: inventedIdentityNo },
    },
    { method: 'ECARD', subject: { realName: '高远' } },
    { method: 'MOBILE', subject: { mobileNo: '13800001234' } },
    { method: 'WHITELIST', subject: { realName: '高远' } },
    { method: 'RELATION', subject: { realName: '高远' } },
    { method: 'UNIONPAY_FACE', subject: { realName: '高远', identityNo: 'C1' } },
    {
      method: 'WECHAT_FACE',
      subject: { realName: '高远', certType: 'RESIDENT_ID_CARD', identityNo: inventedIdentityNo },
    },
  ] as const)("include $method, which returns the person's claims", ({ method, subject }) => {
    expect(attempt(method).subject).toEqual(subject);
  });

  it.each([
    { identityNo: inventedIdentityNo, certType: 'RESIDENT_ID_CARD' },
    { identityNo: '330102850307211', certType: 'RESIDENT_ID_CARD' },
    { identityNo: 'H12345678', certType: 'HK_MACAO_TRAVEL_PERMIT' },
    { identityNo: 'HA1234567', certType: 'HK_MACAO_TRAVEL_PERMIT' },
    { identityNo: '01234567', certType: 'TAIWAN_TRAVEL_PERMIT' },
    { identityNo: 'C01X00T47', certType: 'PASSPORT' },
  ])(
    '[2] include IMPORT and RELATION, which read $identityNo as the number of a $certType',
    ({ identityNo, certType }) => {
      for (const method of ['IMPORT', 'RELATION'] as const) {
        expect(attempt(method, { identityNo: ` ${identityNo.toLowerCase()}\u200b` }).subject).toEqual({
          realName: '高远',
          certType,
          identityNo,
        });
      }
    },
  );

  it('name the person of UNIONPAY_FACE by the folded name and number', () => {
    const changes = { name: ' 阿卜来提•如则 ', certCode: 'h 12345678(00)' };
    expect(attempt('UNIONPAY_FACE', changes).subject).toEqual({
      realName: '阿卜来提·如则',
      identityNo: 'H1234567800',
    });
  });

  it.each([
    { method: 'IMPORT', changes: {}, target: undefined },
    { method: 'ECARD', changes: {}, target: 'ecard:350002' },
    { method: 'ECARD', changes: { customerCode: '1001' }, target: 'ecard:350002' },
    { method: 'ECARD', changes: { outid: '３５０-００２\u200b' }, target: 'ecard:350002' },
    { method: 'ECARD', changes: { outid: ' b35 0002' }, target: 'ecard:B350002' },
    { method: 'MOBILE', changes: {}, target: 'mobile:13800001234' },
    { method: 'MOBILE', changes: { mobileNo: '+86 138-0000-1234' }, target: 'mobile:13800001234' },
    { method: 'WHITELIST', changes: {}, target: undefined },
    { method: 'WHITELIST', changes: { password: '1', customerCode: '1001' }, target: 'ecard:350002' },
    { method: 'RELATION', changes: {}, target: undefined },
    { method: 'RELATION', changes: { source: 'ECARD', password: '1' }, target: 'ecard:150941' },
    { method: 'RELATION', changes: { password: '1', customerCode: '7' }, target: 'ecard:150941' },
    { method: 'UNIONPAY_FACE', changes: {}, target: undefined },
    { method: 'WECHAT_FACE', changes: {}, target: undefined },
  ] as const)(
    'count an attempt of $method with $changes for the target $target',
    ({ method, changes, target }) => {
      expect(attempt(method, changes).attemptTarget).toBe(target);
    },
  );

  it.each([
    { method: 'IMPORT', changes: { role: 'PARENT' }, expected: ['role NOT_ALLOWED'] },
    { method: 'IMPORT', changes: { role: 3 }, expected: ['role NOT_ALLOWED'] },
    { method: 'WHITELIST', changes: { role: 'PARENT' }, expected: ['role NOT_ALLOWED'] },
    {
      method: 'IMPORT',
      changes: { name: ' ', identityNo: `${inventedIdentityNo.slice(0, 17)}3`, outid: null },
      expected: ['name REQUIRED', 'identityNo CHECK_DIGIT', 'outid REQUIRED'],
    },
    { method: 'IMPORT', changes: { identityNo: 'x' }, expected: ['identityNo MALFORMED'] },
    { method: 'IMPORT', changes: { outid: 'x'.repeat(65) }, expected: ['outid TOO_LONG'] },
    { method: 'ECARD', changes: { password: undefined }, expected: ['password REQUIRED'] },
    { method: 'MOBILE', changes: { mobileNo: '12' }, expected: ['mobileNo MALFORMED'] },
    { method: 'MOBILE', changes: { code: '1'.repeat(9) }, expected: ['code MALFORMED'] },
    { method: 'MOBILE', changes: { code: 'abc' }, expected: ['code MALFORMED'] },
    { method: 'IMPORT', changes: { name: 'null' }, expected: ['name MALFORMED'] },
    { method: 'RELATION', changes: { childName: '高&middot;雨' }, expected: ['childName MALFORMED'] },
    { method: 'RELATION', changes: { source: 'ECARD' }, expected: ['password REQUIRED'] },
    { method: 'RELATION', changes: { source: 'OTHER' }, expected: ['source NOT_ALLOWED'] },
    { method: 'RELATION', changes: { relation: 'F' }, expected: ['relation NOT_ALLOWED'] },
    { method: 'RELATION', changes: { identityNo: '1' }, expected: ['identityNo MALFORMED'] },
    { method: 'UNIONPAY_FACE', changes: { ts: '9007199254740992' }, expected: ['ts OUT_OF_RANGE'] },
    { method: 'UNIONPAY_FACE', changes: { ts: '17e9' }, expected: ['ts MALFORMED'] },
    { method: 'UNIONPAY_FACE', changes: { ts: '-1' }, expected: ['ts MALFORMED'] },
    { method: 'UNIONPAY_FACE', changes: { protocolVersion: '' }, expected: ['protocolVersion REQUIRED'] },
    { method: 'UNIONPAY_FACE', changes: { certType: 'x'.repeat(21) }, expected: ['certType TOO_LONG'] },
    { method: 'UNIONPAY_FACE', changes: { certCode: 'x'.repeat(51) }, expected: ['certCode TOO_LONG'] },
    { method: 'UNIONPAY_FACE', changes: { faceImage: 'AAAA' }, expected: ['faceImage OUT_OF_RANGE'] },
    {
      method: 'UNIONPAY_FACE',
      changes: { faceImage: facePhoto.repeat(20) },
      expected: ['faceImage TOO_LONG'],
    },
    { method: 'WECHAT_FACE', changes: { identityNo: '1' }, expected: ['identityNo MALFORMED'] },
    { method: 'WECHAT_FACE', changes: { accessToken: '' }, expected: ['accessToken REQUIRED'] },
  ] as const)('refuse $changes by $method with $expected', ({ method, changes, expected }) => {
    expect(faults(method, changes)).toEqual(expected);
  });

  it('report every field of UNIONPAY_FACE if none is given', () => {
    const required = Object.keys(inputs.UNIONPAY_FACE);
    expect(faultsOf(provider, 'UNIONPAY_FACE', {}).sort()).toEqual(
      required.map((field) => `${field} REQUIRED`).sort(),
    );
  });

  it('refuse a birthday in the future', () => {
    // Born on 2031-01-01, a year after this test's clock.
    expect(faults('IMPORT', { identityNo: '330102203101012110' })).toEqual(['identityNo MALFORMED']);
  });
});
