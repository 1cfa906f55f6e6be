import { Secret } from '../../../src/domain/privacy/secret';
import { UcenterClient } from '../../../src/providers/ucenter/client';
import { TokenOwners } from '../../../src/providers/ucenter/token-owners';
import { closeAfterEach } from '../../support/closing';
import { openFarEnd, type Reaction, recordTools } from '../../support/far-end';

const opened = closeAfterEach();
const token = Secret.of('own-token-of-gao-yuan');

async function open(react: (count: number) => Reaction, timeoutMs?: number) {
  let count = 0;
  const ucenter = opened.keep(await openFarEnd(() => react(++count)));
  const tools = recordTools(timeoutMs);
  const access = { baseUrl: ucenter.baseUrl, clientId: 'our-client', clientSecret: Secret.of('s3cret') };
  return { ...ucenter, tools, owners: new TokenOwners(new UcenterClient(access, tools), tools) };
}

const ownedBy = (data: object): Reaction => ({ json: { code: 200, message: 'OK', data } });

describe("the owner of a person's token", () => {
  it('is requested with the token itself, and x-deepcloud-from: client', async () => {
    const ucenter = await open(() => ownedBy({ guid: 'gao-yuan', merged: true, mergedGuid: 'a, b' }));
    expect(await ucenter.owners.ownerOf(token)).toEqual({
      kind: 'known',
      guid: 'gao-yuan',
      merged: ['a', 'b'],
    });
    expect(ucenter.received).toMatchObject([
      {
        method: 'GET',
        url: '/api/open-auth/api/open/user/base',
        headers: { authorization: 'own-token-of-gao-yuan', 'x-deepcloud-from': 'client' },
      },
    ]);
  });

  it('[2] is requested once per token, and again after an hour', async () => {
    const ucenter = await open(() => ownedBy({ guid: 'gao-yuan' }));
    await Promise.all(Array.from({ length: 5 }, () => ucenter.owners.ownerOf(token)));
    ucenter.tools.advance(3_599_999);
    await ucenter.owners.ownerOf(token);
    expect(ucenter.received).toHaveLength(1);
    ucenter.tools.advance(1);
    await ucenter.owners.ownerOf(token);
    expect(ucenter.received).toHaveLength(2);
    await ucenter.owners.ownerOf(Secret.of('another-token'));
    expect(ucenter.received).toHaveLength(3);
  });

  it.each<[string, Reaction]>([
    ['an answer without a guid', ownedBy({ merged: false })],
    ['an empty guid', ownedBy({ guid: '' })],
    ['a code that is not 200', { json: { code: 403, data: { guid: 'gao-yuan' } } }],
    ['a page', { raw: '<html>login</html>' }],
    ['a redirect', { status: 302, location: '/login', json: { code: 200, data: { guid: 'gao-yuan' } } }],
    ['an HTTP 500', { status: 500, json: { code: 200, data: { guid: 'gao-yuan' } } }],
    ['an HTTP 500 that says invalid_token', { status: 500, json: { error: 'invalid_token' } }],
    ['a cut connection', 'cut'],
    ['silence', 'hang'],
  ])(
    '[2] is unknown after %s: PROVIDER_UNAVAILABLE, and the next call asks again',
    async (_what, reaction) => {
      const ucenter = await open(
        (count) => (count <= 2 ? reaction : ownedBy({ guid: 'gao-yuan' })),
        reaction === 'hang' ? 1000 : undefined,
      );
      expect(await ucenter.owners.ownerOf(token)).toMatchObject({
        kind: 'unknown',
        failure: { code: 'PROVIDER_UNAVAILABLE', retryable: true },
      });
      const known = async () => (await ucenter.owners.ownerOf(token)).kind === 'known';
      expect((await known()) || (await known())).toBe(true);
    },
  );

  it.each<[string, Reaction]>([
    ['HTTP 401', { status: 401 }],
    ['code 401', { json: { code: 401 } }],
    ['code 40101', { json: { code: 40101 } }],
    ['invalid_token', { json: { error: 'invalid_token' } }],
    ['invalid_token with HTTP 400', { status: 400, json: { error: 'invalid_token' } }],
  ])('[2] is unknown for a dead token, reported by %s: WRONG_CREDENTIAL', async (_how, reaction) => {
    const ucenter = await open(() => reaction);
    expect(await ucenter.owners.ownerOf(token)).toMatchObject({
      kind: 'unknown',
      failure: { code: 'WRONG_CREDENTIAL' },
    });
    expect(ucenter.received).toHaveLength(1);
  });

  it('is not requested for a text that no header can carry', async () => {
    const ucenter = await open(() => ownedBy({ guid: 'gao-yuan' }));
    expect(await ucenter.owners.ownerOf(Secret.of('two words\n'))).toMatchObject({
      kind: 'unknown',
      failure: { code: 'WRONG_CREDENTIAL' },
    });
    expect(ucenter.received).toEqual([]);
  });
});
