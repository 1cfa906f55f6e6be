import {
  approved,
  codeOf,
  conflicting,
  identityNo,
  importBody,
  type OpenUcenter,
  openUcenter,
  patterns,
  rightData,
} from '../support/ucenter-client';

let ucenter: OpenUcenter;
beforeEach(async () => {
  ucenter = await openUcenter();
});
afterEach(() => ucenter.close());

describe('a verification at the ucenter twin', () => {
  it.each(patterns)("is approved for a right %s request in exactly the document's shape", async (pattern) => {
    const answer = await ucenter.send({ rnAuthPatternCode: pattern, guid: 'g-1', data: rightData[pattern] });

    expect(answer.status).toBe(200);
    expect(approved(answer)).toMatchObject({ guid: 'g-1', rnAuthTicket: expect.stringMatching(/^T_202604/) });
  });

  it('returns for a teacher on the list department, child and a memberId that contains the ID number', async () => {
    const data = approved(await ucenter.send(importBody('g-1', { role: 2, customerCode: '1003' })));

    expect(data).toMatchObject({
      role: 2,
      customerCode: '1003',
      memberId: `G${identityNo}`,
      serialNo: '20260001',
      deptInfo: [{ customerCode: '1003', position: '语文老师' }],
      relativeInfo: [{ realName: '路小宝', relation: 'F', deptInfo: [{ position: '学生' }] }],
    });
  });

  it('returns for a relative the parent role, with the child and its department', async () => {
    const data = approved(
      await ucenter.send({ rnAuthPatternCode: 'RELATION', guid: 'g-1', data: rightData.RELATION }),
    );
    expect(data).toMatchObject({
      role: 3,
      deptInfo: [],
      relativeInfo: [{ outid: '150941', realName: '路小满', relation: 'F', deptInfo: [{ deptId: 229 }] }],
    });
  });

  it("returns no school after a face or phone check, and returns the phone's deviceId", async () => {
    const face = { rnAuthPatternCode: 'WECHAT-FACE', guid: 'g-1', data: rightData['WECHAT-FACE'] };
    expect(approved(await ucenter.send(face))).toMatchObject({
      deviceId: 'phone-7',
      role: null,
      customerCode: null,
      deptInfo: [],
      relativeInfo: [],
    });
  });

  it("accepts a person's own token without a guid and knows its account", async () => {
    const { guid: _, ...body } = importBody('');
    const answer = await ucenter.send(body, { authorization: 'person-g-77' });
    expect(approved(answer).guid).toBe('g-77');
  });

  it('gets a new ticket for the same account', async () => {
    const first = approved(await ucenter.send(importBody('g-1')));
    const second = approved(await ucenter.send(importBody('g-1')));
    expect(second.rnAuthTicket).not.toBe(first.rnAuthTicket);
  });

  it('logs no personal data', async () => {
    await ucenter.send(importBody('g-1'));
    expect(ucenter.logged).toHaveLength(1);
    expect(ucenter.logged.join()).not.toMatch(/路小满|419999|20260001|g-1/);
  });
});

describe('an invalid request to the ucenter twin', () => {
  const { name: _, ...nameless } = rightData['UNIONPAY-FACE'];
  const { protocoVerison, ...unversioned } = rightData['UNIONPAY-FACE'];

  it.each([
    ['rnAuthPatternCode', { ...importBody('g-1'), rnAuthPatternCode: 'MEGRE' }],
    ['guid', { ...importBody('g-1'), guid: undefined }],
    ['extra', { ...importBody('g-1'), extra: 1 }],
    ['data.identityNo', importBody('g-1', { identityNo: '419999199203045611' })],
    ['data.identityNo', importBody('g-1', { identityNo: '41999919920304561x' })],
    ['data.role', importBody('g-1', { role: '1' })],
    ['data.role', importBody('g-1', { role: 3 })],
    ['data.customerCode', importBody('g-1', { customerCode: null })],
    ['data.idempotencyKey', importBody('g-1', { idempotencyKey: 'k' })],
    ['data.outid', importBody('g-1', { outid: 20260001 })],
    ['data.mobileNo', { rnAuthPatternCode: 'MOBILE', guid: 'g', data: { mobileNo: '12', code: '123456' } }],
    ['data.password', { rnAuthPatternCode: 'ECARD', guid: 'g', data: { outid: '1', name: '三' } }],
    ['data.relation', relation({ relation: 'FATHER' })],
    ['data.type', relation({ type: '2' })],
    ['data.password', relation({ type: 1 })],
    ['data.ts', unionPay({ ts: '1774987200000' })],
    ['data.name', { rnAuthPatternCode: 'UNIONPAY-FACE', guid: 'g', data: nameless }],
    [
      'data.protocoVerison',
      {
        rnAuthPatternCode: 'UNIONPAY-FACE',
        guid: 'g',
        data: { ...unversioned, protocolVersion: protocoVerison },
      },
    ],
    [
      'data.identityNo',
      { rnAuthPatternCode: 'WECHAT-FACE', guid: 'g', data: { ...rightData['WECHAT-FACE'], identityNo: '1' } },
    ],
    [
      'data.authInfo',
      { rnAuthPatternCode: 'MERGE', guid: 'g', data: { code: '1', oldGuid: '2', authInfo: '{}' } },
    ],
  ])('is refused with code 400 that names %s', async (field, body) => {
    expect(await ucenter.send(body)).toEqual({
      status: 400,
      body: { code: 400, message: `参数错误：${field}`, data: null },
    });
  });

  it('is refused if it is not JSON', async () => {
    expect(codeOf(await ucenter.send('{"rnAuth'))).toBe(400);
    expect(codeOf(await ucenter.send(importBody('g-1'), { 'content-type': 'text/plain' }))).toBe(400);
  });

  it.each([
    ['another origin', { 'x-deepcloud-from': 'browser' }],
    ['an unknown token', { authorization: 'nobody' }],
    ['an empty token of a person', { authorization: 'person-' }],
  ])('is refused with HTTP 401 for %s', async (_, headers) => {
    expect(await ucenter.send(importBody('g-1'), headers)).toMatchObject({
      status: 401,
      body: { code: 401 },
    });
  });

  it('is refused with HTTP 401 for a Bearer in front of a valid token', async () => {
    const answer = await ucenter.send(importBody('g-1'), { authorization: `Bearer ${ucenter.token}` });
    expect(answer.status).toBe(401);
  });

  it("is refused for a guid together with a person's own token", async () => {
    const answer = await ucenter.send(importBody('g-1'), { authorization: 'person-g-1' });
    expect(answer.body).toMatchObject({ code: 400, message: '参数错误：guid' });
  });

  it.each([
    [
      'an SMS code',
      412,
      { rnAuthPatternCode: 'MOBILE', guid: 'g', data: { ...rightData.MOBILE, code: '654321' } },
    ],
    [
      'a card password',
      413,
      { rnAuthPatternCode: 'ECARD', guid: 'g', data: { ...rightData.ECARD, password: '1' } },
    ],
    ['a whitelist password', 413, whitelist({ password: '1' })],
    ["a relative's card password", 413, relation({ type: 1, password: '1' })],
  ])('with %s that is wrong is answered with code %i', async (_, code, body) => {
    expect(codeOf(await ucenter.send(body))).toBe(code);
  });

  function relation(data: object) {
    return { rnAuthPatternCode: 'RELATION', guid: 'g', data: { ...rightData.RELATION, ...data } };
  }
  function whitelist(data: object) {
    return { rnAuthPatternCode: 'IMPORT-ECARD', guid: 'g', data: { ...rightData['IMPORT-ECARD'], ...data } };
  }
  function unionPay(data: object) {
    return {
      rnAuthPatternCode: 'UNIONPAY-FACE',
      guid: 'g',
      data: { ...rightData['UNIONPAY-FACE'], ...data },
    };
  }
});

describe('an identity claimed by two accounts at the ucenter twin', () => {
  it.each(patterns)('is answered with 409 for the second account after %s', async (pattern) => {
    const body = { rnAuthPatternCode: pattern, data: rightData[pattern] };
    approved(await ucenter.send({ ...body, guid: 'g-1' }));

    const { message, data } = conflicting(await ucenter.send({ ...body, guid: 'g-2' }));

    expect(data).toEqual({ mobileNo: expect.stringMatching(/^\d{3}\*{6}\d{2}$/), guid: 'g-1' });
    expect(message).toBe(`当前认证信息已被 ${data.mobileNo} 占用`);
  });

  it('is recognised by its ID number across patterns', async () => {
    approved(await ucenter.send(importBody('g-1')));
    const face = { rnAuthPatternCode: 'WECHAT-FACE', guid: 'g-2', data: rightData['WECHAT-FACE'] };
    expect(conflicting(await ucenter.send(face)).data.guid).toBe('g-1');
  });

  it('names the number that the holder has verified', async () => {
    await ucenter.send({ rnAuthPatternCode: 'MOBILE', guid: 'g-1', data: rightData.MOBILE });
    await ucenter.send(importBody('g-1'));
    expect(conflicting(await ucenter.send(importBody('g-2'))).data.mobileNo).toBe('199******78');
  });

  it('does not include two relatives of one child, nor cards of two schools with one number', async () => {
    const relative = { rnAuthPatternCode: 'RELATION', data: rightData.RELATION };
    approved(await ucenter.send({ ...relative, guid: 'g-1' }));
    approved(await ucenter.send({ ...relative, guid: 'g-2', data: { ...relative.data, name: '路大水' } }));

    const card = { rnAuthPatternCode: 'ECARD', data: rightData.ECARD };
    approved(await ucenter.send({ ...card, guid: 'g-1' }));
    approved(
      await ucenter.send({ ...card, guid: 'g-2', data: { ...card.data, customerCode: 'SANDBOX1002' } }),
    );
  });
});
