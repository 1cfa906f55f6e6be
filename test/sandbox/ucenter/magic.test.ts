import { ucenterMagicValues } from '../../../src/sandbox/ucenter/magic';
import {
  approved,
  codeOf,
  conflicting,
  importBody,
  type OpenUcenter,
  openUcenter,
  type Pattern,
  rightData,
} from '../support/ucenter-client';

describe('a magic value at the ucenter twin', () => {
  let ucenter: OpenUcenter;
  beforeEach(async () => {
    ucenter = await openUcenter();
  });
  afterEach(() => ucenter.close());

  const reserved = (magic: string) => importBody('g-1', { outid: `SANDBOX${magic}` });

  it('0409: invents a holder whose account can be merged', async () => {
    const { data } = conflicting(await ucenter.send(reserved('0409')));
    expect(data.mobileNo).toBe('180******11');

    const merge = { code: '123456', oldGuid: data.guid, authInfo: reserved('0409') };
    approved(await ucenter.send({ rnAuthPatternCode: 'MERGE', guid: 'g-1', data: merge }));
    approved(await ucenter.send(reserved('0409')));
  });

  it('0409 and 0410: take precedence over what the account has verified with the same ID number', async () => {
    approved(await ucenter.send(importBody('g-1')));
    conflicting(await ucenter.send(reserved('0409')));
    expect(codeOf(await ucenter.send(reserved('0410')))).toBe(410);
    approved(await ucenter.send(importBody('g-1')));
  });

  it('0410: answers with empty data and accepts no merge', async () => {
    const answer = await ucenter.send(reserved('0410'));
    expect(answer.body).toEqual({
      code: 410,
      message: '[沙箱特殊值 sandbox magic value] 当前认证信息已被（180******11）占用，请联系人工客服',
      data: {},
    });
    const merge = { code: '123456', oldGuid: 'x', authInfo: reserved('0410') };
    expect(codeOf(await ucenter.send({ rnAuthPatternCode: 'MERGE', guid: 'g-1', data: merge }))).toBe(414);
  });

  it.each([
    ['0422', 422, '[沙箱特殊值 sandbox magic value] 信息不匹配'],
    ['0499', 499, '[沙箱特殊值 sandbox magic value] 未知状态'],
  ])('%s: answers with code %i', async (magic, code, message) => {
    expect((await ucenter.send(reserved(magic))).body).toEqual({ code, message, data: null });
  });

  it('0401: refuses a valid token until another one is used, then starts over', async () => {
    expect((await ucenter.send(reserved('0401'))).status).toBe(401);
    expect((await ucenter.send(reserved('0401'))).status).toBe(401);
    const authorization = await ucenter.freshToken();
    approved(await ucenter.send(reserved('0401'), { authorization }));
    expect((await ucenter.send(reserved('0401'), { authorization })).status).toBe(401);
  });

  it.each([
    ['4010', { code: 40101 }],
    ['4011', { error: 'invalid_token' }],
  ])('%s: says with HTTP 200 that the token is dead, until another one is used', async (digits, body) => {
    expect(await ucenter.send(reserved(digits))).toMatchObject({ status: 200, body });
    approved(await ucenter.send(reserved(digits), { authorization: await ucenter.freshToken() }));
  });

  it('0401: accepts the second attempt of a person, whose token stays', async () => {
    const { guid: _, ...body } = reserved('0401');
    const authorization = 'person-g-1';
    expect((await ucenter.send(body, { authorization })).status).toBe(401);
    approved(await ucenter.send(body, { authorization }));
  });

  it('0402: refuses every token', async () => {
    expect((await ucenter.send(reserved('0402'))).status).toBe(401);
    const authorization = await ucenter.freshToken();
    expect((await ucenter.send(reserved('0402'), { authorization })).status).toBe(401);
  });

  it('0009: never answers until it closes', async () => {
    let settled = false;
    const hanging = ucenter.send(reserved('0009')).finally(() => {
      settled = true;
    });
    const failed = expect(hanging).rejects.toThrow('fetch failed');
    approved(await ucenter.send(importBody('g-2')));
    expect(settled).toBe(false);
    await ucenter.close();
    await failed;
  });

  it('0010: answers HTTP 500, and 0011 something that is not JSON', async () => {
    expect((await ucenter.send(reserved('0010'))).status).toBe(500);
    const garbage = await ucenter.send(reserved('0011'));
    expect(garbage).toEqual({ status: 200, body: expect.any(String) });
  });

  it.each<[Pattern, object]>([
    ['ECARD', { outid: 'SANDBOX0499' }],
    ['IMPORT-ECARD', { outid: 'SANDBOX0499' }],
    ['RELATION', { outid: 'SANDBOX0499' }],
    ['MOBILE', { mobileNo: '15415430499' }],
    ['UNIONPAY-FACE', { orgSeq: 'SANDBOX12340499' }],
    ['WECHAT-FACE', { deviceId: 'sandbox0499' }],
  ])('is read from the right field of %s', async (rnAuthPatternCode, data) => {
    const body = { rnAuthPatternCode, guid: 'g-1', data: { ...rightData[rnAuthPatternCode], ...data } };
    expect(codeOf(await ucenter.send(body))).toBe(499);
  });

  it('is read from the code of MERGE, which then moves nothing', async () => {
    approved(await ucenter.send(importBody('old')));
    conflicting(await ucenter.send(importBody('g-1')));
    const merge = { code: '15410010', oldGuid: 'old', authInfo: importBody('g-1') };
    const answer = await ucenter.send({ rnAuthPatternCode: 'MERGE', guid: 'g-1', data: merge });
    expect(answer.status).toBe(500);
    expect(conflicting(await ucenter.send(importBody('g-1'))).data.guid).toBe('old');
  });

  it('SANDBOX1002 as customerCode: the whitelist of a school with cards demands the password', async () => {
    const list = (customerCode: string) =>
      ucenter.send({
        rnAuthPatternCode: 'IMPORT-ECARD',
        guid: 'g',
        data: { outid: '1', name: '三', customerCode },
      });
    expect(await list('SANDBOX1002')).toEqual({
      status: 400,
      body: {
        code: 400,
        message: '[沙箱特殊值 sandbox magic value] 参数错误：data.password',
        data: null,
      },
    });
    approved(await list('1002'));
  });

  it('is listed once', () => {
    const values = ucenterMagicValues.map(({ value }) => value);
    expect(values).toEqual([...new Set(values)]);
    expect(values).toEqual(
      expect.arrayContaining([
        ...['0409', '0410', '0422', '0499', '0401', '0402', '0009', '0010', '0011'].map(
          (digits) => `SANDBOX${digits}`,
        ),
        '123456',
      ]),
    );
  });
});
