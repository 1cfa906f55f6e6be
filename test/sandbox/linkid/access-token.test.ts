import { faceStart, type OpenLinkId, openLinkId, realname, tokenQuery } from '../support/linkid-client';

describe('the token endpoint of the LinkID twin', () => {
  let linkId: OpenLinkId;
  beforeEach(async () => {
    linkId = await openLinkId(600);
  });
  afterEach(() => linkId.close());

  it('issues a bearer token and its lifetime in seconds', async () => {
    expect(await linkId.get(`/sso/oauth2.0/accessToken?${tokenQuery()}`)).toMatchObject({
      status: 200,
      body: { access_token: expect.stringMatching(/^[\w-]{32}$/), token_type: 'Bearer', expires_in: 600 },
    });
  });

  it.each([{ client_secret: 'wrong' }, { client_id: 'wrong' }, { grant_type: 'password' }])(
    'refuses %j with HTTP 401',
    async (change) => {
      const answer = await linkId.get(`/sso/oauth2.0/accessToken?${tokenQuery(change)}`);
      expect(answer).toMatchObject({ status: 401, body: { code: 401 } });
    },
  );

  it('issues it as form text, as older sign-on servers do, under /sso/form', async () => {
    const answer = await linkId.get(`/sso/form/oauth2.0/accessToken?${tokenQuery()}`);
    const form = new URLSearchParams(String(answer.body));
    expect([...form.keys()]).toEqual(['access_token', 'expires_in']);
    const headers = { authorization: `Bearer ${form.get('access_token')}` };
    expect((await linkId.post(`${realname}/auth`, faceStart(), headers)).status).toBe(200);
    const wrong = tokenQuery({ client_secret: 'wrong' });
    expect((await linkId.get(`/sso/form/oauth2.0/accessToken?${wrong}`)).status).toBe(401);
  });

  it('accepts a token until it expires, and not longer', async () => {
    linkId.pass(599);
    expect((await linkId.post(`${realname}/auth`, faceStart())).status).toBe(200);
    linkId.pass(1);
    expect((await linkId.post(`${realname}/auth`, faceStart())).status).toBe(401);
  });

  it.each(['nobody', 'Bearer nobody', 'Bearer '])(
    'refuses the authorization %j everywhere',
    async (wrong) => {
      const headers = { authorization: wrong };
      for (const answer of [
        await linkId.post(`${realname}/auth`, faceStart(), headers),
        await linkId.post(`${realname}/validate`, {}, headers),
        await linkId.get(`${realname}/query/0`, headers),
      ]) {
        expect(answer).toMatchObject({ status: 401, body: { code: 401 } });
      }
    },
  );
});
