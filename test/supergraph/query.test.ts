import { startSandbox } from '../../src/sandbox/server';
import { startTestApp } from '../support/app';
import { openedOnce } from '../support/closing';
import { bearer, openIdentityProvider } from '../support/identity-provider';
import { listedPerson } from './listed-person';
import { type Gateway, startSupergraph } from './supergraph';

// Closed in this order.
const supergraph = openedOnce(async () => startSupergraph((await app()).url));
const app = openedOnce(async () =>
  startTestApp({ env: { ...(await login()).env, ...(await liveUcenter()) } }),
);
// In jwt mode what the sandbox approves proves nothing: the twin stands here as a provider that an operator has set up.
const twins = openedOnce(() => startSandbox());
const liveUcenter = async () =>
  Object.fromEntries(
    Object.entries((await twins()).environment).filter(([name]) => name.startsWith('UCENTER_')),
  );
const login = openedOnce(() => openIdentityProvider());

const gateways: readonly Gateway[] = ['apollo', 'hive-sse'];

const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

async function headersOf(sub: string, scope = ''): Promise<Record<string, string>> {
  return bearer(await (await login()).token({ sub, scope }));
}

const verifyByImport = `mutation ($input: VerifyByImportInput!) {
  verifyByImport(input: $input) {
    verification {
      id status
      subject { realName identityNo }
      user { guid name email isRealNameVerified departments { name } }
      deptInfo { deptName department { name members { guid name departmentRole isRealNameVerified } } }
    }
    inputErrors { path code message }
  }
}`;

const gao = listedPerson(1);
const lin = listedPerson(2);

interface Verified {
  readonly verifyByImport: {
    readonly verification: { readonly id: string; readonly [field: string]: unknown };
  };
}

async function verify(
  gateway: Gateway,
  sub: string,
  input: object = gao,
): Promise<Verified['verifyByImport']['verification']> {
  const { send } = await supergraph();
  const answer = await send<Verified>(gateway, verifyByImport, { input }, await headersOf(sub));
  expect(answer.errors).toBeUndefined();
  if (!answer.data) throw new Error('There is no data.');
  return answer.data.verifyByImport.verification;
}

describe.each(gateways)('a supergraph query through %s', (gateway) => {
  const somebody = listedPerson(3 + gateways.indexOf(gateway));

  it("adds the neighbours' fields of account and department to our mutation", async () => {
    const verification = await verify(gateway, 'account-of-gao');

    expect(verification).toEqual({
      id: expect.any(String),
      status: 'APPROVED',
      subject: { realName: '高*', identityNo: expect.stringMatching(/^3\*{15}\d[\dX]$/) },
      user: {
        guid: 'account-of-gao',
        name: '高远山',
        email: 'account-of-gao@school.example',
        isRealNameVerified: true,
        departments: [{ name: '2018级1班' }, { name: '2018级1班' }],
      },
      deptInfo: [
        {
          deptName: '2018级1班',
          department: {
            name: '2018级1班',
            members: [
              // Another caller's account: it looks like one that has verified nothing.
              { guid: 'dev-user', name: '林晓', departmentRole: 'HEAD', isRealNameVerified: false },
              { guid: 'account-of-gao', name: '高远山', departmentRole: 'MEMBER', isRealNameVerified: true },
            ],
          },
        },
      ],
    });
  });

  it("adds our fields to a neighbour's accounts, only the caller's own", async () => {
    await verify(gateway, 'account-of-gao');
    await verify(gateway, 'dev-user', lin);
    const query = `{
      departments { name members { guid name isRealNameVerified verifications(first: 1) { nodes { status } } } }
      users(first: 2) { nodes { guid email latestVerification { method user { departmentRole } } } }
    }`;
    const seenBy = async (sub: string, scope?: string) => {
      const { send } = await supergraph();
      const { errors, data } = await send<{
        departments: { members: { guid: string; isRealNameVerified: boolean }[] }[];
        users: { nodes: { guid: string; latestVerification: unknown }[] };
      }>(gateway, query, {}, await headersOf(sub, scope));
      expect(errors).toBeUndefined();
      const members = data?.departments[1]?.members ?? [];
      return {
        verified: members.filter(({ isRealNameVerified }) => isRealNameVerified).map(({ guid }) => guid),
        latest: data?.users.nodes.filter(({ latestVerification }) => latestVerification !== null),
      };
    };
    const latest = (guid: string, departmentRole: string) => ({
      guid,
      email: `${guid}@school.example`,
      latestVerification: { method: 'IMPORT', user: { departmentRole } },
    });

    expect(await seenBy('account-of-gao')).toEqual({
      verified: ['account-of-gao'],
      latest: [latest('account-of-gao', 'MEMBER')],
    });
    expect(await seenBy('dev-user')).toEqual({
      verified: ['dev-user'],
      latest: [latest('dev-user', 'HEAD')],
    });
    expect(await seenBy('stranger')).toEqual({ verified: [], latest: [] });
    expect(await seenBy('stranger', 'realname:read')).toEqual({
      verified: ['dev-user', 'account-of-gao'],
      latest: [latest('dev-user', 'HEAD'), latest('account-of-gao', 'MEMBER')],
    });
  });

  it('has every field of a fragment that is used again conditionally', async () => {
    const { id } = await verify(gateway, 'account-of-gao');
    const { send } = await supergraph();
    const query = `query ($id: ID!, $more: Boolean!) {
      mine: verification(id: $id) { user { ...Person @include(if: $more) ...Person } ...Found @skip(if: true) ...Found }
      users(first: 2) { nodes { guid ...Person @include(if: $more) ...Person } }
    }
    fragment Person on User { name isRealNameVerified latestVerification { ...Found @include(if: $more) ...Found } }
    fragment Found on Verification { id status }`;
    const headers = await headersOf('account-of-gao');
    const found = { id, status: 'APPROVED' };
    const person = { name: '高远山', isRealNameVerified: true, latestVerification: found };
    const stranger = { guid: 'dev-user', name: '林晓', isRealNameVerified: false, latestVerification: null };

    for (const more of [false, true, false]) {
      expect(await send(gateway, query, { id, more }, headers)).toEqual({
        data: {
          mine: { user: person, ...found },
          users: { nodes: expect.arrayContaining([stranger, { guid: 'account-of-gao', ...person }]) },
        },
      });
    }
  });

  it('forwards the caller and the trace to every subgraph', async () => {
    const { send } = await supergraph();
    const names = ['authorization', 'x-ucenter-access-token', 'traceparent', 'cookie'];
    const identity = await headersOf('account-of-gao');
    const headers = {
      ...identity,
      'x-ucenter-access-token': 'token-of-gao',
      traceparent,
      cookie: 'not=ours',
    };
    const query = `query ($names: [String!]!) {
      headersAtDepartments(names: $names) { name value }
      users(first: 1) { nodes { headersAtDepartments(names: $names) { name value } } }
    }`;

    const { data } = await send<{ headersAtDepartments: unknown }>(gateway, query, { names }, headers);

    const told = [
      { name: 'authorization', value: identity['authorization'] },
      { name: 'x-ucenter-access-token', value: 'token-of-gao' },
      { name: 'traceparent', value: traceparent },
      { name: 'cookie', value: null },
    ];
    expect(data).toEqual({ headersAtDepartments: told, users: { nodes: [{ headersAtDepartments: told }] } });
  });

  it('runs the mutations of all subgraphs one after the other in one request', async () => {
    const { send } = await supergraph();
    const guid = `account-by-${gateway}`;
    const query = `mutation ($input: VerifyByImportInput!) {
      renameUser(guid: "${guid}", name: "高一") { user { guid name } inputErrors { message } }
      verifyByImport(input: $input) { verification { user { name isRealNameVerified } } inputErrors { code } }
      again: renameUser(guid: "${guid}", name: "高二") { user { name isRealNameVerified } inputErrors { message } }
    }`;

    const answer = await send(gateway, query, { input: somebody }, await headersOf(guid));

    expect(answer).toEqual({
      data: {
        renameUser: { user: { guid, name: '高一' }, inputErrors: [] },
        verifyByImport: {
          verification: { user: { name: '高一', isRealNameVerified: true } },
          inputErrors: [],
        },
        again: { user: { name: '高二', isRealNameVerified: true }, inputErrors: [] },
      },
    });
  });

  it('keeps our input errors as data, next to those of a neighbour', async () => {
    const { send } = await supergraph();
    const query = `mutation ($input: VerifyByImportInput!) {
      verifyByImport(input: $input) { verification { id } inputErrors { path code message } }
      renameUser(guid: "account-of-gao", name: " ") { user { name } inputErrors { field message } }
    }`;

    const answer = await send(
      gateway,
      query,
      { input: { ...gao, identityNo: '330102199604110021', outid: '' } },
      await headersOf('account-of-gao'),
    );

    expect(answer).toEqual({
      data: {
        verifyByImport: {
          verification: null,
          inputErrors: [
            { path: ['identityNo'], code: 'CHECK_DIGIT', message: expect.any(String) },
            { path: ['outid'], code: 'REQUIRED', message: expect.any(String) },
          ],
        },
        renameUser: { user: null, inputErrors: [{ field: 'name', message: 'A name must not be empty.' }] },
      },
    });
  });

  it('keeps code and path of an error, and the rest of the answer', async () => {
    const { send } = await supergraph();
    const { id } = await verify(gateway, 'account-of-gao');
    const query = `query ($id: ID!) {
      users(first: 1) { nodes { name } }
      mine: verification(id: $id) { status reveals { purpose } }
      theirs: verification(id: "no-such") { id }
    }`;

    const answer = await send(gateway, query, { id }, await headersOf('account-of-gao'));

    expect(answer.data).toEqual({
      users: { nodes: [{ name: '林晓' }] },
      mine: { status: 'APPROVED', reveals: null },
      theirs: null,
    });
    expect(answer.errors).toEqual([
      expect.objectContaining({
        message: expect.stringContaining('realname:reveal'),
        path: ['mine', 'reveals'],
        extensions: expect.objectContaining({ code: 'FORBIDDEN' }),
      }),
    ]);
  });

  it('without a token is refused with our error code', async () => {
    const { send } = await supergraph();

    const answer = await send(gateway, 'query ($id: ID!) { verification(id: $id) { id } }', { id: '1' });

    expect(answer.data).toEqual({ verification: null });
    expect(answer.errors).toEqual([
      expect.objectContaining({
        path: ['verification'],
        extensions: expect.objectContaining({ code: 'UNAUTHENTICATED' }),
      }),
    ]);
  });
});
