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

describe('the LinkID twin, given a name with magic at its end', () => {
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

  it('失败: does not pass, whatever was clicked', async () => {
    for (const { body } of [await query('路失败'), await validate('路失败')]) {
      expect(body).toMatchObject({ code: 200, data: { realNameResult: false } });
    }
  });

  it.each([
    ['错误', 500],
    ['陌生', 200],
    ['乱码', 200],
  ])('%s: starts well and answers nonsense to query and photo', async (magic, status) => {
    for (const answer of [await query(`路${magic}`), await validate(`路${magic}`)]) {
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
    const answer = await start(`路${magic}`);
    expect(answer.status).toBe(status);
    if (magic === '起始陌生') expect(answer.body).toMatchObject({ code: 999 });
    if (magic === '起始乱码') expect(typeof answer.body).toBe('string');
    expect((await validate(`路${magic}`)).body).toMatchObject({ data: { realNameResult: true } });
  });

  it('换人: gives back the number of somebody else', async () => {
    const { body } = await query('路换人');
    expect(body).toEqual({
      code: 200,
      message: 'OK',
      data: {
        realNameResult: true,
        registerData: { ...person, name: '路换人', certNo: expect.stringMatching(/^419999\d{12}$/) },
      },
    });
    expect(JSON.stringify(body)).not.toContain(person.certNo);
  });

  it('失效: refuses a good token until another one is shown, then starts over', async () => {
    for (const call of [start, validate]) {
      expect((await call('路失效')).status).toBe(401);
      expect((await call('路失效')).status).toBe(401);
      const headers = { authorization: `Bearer ${await linkId.freshToken()}` };
      expect((await call('路失效', headers)).status).toBe(200);
      expect((await call('路失效', headers)).status).toBe(401);
    }
  });

  it('拒绝: refuses every token', async () => {
    const headers = { authorization: `Bearer ${await linkId.freshToken()}` };
    expect((await start('路拒绝')).status).toBe(401);
    expect((await start('路拒绝', headers)).status).toBe(401);
  });

  it.each([
    ['the start', () => start('路起始超时')],
    ['the query', () => query('路超时')],
    ['the photo', () => validate('路超时')],
  ])('超时: leaves the caller of %s without an answer until it closes', async (_, call) => {
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

  it('lists every value once', () => {
    const values = [linkIdGuide, appRealGuide].flatMap(({ magicValues }) =>
      magicValues.map(({ value }) => value),
    );
    expect(values).toEqual([...new Set(values)]);
    expect(values).toEqual(
      expect.arrayContaining(['失败', '超时', '错误', '乱码', '陌生', '换人', 'passed-', 'failed-', 'qr-']),
    );
  });
});
