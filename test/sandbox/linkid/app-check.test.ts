import { type Answer, type OpenLinkId, openLinkId } from '../support/linkid-client';

let linkId: OpenLinkId;
beforeEach(async () => {
  linkId = await openLinkId();
});
afterEach(() => linkId.close());

const service = 'https://app.example/portal/index.jsp?a=b%20c';

function start(userId: string, change: Record<string, string> = {}): Promise<Answer> {
  const query = new URLSearchParams({ service, userId, platform: 'PC', ...change });
  return linkId.get(`/appreal-server/appreal/public/start/app-1?${query}`, { authorization: '' });
}

function result(appId = 'app-1', platform = 'PC'): Promise<Answer> {
  return linkId.get(`/appreal-server/appreal/public/result/${appId}?platform=${platform}`);
}

function decide(passed: boolean): Promise<Answer> {
  return linkId.post('/appreal-server/sandbox/decide', { appId: 'app-1', platform: 'PC', passed });
}

function queryOf({ location }: Answer): Record<string, string> {
  return Object.fromEntries(new URL(location ?? '').searchParams);
}

const checkPage = expect.stringMatching(
  /^http:\/\/127\.0\.0\.1:\d+\/appreal-server\/.*\/check\/[0-9a-f]{32}$/,
);

describe('the application check of the LinkID twin', () => {
  it("redirects a person who has not passed to the intercept page, with the query of the document's example", async () => {
    const answer = await start('admin');

    expect(answer.status).toBe(302);
    const url = new URL(answer.location ?? '');
    expect(url.pathname).toBe('/appreal-server/public/client/realname/pc/intercept');
    expect([...url.searchParams.keys()]).toEqual([
      'realNameUrl',
      'qrUrl',
      'appUrl',
      'appId',
      'platform',
      'reason',
      'userId',
    ]);
    expect(queryOf(answer)).toEqual({
      realNameUrl: checkPage,
      qrUrl: checkPage,
      appUrl: service,
      appId: 'app-1',
      platform: 'PC',
      reason: '尚未实名核身',
      userId: 'admin',
    });
    expect(url.search).toContain('appUrl=https:%2F%2Fapp.example%2Fportal');
  });

  it.each([
    ['sandbox-qr-admin', { realNameUrl: '', qrUrl: checkPage, reason: '尚未实名核身' }],
    [
      'sandbox-failed-admin',
      { realNameUrl: '', qrUrl: '', reason: '[沙箱特殊值 sandbox magic value] 实名核身，证件类型不能为空' },
    ],
  ])('redirects the account %s with fewer choices', async (userId, expected) => {
    expect(queryOf(await start(userId))).toMatchObject({ ...expected, userId });
  });

  it('redirects a person who has passed straight to the application', async () => {
    expect((await start('sandbox-passed-admin')).location).toBe(service);
    expect((await result()).location).toBe(service);
  });

  it('redirects the magic accounts to other places', async () => {
    expect((await start('sandbox-login-1')).location).toMatch(
      /\/cas\/login;jsessionid=AB12\?service=https%3A/,
    );
    expect((await start('sandbox-https-1', { service: 'http://app.example/' })).location).toBe(
      'https://app.example/',
    );
    expect((await start('sandbox-hash-1')).location).toMatch(/\/public\/#\/client\/.*\?realNameUrl=http:/);
  });

  it('redirects to an address with Chinese characters', async () => {
    const answer = await start('sandbox-passed-admin', { service: 'https://app.example/首页?a=b c' });
    expect(answer.location).toBe('https://app.example/%E9%A6%96%E9%A1%B5?a=b%20c');
  });

  it.each([
    ['service', { service: 'javascript:alert(1)' }],
    ['userId', { userId: '' }],
    ['platform', { platform: 'pc' }],
  ])('refuses a wrong %s', async (field, change) => {
    expect(await start('admin', change)).toMatchObject({
      status: 400,
      body: { code: 400, message: `参数错误：${field}` },
    });
  });

  it('answers HTTP 500, nonsense, or nothing at all to the magic accounts', async () => {
    expect((await start('sandbox-error-1')).status).toBe(500);
    expect(await start('sandbox-garbage-1')).toMatchObject({ status: 200, location: null });

    let settled = false;
    const hanging = start('sandbox-hang-1').finally(() => {
      settled = true;
    });
    const failed = expect(hanging).rejects.toThrow('fetch failed');
    await start('admin');
    expect(settled).toBe(false);
    await linkId.close();
    await failed;
  });
});

describe('the check page of the LinkID twin', () => {
  const open = async (userId = 'admin') => queryOf(await start(userId))['realNameUrl'] ?? '';

  it('is linked from the intercept page and shows two buttons', async () => {
    const { location } = await start('admin');
    const intercept = await (await fetch(location ?? '')).text();
    expect(intercept).toContain('尚未实名核身');
    const link = /href="([^"]+)"/.exec(intercept)?.[1]?.replaceAll('&#38;', '&') ?? '';
    const page = await fetch(link);
    expect(await page.text()).toContain('value="true">通过 · Pass</button>');
    expect(page.headers.get('content-security-policy')).not.toContain('form-action');
  });

  it('is not linked if the query holds anything else than an address', async () => {
    const query = new URLSearchParams({ realNameUrl: 'javascript:alert(1)', reason: '<b>' });
    const page = await fetch(`${linkId.url}/appreal-server/public/client/realname/pc/intercept?${query}`);
    const html = await page.text();
    expect(html).not.toContain('javascript:');
    expect(html).toContain('&#60;b&#62;');
  });

  it('redirects a person who passes to the application, now and from then on', async () => {
    const answer = await linkId.click(await open(), 'true');
    expect(answer).toMatchObject({ status: 302, location: service });
    expect((await result()).location).toBe(service);
    expect((await start('admin')).location).toBe(service);
    expect(queryOf(await start('other'))).toMatchObject({ reason: '尚未实名核身' });
  });

  it('redirects a person who fails back with another reason and the address for another attempt', async () => {
    const expected = { realNameUrl: checkPage, reason: '人脸比对未通过', userId: 'admin' };
    expect(queryOf(await linkId.click(await open(), 'false'))).toMatchObject(expected);
    expect(queryOf(await result())).toMatchObject(expected);
  });

  it('refuses a click on neither button and an unknown address', async () => {
    const page = await open();
    expect((await linkId.click(page, '')).status).toBe(400);
    expect((await linkId.click(page.replace(/[0-9a-f]{32}$/, '0'), 'true')).status).toBe(404);
  });

  it('can be decided without a browser', async () => {
    expect((await decide(true)).status).toBe(404);
    await start('admin');
    expect((await decide(true)).body).toEqual({ redirectTo: service });
    expect((await result()).location).toBe(service);
    await decide(false);
    expect(queryOf(await result())).toMatchObject({ reason: '人脸比对未通过' });
    expect((await linkId.post('/appreal-server/sandbox/decide', { appId: 'app-1' })).status).toBe(400);
  });
});

describe('the application results of the LinkID twin', () => {
  it('contain the last check on that platform only', async () => {
    await start('sandbox-passed-admin');
    await start('other', { platform: 'PHONE' });
    expect((await result('app-1', 'PC')).location).toBe(service);
    const phone = await result('app-1', 'PHONE');
    expect(phone.location).toContain('/realname/phone/intercept?');
    expect(queryOf(phone)).toMatchObject({ userId: 'other', platform: 'PHONE' });
  });

  it('count the check that was decided last, not the one that was started last', async () => {
    const { realNameUrl } = queryOf(await start('first'));
    await start('second');
    expect(queryOf(await result())).toMatchObject({ userId: 'second' });
    await linkId.click(realNameUrl ?? '', 'false');
    expect(queryOf(await result())).toMatchObject({ userId: 'first', reason: '人脸比对未通过' });
  });

  it('give a reason if there was no check', async () => {
    expect(queryOf(await result('app-2'))).toEqual({
      realNameUrl: '',
      qrUrl: '',
      appUrl: '',
      appId: 'app-2',
      platform: 'PC',
      reason: '没有实名核身记录',
      userId: '',
    });
  });

  it('refuse an invalid platform', async () => {
    expect((await result('app-1', 'TV')).status).toBe(400);
  });
});
