import { createHash } from 'node:crypto';
import { listedPerson } from '../supergraph/listed-person';
import type { GraphQLAnswer } from '../support/app';
import { openedOnce } from '../support/closing';
import { bearer } from '../support/identity-provider';
import { apolloRouters } from './support/apollo';
import { chooseRouters, type RouterName } from './support/chosen';
import { cosmoRouters } from './support/cosmo';
import { hiveRouters } from './support/hive';
import type { Router } from './support/router';
import { openScene } from './support/scene';
import { describeSubscriptions } from './support/subscriptions';

const { programs, leftOut } = chooseRouters(process.env);
const known: Readonly<Record<RouterName, readonly Router[]>> = {
  apollo: apolloRouters,
  hive: hiveRouters,
  cosmo: cosmoRouters,
};
const routers = [...programs].flatMap(([name, program]) =>
  known[name].map((router) => [name, router.mode, program, router] as const),
);

// A run in which a router is missing says so.
if (leftOut.length > 0)
  process.stderr.write(`Left out, because no program is named: ${leftOut.join(', ')}\n`);
if (routers.length === 0) it.todo('runs the routers that APOLLO_ROUTER, HIVE_ROUTER and COSMO_ROUTER name');

const gao = 'account-of-gao';

describe.each(routers)('%s over %s', (_name, _mode, program, router) => {
  const scene = openedOnce(() => openScene(router, program));

  const headersOf = async (sub: string, scope = '') =>
    bearer(await (await scene()).login.token({ sub, scope }));

  async function post(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return fetch((await scene()).router.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: body instanceof Uint8Array ? Buffer.from(body) : JSON.stringify(body),
    });
  }

  async function send<Data>(
    query: string,
    variables: Record<string, unknown>,
    headers: Record<string, string>,
  ): Promise<GraphQLAnswer<Data>> {
    return (await (await post({ query, variables }, headers)).json()) as GraphQLAnswer<Data>;
  }

  it("joins a mutation with both neighbours' fields", async () => {
    const query = `mutation ($input: VerifyByImportInput!) {
      verifyByImport(input: $input) {
        verification { status user { guid name isRealNameVerified } deptInfo { department { name } } }
        inputErrors { code }
      }
    }`;

    const answer = await send(query, { input: listedPerson(1) }, await headersOf(gao));

    expect(answer).toEqual({
      data: {
        verifyByImport: {
          verification: {
            status: 'APPROVED',
            user: { guid: gao, name: '高远山', isRealNameVerified: true },
            deptInfo: [{ department: { name: '2018级1班' } }],
          },
          inputErrors: [],
        },
      },
    });
  });

  it('resolves 1,000 entities of ours in one query', async () => {
    const query = '{ users(first: 1000) { nodes { guid isRealNameVerified } } }';

    const { data, errors } = await send<{
      users: { nodes: { guid: string; isRealNameVerified: boolean }[] };
    }>(query, {}, await headersOf('reader', 'realname:read'));

    expect(errors).toBeUndefined();
    expect(data?.users.nodes).toHaveLength(1000);
    expect(data?.users.nodes.filter(({ isRealNameVerified }) => isRealNameVerified)).toEqual([
      { guid: gao, isRealNameVerified: true },
    ]);
  });

  it('passes a face image of 2 MiB on, and one that is too large to its field', async () => {
    const query = `mutation ($input: VerifyLinkIdPhotoInput!) {
      verifyLinkIdPhoto(input: $input) { verification { id } inputErrors { path code } }
    }`;
    const photo = (bytes: number) => ({
      input: {
        name: '高试',
        certType: 'RESIDENT_ID_CARD',
        certNo: listedPerson(1).identityNo,
        idPicture: Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(bytes - 3, 7)]).toString(
          'base64',
        ),
      },
    });

    const fits = await send(query, photo(2 * 1024 * 1024), await headersOf(gao));
    const tooLarge = await send(query, photo(2 * 1024 * 1024 + 3000), await headersOf(gao));

    expect(fits).toEqual({
      data: { verifyLinkIdPhoto: { verification: { id: expect.any(String) }, inputErrors: [] } },
    });
    expect(tooLarge).toEqual({
      data: {
        verifyLinkIdPhoto: { verification: null, inputErrors: [{ path: ['idPicture'], code: 'TOO_LONG' }] },
      },
    });
  });

  it('leaves input errors, error codes and paths intact', async () => {
    const query = `mutation ($input: VerifyByImportInput!) {
      verifyByImport(input: $input) { verification { id } inputErrors { path code message } }
    }`;
    const input = { ...listedPerson(1), identityNo: '330102199604110021', outid: '' };

    const refused = await send(query, { input }, { ...(await headersOf(gao)), 'accept-language': 'zh-CN' });
    const failed = await send(
      '{ verificationViewer { guid list: verifications(first: -1) { nodes { id } } } }',
      {},
      await headersOf(gao),
    );

    expect(refused).toMatchObject({
      data: {
        verifyByImport: {
          verification: null,
          inputErrors: [
            { path: ['identityNo'], code: 'CHECK_DIGIT', message: expect.stringMatching(/\p{Script=Han}/u) },
            { path: ['outid'], code: 'REQUIRED' },
          ],
        },
      },
    });
    expect(failed.errors).toEqual([
      expect.objectContaining({
        path: ['verificationViewer', 'list'],
        extensions: expect.objectContaining({ code: 'BAD_USER_INPUT' }),
      }),
    ]);
  });

  it('answers nothing without a valid token', async () => {
    const query = '{ verificationViewer { guid } }';

    const anonymous = await send<{ verificationViewer?: unknown }>(query, {}, {});
    const forged = await send<{ verificationViewer?: unknown }>(
      query,
      {},
      bearer(await (await scene()).login.forgedToken()),
    );

    expect(anonymous.errors).toBeDefined();
    expect(forged.errors).toBeDefined();
    for (const { data } of [anonymous, forged]) expect(data?.verificationViewer ?? null).toBeNull();
  });

  (router.persistedQueries ? it : it.skip)('runs a persisted query by its hash', async () => {
    const query = '{ verificationMethods { method } }';
    const sha256Hash = createHash('sha256').update(query).digest('hex');
    const extensions = { persistedQuery: { version: 1, sha256Hash } };
    const headers = await headersOf(gao);

    const unknown = (await (await post({ extensions }, headers)).json()) as GraphQLAnswer<unknown>;
    await post({ query, extensions }, headers);
    const known = (await (await post({ extensions }, headers)).json()) as GraphQLAnswer<unknown>;

    expect(unknown.errors?.[0]?.message).toBe('PersistedQueryNotFound');
    expect(known).toMatchObject({ data: { verificationMethods: expect.any(Array) } });
  });

  it('answers compressed', async () => {
    // Cosmo Router compresses from 4 KiB on.
    const query = '{ users(first: 1000) { nodes { guid name } } }';
    const response = await post({ query }, { ...(await headersOf(gao)), 'accept-encoding': 'gzip' });

    expect(response.headers.get('content-encoding')).toBe('gzip');
    expect(await response.json()).toMatchObject({ data: { users: { nodes: expect.any(Array) } } });
  });

  describeSubscriptions(router, scene);
});
