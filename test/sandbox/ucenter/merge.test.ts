import {
  approved,
  codeOf,
  conflicting,
  importBody,
  type OpenUcenter,
  openUcenter,
  rightData,
} from '../support/ucenter-client';

describe('a merge at the ucenter twin', () => {
  let ucenter: OpenUcenter;
  beforeEach(async () => {
    ucenter = await openUcenter();
    approved(await ucenter.send(importBody('old')));
    conflicting(await ucenter.send(importBody('new')));
  });
  afterEach(() => ucenter.close());

  function merge(data: Record<string, unknown> = {}, guid = 'new') {
    return ucenter.send({
      rnAuthPatternCode: 'MERGE',
      guid,
      data: { code: '123456', oldGuid: 'old', authInfo: importBody('new'), ...data },
    });
  }

  it('answers as the original request would have been answered, and moves the identity', async () => {
    expect(approved(await merge())).toMatchObject({ guid: 'new', role: 1, serialNo: '20260001' });

    approved(await ucenter.send(importBody('new')));
    expect(conflicting(await ucenter.send(importBody('old'))).data.guid).toBe('new');
  });

  it('moves every identity of the old account', async () => {
    const card = { rnAuthPatternCode: 'ECARD', data: rightData.ECARD };
    approved(await ucenter.send({ ...card, guid: 'old' }));
    approved(await merge());
    approved(await ucenter.send({ ...card, guid: 'new' }));
  });

  it('is refused a second time', async () => {
    approved(await merge());
    expect(codeOf(await merge())).toBe(414);
  });

  it('is refused with a wrong code, and accepted with the right one afterwards', async () => {
    expect(codeOf(await merge({ code: '000000' }))).toBe(411);
    expect(conflicting(await ucenter.send(importBody('new'))).data.guid).toBe('old');
    approved(await merge());
  });

  it.each([
    ['a changed value', importBody('new', { outid: '20260002' })],
    ['a missing field', { rnAuthPatternCode: 'IMPORT', data: importBody('new').data }],
    ['another order', Object.fromEntries(Object.entries(importBody('new')).reverse())],
    ["only the request's data", importBody('new').data],
  ])('is refused if authInfo has %s', async (_, authInfo) => {
    expect(codeOf(await merge({ authInfo }))).toBe(414);
  });

  it("is refused with another account's authInfo", async () => {
    conflicting(await ucenter.send(importBody('third')));
    expect(codeOf(await merge({ authInfo: importBody('third') }))).toBe(414);
    expect(codeOf(await merge({}, 'third'))).toBe(414);
  });

  it('is refused if oldGuid does not hold the identity', async () => {
    expect(codeOf(await merge({ oldGuid: 'somebody' }))).toBe(415);
  });

  it("is possible with a person's own token, too", async () => {
    const { guid: _, ...body } = importBody('');
    const authorization = 'person-own';
    conflicting(await ucenter.send(body, { authorization }));
    const data = { code: '123456', oldGuid: 'old', authInfo: body };
    const answer = await ucenter.send({ rnAuthPatternCode: 'MERGE', data }, { authorization });
    expect(approved(answer).guid).toBe('own');
  });
});
