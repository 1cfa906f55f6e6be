import { type GraphQLObjectType, getIntrospectionQuery } from 'graphql';
import { ownSchema } from '../../src/graphql/schema';
import { startTestApp, type TestApp } from '../support/app';
import { closeAfterEach } from '../support/closing';
import { fullSelection } from '../support/full-selection';
import { refusals, type TransportRequest, transports } from '../support/transports';

const opened = closeAfterEach();

async function scene(env: Record<string, string> = {}): Promise<TestApp> {
  return opened.keep(await startTestApp({ env }));
}

const aliases = (count: number) => Array.from({ length: count }, (_, n) => `a${n}: method`).join(' ');

interface Limit {
  readonly name: string;
  readonly env: Record<string, string>;
  /** As large as it may be. */
  readonly fits: TransportRequest;
  /** Larger by the least. */
  readonly exceeds: TransportRequest;
  readonly code: string;
  /** Of the refusal: what was sent, what is allowed, and the setting. */
  readonly message: RegExp;
}

const entities = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on User { guid } } }';
const users = (count: number) => Array(count).fill({ __typename: 'User', guid: 'dev-user' });

const limits: readonly Limit[] = [
  {
    name: 'depth',
    env: { QUERY_MAX_DEPTH: '3' },
    fits: { query: '{ verifications { nodes { id } } }' },
    exceeds: {
      query: '{ verifications { nodes { ...More } } } fragment More on Verification { user { guid } }',
    },
    code: 'QUERY_TOO_COMPLEX',
    message: /4 levels deep; at most 3 .+QUERY_MAX_DEPTH/,
  },
  {
    name: 'the number of aliases',
    env: { QUERY_MAX_ALIASES: '5' },
    fits: { query: `{ verificationMethods { ${aliases(5)} } }` },
    exceeds: { query: `{ verificationMethods { ${aliases(6)} } }` },
    code: 'QUERY_TOO_COMPLEX',
    message: /6 aliases; at most 5 .+QUERY_MAX_ALIASES/,
  },
  {
    name: 'the number of tokens',
    env: { QUERY_MAX_TOKENS: '10' },
    fits: { query: `{ verificationMethods { ${'method '.repeat(5)} } }` },
    exceeds: { query: `{ verificationMethods { ${'method '.repeat(6)} } }` },
    code: 'QUERY_TOO_COMPLEX',
    message: /more than the 10 tokens .+QUERY_MAX_TOKENS/,
  },
  {
    name: 'the number of directives',
    env: { QUERY_MAX_DIRECTIVES: '1' },
    fits: { query: '{ verificationMethods { method @include(if: true) } }' },
    exceeds: { query: '{ verificationMethods @skip(if: false) { method @include(if: true) } }' },
    code: 'QUERY_TOO_COMPLEX',
    message: /2 directives; at most 1 .+QUERY_MAX_DIRECTIVES/,
  },
  {
    name: 'the cost, of which variables are a part',
    env: { QUERY_MAX_COST: '41' },
    fits: { query: 'query ($n: Int) { verifications(first: $n) { nodes { id } } }', variables: { n: 40 } },
    exceeds: { query: 'query ($n: Int) { verifications(first: $n) { nodes { id } } }', variables: { n: 41 } },
    code: 'QUERY_TOO_COMPLEX',
    message: /cost 42; at most 41 .+QUERY_MAX_COST/,
  },
  {
    name: 'the number of representations',
    env: { ENTITIES_MAX: '3' },
    fits: { query: entities, variables: { r: users(3) } },
    exceeds: { query: entities, variables: { r: users(4) } },
    code: 'BAD_USER_INPUT',
    message: /4 representations; at most 3 .+ENTITIES_MAX/,
  },
];

describe.each(transports)('over %s', (_transport, run) => {
  it.each(limits)('$name has a limit, and who goes past it is told so', async (limit) => {
    const { url } = await scene(limit.env);

    const fitting = await run(url, limit.fits);
    const refused = await run(url, limit.exceeds);

    expect(fitting.errors).toBeUndefined();
    expect(fitting.data).toBeTruthy();
    expect(refusals(refused)).toEqual([{ code: limit.code, message: expect.stringMatching(limit.message) }]);
    expect(refused.data).toBeUndefined();
  });

  it('a fragment in a circle is refused as one, and not followed', async () => {
    const { url } = await scene();

    const refused = await run(url, {
      query: '{ verificationMethods { ...A } } fragment A on VerificationMethodInfo { method ...A }',
    });

    expect(refusals(refused)).toEqual([
      { code: 'GRAPHQL_VALIDATION_FAILED', message: expect.stringContaining('Cannot spread fragment') },
    ]);
  });

  it('fragments that double with each step cost no more than what they bring', async () => {
    const { url } = await scene();
    const step = (n: number) =>
      `fragment F${n} on VerificationMethodInfo { method ...F${n + 1} ...F${n + 1} }`;
    const steps = Array.from({ length: 60 }, (_, n) => step(n)).join(' ');

    const answer = await run(url, {
      query: `{ verificationMethods { ...F0 } } ${steps} fragment F60 on VerificationMethodInfo { enabled }`,
    });

    expect(answer.errors).toBeUndefined();
  });

  it('arguments that are nested past what can be read are refused', async () => {
    const { url } = await scene({ QUERY_MAX_TOKENS: '100000' });

    const refused = await run(url, {
      query: `{ verification(id: ${'['.repeat(40_000)}${']'.repeat(40_000)}) { id } }`,
    });

    expect(refusals(refused)).toEqual([
      { code: 'QUERY_TOO_COMPLEX', message: expect.stringContaining('nested too deeply') },
    ]);
  });

  it('the schema can be asked for in development', async () => {
    const { url } = await scene();

    const answer = await run(url, {
      query: getIntrospectionQuery({ descriptions: true, inputValueDeprecation: true }),
    });

    expect(answer.errors).toBeUndefined();
    expect(answer.data?.['__schema']).toBeTruthy();
  });

  it('a thousand references with everything the contract has are answered', async () => {
    const { url, query } = await scene();
    const { schema } = ownSchema();
    const everything = fullSelection(schema.getType('Verification') as GraphQLObjectType);
    const input = '{ userId: 38453, phone: "19912349999" }';
    type Started = { startOneNetVerification: { verification: { id: string } } };
    const { startOneNetVerification } = await query<Started>(
      `mutation { startOneNetVerification(input: ${input}) { verification { id } } }`,
    );
    const { id } = startOneNetVerification.verification;

    const answer = await run(url, {
      query: `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Verification ${everything} } }`,
      variables: { r: Array(1000).fill({ __typename: 'Verification', id }) },
    });

    expect(answer.errors).toBeUndefined();
    expect(answer.data?.['_entities']).toHaveLength(1000);
    expect(answer.data?.['_entities']).toContainEqual(
      expect.objectContaining({ id, history: expect.any(Array) }),
    );
  });
});

describe('several operations in one HTTP request', () => {
  it('are refused: nothing of a batch runs', async () => {
    const { url } = await scene();

    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([{ query: '{ verificationMethods { method } }' }, { query: '{ __typename }' }]),
    });

    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      errors: [{ message: expect.stringContaining('batching'), extensions: { code: 'BAD_REQUEST' } }],
    });
  });
});
