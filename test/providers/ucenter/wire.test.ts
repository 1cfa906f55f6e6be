import { isTokenDead } from '../../../src/providers/ucenter/reply';
import {
  anotherAccountIn,
  mergeBody,
  readMergeAnswer,
  readResultAnswer,
  readRnAuthAnswer,
  rnAuthBody,
} from '../../../src/providers/ucenter/wire';
import { fixture } from '../../support/far-end';
import { answered, inventedIdentityNo } from '../samples';

const sent = '{"rnAuthPatternCode":"IMPORT"}';
const rules = { rejectedCodes: [1200, 1201], wrongCredentialCodes: [411] };
const read = (body: unknown, status = 200) => readRnAuthAnswer(answered(body, status), sent, rules).outcome;

describe('rnAuthBody', () => {
  it("writes the document's own sample", () => {
    const data = { outid: '350002', password: '123456', name: '三五二', customerCode: undefined };
    const body = rnAuthBody({ pattern: 'ECARD', data }, '1238365130127781890');
    expect(JSON.parse(body)).toEqual(fixture('ucenter/rnauth-request'));
  });

  it("omits the guid if the person's own token identifies the account", () => {
    const body = rnAuthBody({ pattern: 'MOBILE', data: { mobileNo: '13800001234', code: '1' } }, undefined);
    expect(body).toBe('{"rnAuthPatternCode":"MOBILE","data":{"mobileNo":"13800001234","code":"1"}}');
  });
});

describe('mergeBody', () => {
  it('repeats the request that met 409 byte for byte', () => {
    const replay = '{ "rnAuthPatternCode":"ECARD","guid":"g","data":{"name":"\\u9ad8\\/远","n":1.0} }';
    const body = mergeBody({ code: '4711"', oldGuid: 'old', replay }, 'new');
    expect(body).toBe(
      `{"rnAuthPatternCode":"MERGE","guid":"new","data":{"code":"4711\\"","oldGuid":"old","authInfo":${replay}}}`,
    );
    expect(JSON.parse(body).data.authInfo).toEqual(JSON.parse(replay));
  });

  it('omits the guid as any request does', () => {
    expect(JSON.parse(mergeBody({ code: '1', oldGuid: 'old', replay: '{}' }, undefined))).toEqual({
      rnAuthPatternCode: 'MERGE',
      data: { code: '1', oldGuid: 'old', authInfo: {} },
    });
  });
});

describe('readRnAuthAnswer', () => {
  it("reads the document's approval with its references", () => {
    expect(read(fixture('ucenter/rnauth-approved'))).toMatchObject({
      kind: 'approved',
      references: { rnAuthTicket: 'T_YYYYMMXXXX', deviceId: 'DYYYMMXXXX' },
      school: { membership: { role: 'TEACHER', customerCode: '1001' } },
    });
  });

  it('accepts the code as text, and prefers it to the HTTP status', () => {
    expect(read({ code: '200', data: {} }, 400).kind).toBe('approved');
    expect(read({ code: '409', data: { mobileNo: '180******11', guid: 'old' } }, 409).kind).toBe('conflict');
  });

  it("reads the document's conflict, and keeps the request for the merge", () => {
    expect(read(fixture('ucenter/rnauth-conflict'))).toEqual({
      kind: 'conflict',
      holder: { mobileNo: '180******11', guid: '11111111111111111111', mergeable: true },
      replay: sent,
    });
  });

  it("masks a holder's number that came in full", () => {
    const outcome = read({ code: 409, data: { mobileNo: '18000000011', guid: 'old' } });
    expect(outcome).toMatchObject({ holder: { mobileNo: '180****0011' } });
  });

  it('does not offer a merge if the holder has no number for the code', () => {
    const outcome = read({ code: 409, data: { mobileNo: null, guid: 'old' } });
    expect(outcome).toMatchObject({ kind: 'conflict', holder: { guid: 'old', mergeable: false } });
  });

  it.each([{ mobileNo: '180******11' }, { mobileNo: '180******11', guid: '' }, {}, null, undefined, []])(
    'blocks a conflict that names no account: %j',
    (data) => {
      expect(read({ code: 409, message: 'taken', data })).toMatchObject({
        kind: 'blocked',
        holder: { guid: null, mergeable: false },
        failure: { code: 'IDENTITY_TAKEN', providerCode: '409' },
      });
    },
  );

  it("reads the document's 410", () => {
    expect(read(fixture('ucenter/rnauth-blocked'))).toEqual({
      kind: 'blocked',
      holder: { mobileNo: null, guid: null, mergeable: false },
      failure: {
        code: 'IDENTITY_TAKEN',
        message: { code: 'IDENTITY_TAKEN' },
        providerCode: '410',
        providerMessage: '当前认证信息已被（mobileNo）占用，请联系人工客服',
        retryable: false,
      },
    });
  });

  it.each([
    { message: '当前认证信息已被（180******11）占用，请联系人工客服', mobileNo: '180******11' },
    { message: '当前认证信息已被（18000000011）占用，请联系人工客服', mobileNo: '180****0011' },
    { message: '当前认证信息已被占用 ****', mobileNo: null },
  ])(`finds the holder's number in "$message"`, ({ message, mobileNo }) => {
    expect(read({ code: 410, message, data: {} })).toMatchObject({ holder: { mobileNo } });
  });

  it.each([{ code: 1201 }, { code: '1201' }])('rejects with the codes the deployment lists: %j', (body) => {
    expect(read({ ...body, message: '信息不一致' })).toMatchObject({
      kind: 'rejected',
      failure: { code: 'MISMATCH', providerCode: '1201', providerMessage: '信息不一致', retryable: false },
    });
  });

  it.each([402, 429, 1202, 'E-7', -1])('fails with a code that no document names: %p', (code) => {
    expect(read({ code, message: 'no' })).toMatchObject({
      kind: 'failed',
      failure: { code: 'OTHER', providerCode: String(code), providerMessage: 'no', retryable: false },
    });
  });

  it.each([
    [400, 'INVALID_INPUT', false],
    [403, 'PROVIDER_REFUSED', false],
    [404, 'NOT_FOUND', false],
    [500, 'PROVIDER_UNAVAILABLE', true],
    ['503', 'PROVIDER_UNAVAILABLE', true],
    [402, 'OTHER', false],
  ] as const)('[2] `code` means what an HTTP status means: %p is %s', (code, means, retryable) => {
    for (const status of [200, 400]) {
      expect(read({ code, message: 'no' }, status)).toMatchObject({
        kind: 'failed',
        failure: { code: means, providerCode: String(code), retryable },
      });
    }
  });

  it('reports WRONG_CREDENTIAL, retryable, for a code that the deployment lists as a wrong code or password', () => {
    expect(read({ code: 411, message: '验证码错误' })).toMatchObject({
      kind: 'failed',
      failure: { code: 'WRONG_CREDENTIAL', providerCode: '411', retryable: true },
    });
  });

  it("masks identity and phone numbers in ucenter's message", () => {
    const message = `${inventedIdentityNo} 与 13800001234 不符`;
    const outcome = read({ code: 1, message });
    expect(outcome).toMatchObject({ failure: { providerMessage: '3***************12 与 138****1234 不符' } });
  });

  it.each([
    { name: 'silence', answer: { kind: 'silent', reason: 'timeout' } as const },
    { name: 'no JSON', answer: answered(undefined) },
    { name: 'a list', answer: answered([]) },
    { name: 'no code', answer: answered({ message: 'OK', data: {} }) },
    { name: 'a code that is none', answer: answered({ code: null, data: {} }) },
    { name: 'a page of a gateway', answer: answered(undefined, 404) },
    { name: 'a redirect', answer: answered({ code: 200, data: {} }, 302, '/login') },
    { name: 'an approval without data', answer: answered({ code: 200, message: 'OK' }) },
    { name: 'an approval with null', answer: answered({ code: 200, data: null }) },
    { name: 'an approval with text', answer: answered({ code: 200, data: 'OK' }) },
  ])('has an unknown outcome after $name', ({ answer }) => {
    expect(readRnAuthAnswer(answer, sent, rules).outcome).toEqual({ kind: 'silent' });
  });
});

describe('readMergeAnswer', () => {
  it.each([{}, { data: null }, { data: { rnAuthTicket: 'T_2' } }])('approves after 200 with %j', (rest) => {
    expect(readMergeAnswer(answered({ code: 200, ...rest }), rules).outcome).toMatchObject({
      kind: 'approved',
      message: { code: 'ACCOUNTS_MERGED' },
    });
  });

  it('reports a wrong SMS code as retryable', () => {
    expect(readMergeAnswer(answered({ code: 411, message: '验证码错误' }), rules).outcome).toMatchObject({
      kind: 'failed',
      failure: { code: 'WRONG_CREDENTIAL', retryable: true },
    });
  });

  it('has an unknown outcome after a code for an internal error of ucenter', () => {
    expect(readMergeAnswer(answered({ code: 500, message: '系统异常' }), rules).outcome).toEqual({
      kind: 'silent',
    });
  });

  it.each([409, 410, 'WRONG_CODE'])('is a refusal for any other code: %p', (code) => {
    expect(
      readMergeAnswer(answered({ code, message: '验证码错误', data: { guid: 'old' } }), rules).outcome,
    ).toMatchObject({
      kind: 'failed',
      failure: { code: 'OTHER', providerCode: String(code), providerMessage: '验证码错误' },
    });
  });

  it('has an unknown outcome after a timeout or nonsense', () => {
    expect(readMergeAnswer({ kind: 'silent', reason: 'connection' }, rules).outcome).toEqual({
      kind: 'silent',
    });
    expect(readMergeAnswer(answered('<html>'), rules).outcome).toEqual({ kind: 'silent' });
  });
});

describe('readResultAnswer', () => {
  it("reads the document's sample, whose times are seconds", () => {
    expect(readResultAnswer(answered(fixture('ucenter/result'))).outcome).toEqual({
      kind: 'approved',
      references: { deviceId: 'D2486350057' },
      subject: { realName: '张三', identityNo: '110101199003074231' },
      occurredAt: new Date('2017-02-06T03:05:57Z'),
    });
  });

  it('[2] stores the person folded', () => {
    const data = { result: true, realName: ' 阿卜来提•如则 ', identityNo: 'h 12345678(00)' };
    expect(readResultAnswer(answered({ code: 200, data })).outcome.subject).toEqual({
      realName: '阿卜来提·如则',
      identityNo: 'H1234567800',
    });
  });

  it.each([
    { finishTime: 1_893_456_000_000, occurredAt: new Date('2030-01-01T00:00:00Z') },
    { finishTime: '1893456000', occurredAt: new Date('2030-01-01T00:00:00Z') },
    { finishTime: '20300101', occurredAt: new Date('2030-01-01T00:00:00+08:00') },
    { finishTime: 0, occurredAt: undefined },
    { finishTime: -5, occurredAt: undefined },
    { finishTime: 'yesterday', occurredAt: undefined },
    { finishTime: 9e15, occurredAt: undefined },
    { finishTime: null, occurredAt: undefined },
  ])('reads finishTime $finishTime as $occurredAt', ({ finishTime, occurredAt }) => {
    const outcome = readResultAnswer(answered({ code: 200, data: { result: true, finishTime } })).outcome;
    expect(outcome.kind).toBe('approved');
    expect(outcome.occurredAt).toEqual(occurredAt);
  });

  it.each([false, 'false', 0, '0'])('rejects when the result is %p', (result) => {
    expect(readResultAnswer(answered({ code: '200', data: { result } })).outcome).toMatchObject({
      kind: 'rejected',
      failure: { code: 'MISMATCH' },
    });
  });

  it.each([
    { body: { code: 404, message: 'unknown ticket' }, field: 'code', value: '404' },
    { body: { code: 200, data: { result: 2 } }, field: 'result', value: '2' },
    { body: { code: 200, data: { result: '认证中，请稍候' } }, field: 'result', value: '(string)' },
    { body: { code: 200, data: {} }, field: 'result', value: '(undefined)' },
  ])('decides nothing by $body and logs it', ({ body, field, value }) => {
    const reading = readResultAnswer(answered(body));
    expect(reading.outcome.kind).toBe('undecided');
    expect(reading.oddities).toEqual([{ field, value }]);
  });

  it('has an unknown outcome after a timeout or nonsense', () => {
    expect(readResultAnswer({ kind: 'silent', reason: 'timeout' }).outcome).toEqual({ kind: 'silent' });
    expect(readResultAnswer(answered({ code: 200, data: null })).outcome).toEqual({ kind: 'silent' });
  });
});

describe('anotherAccountIn', () => {
  it.each([
    { body: { code: 200, data: { guid: 'other' } }, found: 'other' },
    { body: { code: '200', data: { guid: 1290609807504752 } }, found: '1290609807504752' },
    { body: { code: 200, data: { guid: 'asked-for' } }, found: null },
    { body: { code: 200, data: { rnAuthTicket: 'T_1' } }, found: null },
    { body: { code: 200 }, found: null },
    { body: { code: 409, data: { guid: 'holder' } }, found: null },
  ])('finds $found in $body', ({ body, found }) => {
    expect(anotherAccountIn(answered(body), ['asked-for'])).toBe(found);
  });
});

describe('isTokenDead', () => {
  it.each([
    { status: 401, body: undefined, expected: true },
    { status: 401, body: { code: 401 }, expected: true },
    { status: 401, body: { code: 40101 }, expected: true },
    { status: 200, body: { code: '401' }, expected: true },
    { status: 200, body: { code: '40101' }, expected: true },
    { status: 200, body: { error: 'invalid_token' }, expected: true },
    { status: 302, body: { error: 'invalid_token' }, expected: true },
    { status: 400, body: { error: 'invalid_token', error_description: 'expired' }, expected: true },
    { status: 200, body: { error: 'invalid_client' }, expected: false },
    { status: 401, body: { code: 409 }, expected: false },
    { status: 401, body: { code: 1201 }, expected: false },
    { status: 401, body: { code: 411 }, expected: false },
    { status: 403, body: { code: 403 }, expected: false },
    { status: 200, body: { code: 200 }, expected: false },
    { status: 200, body: undefined, expected: false },
  ])(
    '[2] detects 401, 40101 and invalid_token: $expected for HTTP $status with $body',
    ({ status, body, expected }) => {
      expect(isTokenDead(answered(body, status), rules)).toBe(expected);
    },
  );

  it('is false for a 401 in a body that the deployment lists as a rejection', () => {
    const asRejection = { ...rules, rejectedCodes: [401] };
    expect(isTokenDead(answered({ code: 401 }), asRejection)).toBe(false);
    expect(isTokenDead(answered({ code: 401 }, 401), asRejection)).toBe(true);
  });

  it('is false without an answer', () => {
    expect(isTokenDead({ kind: 'silent', reason: 'timeout' }, rules)).toBe(false);
  });
});
