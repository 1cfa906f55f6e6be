import { appRealGuide, linkIdGuide } from '../../../src/sandbox/linkid/magic';
import {
  faceStart,
  type OpenLinkId,
  openLinkId,
  openPage,
  person,
  photoCheck,
  queryAfter,
  realname,
} from '../support/linkid-client';

describe('a magic name at the LinkID twin', () => {
  let linkId: OpenLinkId;
  beforeEach(async () => {
    linkId = await openLinkId();
  });
  afterEach(() => linkId.close());

  const start = (name: string, headers?: Record<string, string>) =>
    linkId.post(`${realname}/auth`, faceStart({ name }), headers);
  const query = (name: string) => queryAfter(linkId, true, faceStart({ name }));
  const validate = (name: string, headers?: Record<string, string>) =>
    linkId.post(`${realname}/validate`, photoCheck({ name }), headers);

  it('失败: does not pass, whichever button was clicked', async () => {
    for (const { body } of [await query('沙箱失败'), await validate('沙箱失败')]) {
      expect(body).toMatchObject({ code: 200, data: { realNameResult: false } });
    }
  });

  it.each([
    ['错误', 500],
    ['陌生', 200],
    ['乱码', 200],
  ])('%s: starts normally and answers nonsense to query and photo', async (magic, status) => {
    for (const answer of [await query(`沙箱${magic}`), await validate(`沙箱${magic}`)]) {
      expect(answer.status).toBe(status);
      if (magic === '陌生') expect(answer.body).toMatchObject({ code: 999 });
      if (magic === '乱码') expect(typeof answer.body).toBe('string');
    }
  });

  it.each([
    ['起始错误', 500],
    ['起始陌生', 200],
    ['起始乱码', 200],
  ])('%s: answers nonsense to the start, and the photo passes', async (magic, status) => {
    const answer = await start(`沙箱${magic}`);
    expect(answer.status).toBe(status);
    if (magic === '起始陌生') expect(answer.body).toMatchObject({ code: 999 });
    if (magic === '起始乱码') expect(typeof answer.body).toBe('string');
    expect((await validate(`沙箱${magic}`)).body).toMatchObject({ data: { realNameResult: true } });
  });

  it("换人: returns another person's number", async () => {
    const { body } = await query('沙箱换人');
    expect(body).toEqual({
      code: 200,
      message: '[沙箱特殊值 sandbox magic value] OK',
      data: {
        realNameResult: true,
        registerData: { ...person, name: '沙箱换人', certNo: expect.stringMatching(/^419999\d{12}$/) },
      },
    });
    expect(JSON.stringify(body)).not.toContain(person.certNo);
  });

  it('失效: refuses a valid token until another one is used, then starts over', async () => {
    for (const call of [start, validate]) {
      expect((await call('沙箱失效')).status).toBe(401);
      expect((await call('沙箱失效')).status).toBe(401);
      const headers = { authorization: `Bearer ${await linkId.freshToken()}` };
      expect((await call('沙箱失效', headers)).status).toBe(200);
      expect((await call('沙箱失效', headers)).status).toBe(401);
    }
  });

  it('令牌失效: says invalid_token with HTTP 200 until another token is used', async () => {
    for (const call of [start, validate]) {
      expect(await call('沙箱令牌失效')).toMatchObject({ status: 200, body: { error: 'invalid_token' } });
      const headers = { authorization: `Bearer ${await linkId.freshToken()}` };
      expect((await call('沙箱令牌失效', headers)).body).toMatchObject({ code: 200 });
    }
  });

  it('拒绝: refuses every token', async () => {
    const headers = { authorization: `Bearer ${await linkId.freshToken()}` };
    expect((await start('沙箱拒绝')).status).toBe(401);
    expect((await start('沙箱拒绝', headers)).status).toBe(401);
  });

  it.each([
    ['the start', () => start('沙箱起始超时')],
    ['the query', () => query('沙箱超时')],
    ['the photo', () => validate('沙箱超时')],
  ])('超时: never answers the caller of %s until it closes', async (_, call) => {
    let settled = false;
    const hanging = call().finally(() => {
      settled = true;
    });
    const failed = expect(hanging).rejects.toThrow('fetch failed');
    // The query needs three calls of its own before it hangs; as many others go by meanwhile.
    for (let calls = 0; calls < 5; calls += 1) await openPage(linkId);
    expect(settled).toBe(false);
    await linkId.close();
    await failed;
  });

  it('is listed once', () => {
    const values = [linkIdGuide, appRealGuide].flatMap(({ magicValues }) =>
      magicValues.map(({ value }) => value),
    );
    expect(values).toEqual([...new Set(values)]);
    expect(values).toEqual(
      expect.arrayContaining([
        ...['失败', '超时', '错误', '乱码', '陌生', '换人'].map((word) => `沙箱${word}`),
        ...['sandbox-passed', 'sandbox-failed', 'sandbox-qr'],
      ]),
    );
  });
});
