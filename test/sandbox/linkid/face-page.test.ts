import {
  atOf,
  faceStart,
  type OpenLinkId,
  openLinkId,
  openPage,
  person,
  queryAfter,
  realname,
} from '../support/linkid-client';

let linkId: OpenLinkId;
beforeEach(async () => {
  linkId = await openLinkId();
});
afterEach(() => linkId.close());

describe('starting a page at the LinkID twin', () => {
  it.each([
    ['type', { ...faceStart(), type: 2 }],
    ['data.certType', faceStart({ certType: '2' })],
    ['data.certType', faceStart({ certType: 1 })],
    ['data.certNo', faceStart({ certNo: '' })],
    ['data.name', faceStart({ name: undefined })],
    ['redirectUri', { ...faceStart(), redirectUri: 'https://school.example/returns' }],
    ['redirectUri', faceStart({}, 'javascript:alert(1)')],
    ['redirectUri', { ...faceStart(), redirectUri: '%E0%A4%A' }],
    ['redirectUrl', { ...faceStart(), redirectUrl: 'x' }],
  ])('refuses a request with a wrong %s and names it', async (field, body) => {
    expect(await linkId.post(`${realname}/auth`, body)).toMatchObject({
      status: 400,
      body: { code: 400, message: `参数错误：${field}` },
    });
  });

  it('refuses a body that is not declared as JSON', async () => {
    const answer = await linkId.post(`${realname}/auth`, faceStart(), { 'content-type': 'text/plain' });
    expect(answer.status).toBe(400);
  });

  it('logs no personal data', async () => {
    await openPage(linkId);
    expect(linkId.logged).toHaveLength(1);
    expect(linkId.logged.join()).not.toMatch(/路小满|419999|school\.example/);
  });
});

describe('the page of the LinkID twin', () => {
  it('shows two buttons, the masked name and no other personal data', async () => {
    const page = await fetch(await openPage(linkId));
    const html = await page.text();

    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(html).toContain('<button class="good" name="passed" value="true">通过 · Pass</button>');
    expect(html).toContain('<button class="bad" name="passed" value="false">不通过 · Fail</button>');
    expect(html).toContain('<dd>路*</dd>');
    expect(html).not.toMatch(/路小满|419999|<script|src=/);
  });

  it('lets its form redirect to another origin', async () => {
    const page = await fetch(await openPage(linkId));
    const policy = page.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('form-action');
  });

  it('shows markup in a name as text', async () => {
    const page = await fetch(await openPage(linkId, faceStart({ name: '<img>' })));
    expect(await page.text()).toContain('<dd>&#60;*</dd>');
  });

  it('does not exist at another address', async () => {
    const address = (await openPage(linkId)).replace(/[0-9a-f]{32}/, '0'.repeat(32));
    expect((await fetch(address)).status).toBe(404);
    expect((await linkId.click(address, 'true')).status).toBe(404);
  });

  it.each([
    ['https://school.example/r', /^https:\/\/school\.example\/r\?at=[0-9a-f]{32}$/],
    [
      'https://school.example/路\r\nx: y',
      /^https:\/\/school\.example\/%E8%B7%AF%0D%0Ax:%20y\?at=[0-9a-f]{32}$/,
    ],
    ['https://school.example/r?', /^https:\/\/school\.example\/r\?at=[0-9a-f]{32}$/],
    ['http://127.0.0.1:81/r?a=b%20c+d', /^http:\/\/127\.0\.0\.1:81\/r\?a=b%20c\+d&at=[0-9a-f]{32}$/],
    [
      'https://school.example/r?a=%E8%B7%AF#/x?y=1',
      /^https:\/\/school\.example\/r\?a=%E8%B7%AF&at=[0-9a-f]{32}#\/x\?y=1$/,
    ],
  ])('redirects the browser to %s with at added to its query', async (address, expected) => {
    const answer = await linkId.click(await openPage(linkId, faceStart({}, address)), 'true');
    expect(answer.status).toBe(302);
    expect(answer.location).toMatch(expected);
  });

  it('gives every click its own at', async () => {
    const page = await openPage(linkId);
    const first = atOf((await linkId.click(page, 'false')).location);
    const second = atOf((await linkId.click(page, 'true')).location);

    const results = [
      await linkId.get(`${realname}/query/${first}`),
      await linkId.get(`${realname}/query/${second}`),
    ];
    expect(results).toMatchObject([
      { body: { data: { realNameResult: false } } },
      { body: { data: { realNameResult: true } } },
    ]);
  });

  it('refuses a click on neither button', async () => {
    expect((await linkId.click(await openPage(linkId), 'maybe')).status).toBe(400);
  });

  it('can be decided without a browser, by its id or its address', async () => {
    const url = await openPage(linkId);
    const pageId = /([0-9a-f]{32})\.html$/.exec(url)?.[1];
    for (const page of [{ url }, { pageId }]) {
      const answer = await linkId.post('/linkid-server/sandbox/decide', { ...page, passed: true });
      expect(answer.body).toEqual({
        redirectTo: expect.stringMatching(
          /^https:\/\/school\.example\/returns\?state=a%20b&at=[0-9a-f]{32}#top$/,
        ),
      });
    }
    const decide = (body: object) => linkId.post('/linkid-server/sandbox/decide', body);
    expect((await decide({ pageId: 'other', passed: true })).status).toBe(404);
    expect((await decide({ pageId })).status).toBe(400);
  });
});

describe('the page results of the LinkID twin', () => {
  it.each([true, false])('contain the verdict %s and all that was sent', async (passed) => {
    const answer = await queryAfter(linkId, passed, faceStart({ param1: '参数1', level: 3 }));
    expect(answer).toMatchObject({ status: 200 });
    expect(answer.body).toEqual({
      code: 200,
      message: 'OK',
      data: { realNameResult: passed, registerData: { ...person, param1: '参数1', level: 3 } },
    });
  });

  it('do not know an at that was not issued', async () => {
    expect((await linkId.get(`${realname}/query/ec2c944bb8624d6ab00bbec4fea7993b`)).body).toMatchObject({
      code: 404,
    });
  });
});
