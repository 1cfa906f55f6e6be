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

describe('the ucenter twin, asked to verify', () => {
  it.each(patterns)("approves a right %s request in exactly the document's shape", async (pattern) => {
    const answer = await ucenter.send({ rnAuthPatternCode: pattern, guid: 'g-1', data: rightData[pattern] });

    expect(answer.status).toBe(200);
    expect(approved(answer)).toMatchObject({ guid: 'g-1', rnAuthTicket: expect.stringMatching(/^T_202604/) });
  });

  it('answers a teacher of the list with department, child and a memberId that holds the ID number', async () => {
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

  it('answers a relative as a parent, with the child and its department', async () => {
    const data = approved(
      await ucenter.send({ rnAuthPatternCode: 'RELATION', guid: 'g-1', data: rightData.RELATION }),
    );
    expect(data).toMatchObject({
      role: 3,
      deptInfo: [],
      relativeInfo: [{ outid: '350004', realName: '路小满', relation: 'MGF', deptInfo: [{ deptId: 229 }] }],
    });
  });

  it("knows of no school after a face or phone check, and gives the phone's deviceId back", async () => {
    const face = { rnAuthPatternCode: 'WECHAT-FACE', guid: 'g-1', data: rightData['WECHAT-FACE'] };
    expect(approved(await ucenter.send(face))).toMatchObject({
      deviceId: 'phone-7',
      role: null,
      customerCode: null,
      deptInfo: [],
      relativeInfo: [],
    });
  });

  it("takes a person's own token without a guid and knows whose it is", async () => {
    const { guid: _, ...body } = importBody('');
    const answer = await ucenter.send(body, { authorization: 'person-g-77' });
    expect(approved(answer).guid).toBe('g-77');
  });

  it('verifies the same account again under a new ticket', async () => {
    const first = approved(await ucenter.send(importBody('g-1')));
    const second = approved(await ucenter.send(importBody('g-1')));
    expect(second.rnAuthTicket).not.toBe(first.rnAuthTicket);
  });

  it('logs nothing about the person', async () => {
    await ucenter.send(importBody('g-1'));
    expect(ucenter.logged).toHaveLength(1);
    expect(ucenter.logged.join()).not.toMatch(/路小满|419999|20260001|g-1/);
  });
});

describe('the ucenter twin, sent something wrong', () => {
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
    [
      'data.password',
      {
        rnAuthPatternCode: 'IMPORT-ECARD',
        guid: 'g',
        data: { outid: '1', name: '三', customerCode: '1002' },
      },
    ],
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
  ])('refuses it with code 400 that names %s', async (field, body) => {
    expect(await ucenter.send(body)).toEqual({
      status: 400,
      body: { code: 400, message: `参数错误：${field}`, data: null },
    });
  });

  it('refuses a body that is not JSON, or not called JSON', async () => {
    expect(codeOf(await ucenter.send('{"rnAuth'))).toBe(400);
    expect(codeOf(await ucenter.send(importBody('g-1'), { 'content-type': 'text/plain' }))).toBe(400);
  });

  it.each([
    ['another origin', { 'x-deepcloud-from': 'browser' }],
    ['an unknown token', { authorization: 'nobody' }],
    ['an empty token of a person', { authorization: 'person-' }],
  ])('refuses %s with HTTP 401', async (_, headers) => {
    expect(await ucenter.send(importBody('g-1'), headers)).toMatchObject({
      status: 401,
      body: { code: 401 },
    });
  });

  it('refuses a Bearer in front of a good token with HTTP 401', async () => {
    const answer = await ucenter.send(importBody('g-1'), { authorization: `Bearer ${ucenter.token}` });
    expect(answer.status).toBe(401);
  });

  it("refuses a guid beside a person's own token", async () => {
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
  ])('answers %s that is wrong with code %i', async (_, code, body) => {
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

describe('the ucenter twin, claimed the same identity by two accounts', () => {
  it.each(patterns)('answers the second account with 409 after %s', async (pattern) => {
    const body = { rnAuthPatternCode: pattern, data: rightData[pattern] };
    approved(await ucenter.send({ ...body, guid: 'g-1' }));

    const { message, data } = conflicting(await ucenter.send({ ...body, guid: 'g-2' }));

    expect(data).toEqual({ mobileNo: expect.stringMatching(/^\d{3}\*{6}\d{2}$/), guid: 'g-1' });
    expect(message).toBe(`当前认证信息已被 ${data.mobileNo} 占用`);
  });

  it('knows one ID number across patterns', async () => {
    approved(await ucenter.send(importBody('g-1')));
    const face = { rnAuthPatternCode: 'WECHAT-FACE', guid: 'g-2', data: rightData['WECHAT-FACE'] };
    expect(conflicting(await ucenter.send(face)).data.guid).toBe('g-1');
  });

  it('names the number that the holder has verified', async () => {
    await ucenter.send({ rnAuthPatternCode: 'MOBILE', guid: 'g-1', data: rightData.MOBILE });
    await ucenter.send(importBody('g-1'));
    expect(conflicting(await ucenter.send(importBody('g-2'))).data.mobileNo).toBe('199******78');
  });

  it('lets two relatives of one child verify, and cards of two schools with one number', async () => {
    const relative = { rnAuthPatternCode: 'RELATION', data: rightData.RELATION };
    approved(await ucenter.send({ ...relative, guid: 'g-1' }));
    approved(await ucenter.send({ ...relative, guid: 'g-2', data: { ...relative.data, name: '路大水' } }));

    const card = { rnAuthPatternCode: 'ECARD', data: rightData.ECARD };
    approved(await ucenter.send({ ...card, guid: 'g-1' }));
    approved(await ucenter.send({ ...card, guid: 'g-2', data: { ...card.data, customerCode: '1002' } }));
  });
});
