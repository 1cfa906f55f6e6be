import { importBody, type OpenUcenter, openUcenter } from '../support/ucenter-client';

describe('the token endpoint of the ucenter twin', () => {
  let ucenter: OpenUcenter;
  beforeEach(async () => {
    ucenter = await openUcenter(600);
  });
  afterEach(() => ucenter.close());

  it('issues an opaque token and its lifetime in seconds', async () => {
    const { status, body } = await ucenter.fetchToken();

    expect(status).toBe(200);
    expect(body).toEqual({ access_token: expect.stringMatching(/^[\w-]{32}$/), expires_in: 600 });
    expect(await ucenter.freshToken()).not.toBe(await ucenter.freshToken());
  });

  it.each([
    ['secret', { client_secret: 'wrong' }],
    ['client', { client_id: 'wrong' }],
    ['grant', { grant_type: 'password' }],
  ])('refuses a wrong %s with HTTP 401', async (_, form) => {
    expect((await ucenter.fetchToken(form)).status).toBe(401);
  });

  it('refuses a request that is not a form', async () => {
    const response = await fetch(`${ucenter.url}/ucenter/open/access_token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect(response.status).toBe(415);
  });

  it('accepts a token until it expires, and not longer', async () => {
    ucenter.pass(599);
    expect((await ucenter.send(importBody('g-1'))).status).toBe(200);
    ucenter.pass(1);
    expect(await ucenter.send(importBody('g-1'))).toMatchObject({ status: 401, body: { code: 401 } });
  });

  it('lets tokens live a day (86,400 s) by default', async () => {
    const other = await openUcenter();
    const { body } = await other.fetchToken();
    await other.close();
    expect(body).toMatchObject({ expires_in: 86_400 });
  });
});
