import {
  approved,
  identityNo,
  importBody,
  type OpenUcenter,
  openUcenter,
  rightData,
} from '../support/ucenter-client';

describe('the results of the ucenter twin', () => {
  let ucenter: OpenUcenter;
  beforeEach(async () => {
    ucenter = await openUcenter();
  });
  afterEach(() => ucenter.close());

  it('contain who was verified and when, in Unix seconds', async () => {
    const { rnAuthTicket, deviceId } = approved(await ucenter.send(importBody('g-1')));

    expect(await ucenter.result(rnAuthTicket)).toEqual({
      status: 200,
      body: {
        code: 200,
        message: 'OK',
        data: {
          result: true,
          deviceId,
          memberId: `G${identityNo}`,
          identifyTime: 1_774_987_200,
          finishTime: 1_774_987_200,
          realName: '路小满',
          identityNo,
        },
      },
    });
  });

  it('contain no name if none was verified', async () => {
    const mobile = { rnAuthPatternCode: 'MOBILE', guid: 'g-1', data: rightData.MOBILE };
    const { rnAuthTicket } = approved(await ucenter.send(mobile));
    const { body } = await ucenter.result(rnAuthTicket);
    expect(body).toMatchObject({ data: { result: true, realName: null, identityNo: null } });
  });

  it('do not know a ticket that was not issued', async () => {
    expect((await ucenter.result('T_2026040000')).body).toMatchObject({ code: 404 });
    expect((await ucenter.result('')).body).toMatchObject({ code: 400 });
  });

  it.each([
    ["a person's token", { authorization: 'person-g-1' }],
    ['another origin', { 'x-deepcloud-from': 'browser' }],
  ])('are refused for %s', async (_, headers) => {
    expect((await ucenter.result('T_2026040000', headers)).status).toBe(401);
  });
});
