import { createOneNetTwin } from '../../../src/sandbox/onenet/twin';
import { type HostedTwin, hostTwin } from '../support/host-twin';
import {
  authorizationOf,
  postStart,
  type StartCall,
  signatureOf,
  start,
  validFields,
  vectorKey,
} from '../support/onenet-client';

const hostOneNet = (startTime?: Date): Promise<HostedTwin> =>
  hostTwin((tools) => createOneNetTwin(tools, { accessKey: vectorKey }, { retryDelaysMs: [] }), startTime);

describe('starting a verification at the OneNET twin', () => {
  let twin: HostedTwin;
  beforeEach(async () => {
    twin = await hostOneNet();
  });
  afterEach(() => twin.close());

  const refusalOf = async (call: StartCall): Promise<string> => {
    const { errno, error, data } = await start(twin.url, vectorKey, call);
    expect({ errnoIsZero: errno === 0, data }).toEqual({ errnoIsZero: false, data: null });
    return `${errno} ${error}`;
  };

  it('answers succ with a busi_seq and the address of its own page', async () => {
    const answer = await start(twin.url, vectorKey);
    expect(answer).toMatchObject({ errno: 0, error: 'succ' });
    expect(answer.data?.busi_seq).toBe('OneNET20300506150809010000001');
    expect(answer.data?.auth_url).toMatch(new RegExp(`^${twin.url}/onenet/auth/[\\w-]{22}$`));
  });

  it('never repeats a busi_seq or a page', async () => {
    const first = await start(twin.url, vectorKey);
    const second = await start(twin.url, vectorKey);
    expect(second.data?.busi_seq).not.toBe(first.data?.busi_seq);
    expect(second.data?.auth_url).not.toBe(first.data?.auth_url);
  });

  it.each(['sha1', 'md5', 'sha256'])('accepts a signature by %s', async (method) => {
    const authorization = authorizationOf({ ...validFields, method }, vectorKey);
    expect(await start(twin.url, vectorKey, { authorization })).toMatchObject({ errno: 0 });
  });

  it('refuses a missing Authorization', async () => {
    expect(await refusalOf({ authorization: '' })).toBe('10403 Authorization is missing');
  });

  it.each([
    ['an expired et', authorizationOf({ ...validFields, et: '1595385530' }, vectorKey), 'et is past'],
    ['an et in milliseconds', authorizationOf({ ...validFields, et: '4102444800000' }, vectorKey), 'et must'],
    ['another res', authorizationOf({ ...validFields, res: 'products/1' }, vectorKey), 'res must'],
    ['another version', authorizationOf({ ...validFields, version: '2020-05-29' }, vectorKey), 'version is'],
    [
      'a method that is not on the list',
      authorizationOf({ ...validFields, method: 'sha512' }, vectorKey),
      'method must',
    ],
    [
      'a signature by another key',
      authorizationOf(validFields, Buffer.from('another key').toString('base64')),
      'sign does not match',
    ],
    [
      'a signature over another et',
      authorizationOf(validFields, vectorKey, signatureOf({ ...validFields, et: '4102444801' }, vectorKey)),
      'sign does not match',
    ],
    ['a signature of another length', authorizationOf(validFields, vectorKey, 'AAAA'), 'sign does not match'],
    [
      'a sign that is not URL-encoded',
      `version=2018-10-31&res=ai-registration&et=4102444800&method=sha256&sign=${signatureOf(validFields, vectorKey)}`,
      'values URL-encoded',
    ],
    [
      'another order of the fields',
      authorizationOf(validFields, vectorKey).split('&').toReversed().join('&'),
      'in this order',
    ],
    ['a field too many', `${authorizationOf(validFields, vectorKey)}&x=1`, 'in this order'],
    [
      'a broken escape',
      authorizationOf(validFields, vectorKey).replace(/sign=.*/, 'sign=%E4'),
      'URL-encoded',
    ],
  ])('refuses %s', async (_case, authorization, error) => {
    const refusal = await refusalOf({ authorization });
    expect(refusal).toMatch(/^10403 /);
    expect(refusal).toContain(error);
  });

  const body = { user_id: 38453, phone: '13800138111', callback_url: 'https://service.example/callback' };
  it.each([
    ['a user_id that is a string', { ...body, user_id: '38453' }, 'user_id'],
    ['a user_id that is not whole', { ...body, user_id: 1.5 }, 'user_id'],
    ['a phone that is a number', { ...body, phone: 13800138111 }, 'phone'],
    ['a phone of ten digits', { ...body, phone: '1380013811' }, 'phone'],
    ['a callback_url that is no URL', { ...body, callback_url: '/callback' }, 'callback_url'],
    ['a callback_url of another scheme', { ...body, callback_url: 'ftp://service.example/' }, 'callback_url'],
    ['a missing callback_url', { user_id: 38453, phone: '13800138111' }, 'callback_url'],
    ['a list', [body], 'body'],
  ])('refuses %s and names the parameter', async (_case, json, parameter) => {
    expect(await refusalOf({ body: JSON.stringify(json) })).toBe(`3 invalid parameter: ${parameter}`);
  });

  it('refuses a body that is not JSON, and one that is not declared as JSON', async () => {
    expect(await refusalOf({ body: '{"user_id":' })).toBe('3 body is not JSON');
    expect(await refusalOf({ contentType: 'text/plain' })).toBe('3 Content-Type must be application/json');
    expect(
      await start(twin.url, vectorKey, { contentType: 'application/json; charset=utf-8' }),
    ).toMatchObject({
      errno: 0,
    });
  });

  it('refuses on request, with an errno that is not 0 (0008)', async () => {
    expect(await refusalOf({ phone: '15415400008' })).toMatch(/^10001 /);
  });

  it('answers HTTP 500 on request (0010)', async () => {
    expect((await postStart(twin.url, vectorKey, { phone: '15415400010' })).status).toBe(500);
  });

  it('answers a body that is not JSON on request (0011)', async () => {
    const response = await postStart(twin.url, vectorKey, { phone: '15415400011' });
    expect(response.status).toBe(200);
    await expect(response.json()).rejects.toThrow('JSON');
  });

  it('logs neither phone nor callback address', async () => {
    await start(twin.url, vectorKey, { phone: '13800138111', callbackUrl: 'https://service.example/secret' });
    expect(twin.logLines).toHaveLength(1);
    expect(twin.logLines.join()).not.toMatch(/13800138111|secret/);
  });
});

describe("OneNET's published signature vectors", () => {
  const fields = { ...validFields, et: '1595385530' };
  const vectors: readonly [method: string, sign: string][] = [
    ['sha1', '5ydHlfsQ+OLvcGWieEDkLBOXQs8='],
    ['md5', 'DQJKTfPBHK1eclyjB7HsVw=='],
    ['sha256', 'pWTG7Xsz73sYanEWUhLDGzpa0LlRbiNkRS1LQ0InZFs='],
  ];

  it.each(vectors)("agree with the test's own %s HMAC and pass before et", async (method, sign) => {
    expect(signatureOf({ ...fields, method }, vectorKey)).toBe(sign);
    const twin = await hostOneNet(new Date(1_595_385_529_000));
    try {
      const authorization = authorizationOf({ ...fields, method }, vectorKey, sign);
      expect(await start(twin.url, vectorKey, { authorization })).toMatchObject({ errno: 0 });
    } finally {
      await twin.close();
    }
  });

  it("contain the document's own example header", () => {
    expect(authorizationOf({ ...fields, method: 'sha1' }, vectorKey)).toBe(
      'version=2018-10-31&res=ai-registration&et=1595385530&method=sha1&sign=5ydHlfsQ%2BOLvcGWieEDkLBOXQs8%3D',
    );
  });
});
