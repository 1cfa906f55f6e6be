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

describe('the ucenter twin, given a magic value', () => {
  let ucenter: OpenUcenter;
  beforeEach(async () => {
    ucenter = await openUcenter();
  });
  afterEach(() => ucenter.close());

  const ending = (magic: string) => importBody('g-1', { outid: `2026${magic}` });

  it('0409: invents a holder who can be merged', async () => {
    const { data } = conflicting(await ucenter.send(ending('0409')));
    expect(data.mobileNo).toBe('180******11');

    const merge = { code: '123456', oldGuid: data.guid, authInfo: ending('0409') };
    approved(await ucenter.send({ rnAuthPatternCode: 'MERGE', guid: 'g-1', data: merge }));
    approved(await ucenter.send(ending('0409')));
  });

  it('0409 and 0410: are held by another, whatever the account has verified with the same ID number', async () => {
    approved(await ucenter.send(importBody('g-1')));
    conflicting(await ucenter.send(ending('0409')));
    expect(codeOf(await ucenter.send(ending('0410')))).toBe(410);
    approved(await ucenter.send(importBody('g-1')));
  });

  it('0410: answers with empty data and takes no merge', async () => {
    const answer = await ucenter.send(ending('0410'));
    expect(answer.body).toEqual({
      code: 410,
      message: '当前认证信息已被（180******11）占用，请联系人工客服',
      data: {},
    });
    const merge = { code: '123456', oldGuid: 'x', authInfo: ending('0410') };
    expect(codeOf(await ucenter.send({ rnAuthPatternCode: 'MERGE', guid: 'g-1', data: merge }))).toBe(414);
  });

  it.each([
    ['0422', 422, '信息不匹配'],
    ['0499', 499, '未知状态'],
  ])('%s: answers with code %i', async (magic, code, message) => {
    expect((await ucenter.send(ending(magic))).body).toEqual({ code, message, data: null });
  });

  it('0401: refuses a good token until another one is shown, then starts over', async () => {
    expect((await ucenter.send(ending('0401'))).status).toBe(401);
    expect((await ucenter.send(ending('0401'))).status).toBe(401);
    const authorization = await ucenter.freshToken();
    approved(await ucenter.send(ending('0401'), { authorization }));
    expect((await ucenter.send(ending('0401'), { authorization })).status).toBe(401);
  });

  it('0401: takes the second try of a person, whose token stays', async () => {
    const { guid: _, ...body } = ending('0401');
    const authorization = 'person-g-1';
    expect((await ucenter.send(body, { authorization })).status).toBe(401);
    approved(await ucenter.send(body, { authorization }));
  });

  it('0402: refuses every token', async () => {
    expect((await ucenter.send(ending('0402'))).status).toBe(401);
    const authorization = await ucenter.freshToken();
    expect((await ucenter.send(ending('0402'), { authorization })).status).toBe(401);
  });

  it('0009: leaves the caller without an answer until it closes', async () => {
    let settled = false;
    const hanging = ucenter.send(ending('0009')).finally(() => {
      settled = true;
    });
    const failed = expect(hanging).rejects.toThrow('fetch failed');
    approved(await ucenter.send(importBody('g-2')));
    expect(settled).toBe(false);
    await ucenter.close();
    await failed;
  });

  it('0010: answers HTTP 500, and 0011 something that is not JSON', async () => {
    expect((await ucenter.send(ending('0010'))).status).toBe(500);
    const garbage = await ucenter.send(ending('0011'));
    expect(garbage).toEqual({ status: 200, body: expect.any(String) });
  });

  it.each<[Pattern, object]>([
    ['ECARD', { outid: '0499' }],
    ['IMPORT-ECARD', { outid: '0499' }],
    ['RELATION', { outid: '0499' }],
    ['MOBILE', { mobileNo: '19912340499' }],
    ['UNIONPAY-FACE', { orgSeq: 'seq0499' }],
    ['WECHAT-FACE', { deviceId: 'phone-0499' }],
  ])('reads it in the right field of %s', async (rnAuthPatternCode, data) => {
    const body = { rnAuthPatternCode, guid: 'g-1', data: { ...rightData[rnAuthPatternCode], ...data } };
    expect(codeOf(await ucenter.send(body))).toBe(499);
  });

  it('reads it in the code of MERGE, which then moves nothing', async () => {
    approved(await ucenter.send(importBody('old')));
    conflicting(await ucenter.send(importBody('g-1')));
    const merge = { code: '120010', oldGuid: 'old', authInfo: importBody('g-1') };
    const answer = await ucenter.send({ rnAuthPatternCode: 'MERGE', guid: 'g-1', data: merge });
    expect(answer.status).toBe(500);
    expect(conflicting(await ucenter.send(importBody('g-1'))).data.guid).toBe('old');
  });

  it('lists every value once', () => {
    const values = ucenterMagicValues.map(({ value }) => value);
    expect(values).toEqual([...new Set(values)]);
    expect(values).toEqual(
      expect.arrayContaining([
        '0409',
        '0410',
        '0422',
        '0499',
        '0401',
        '0402',
        '0009',
        '0010',
        '0011',
        '123456',
      ]),
    );
  });
});
