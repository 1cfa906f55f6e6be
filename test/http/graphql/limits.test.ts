import { type GraphQLObjectType, getIntrospectionQuery } from 'graphql';
import { startTestApp, type TestApp } from '../../support/app';
import { closeAfterEach } from '../../support/closing';
import { fullSelection } from '../../support/full-selection';
import { ownSchema } from '../../support/schema';
import { refusals, type TransportRequest, transports } from '../../support/transports';

const opened = closeAfterEach();

async function scene(env: Record<string, string> = {}): Promise<TestApp> {
  return opened.keep(await startTestApp({ env }));
}

const aliases = (count: number) => Array.from({ length: count }, (_, n) => `a${n}: method`).join(' ');

const fragments = (count: number) =>
  Array.from({ length: count }, (_, n) => `fragment F${n + 1} on VerificationMethodInfo { method }`).join(
    ' ',
  );

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
    message: /4 levels of fields; at most 3 .+QUERY_MAX_DEPTH/,
  },
  {
    name: 'the number of bytes, comments included',
    env: { QUERY_MAX_BYTES: '100' },
    fits: { query: `{__typename} #${'认'.repeat(28)}` },
    exceeds: { query: `{__typename} #${'认'.repeat(29)}` },
    code: 'QUERY_TOO_COMPLEX',
    message: /101 bytes; at most 100 .+QUERY_MAX_BYTES/,
  },
  {
    name: 'the number of definitions',
    env: { QUERY_MAX_FRAGMENTS: '2' },
    fits: { query: `{ verificationMethods { ...F1 } } ${fragments(1)}` },
    exceeds: { query: `{ verificationMethods { ...F1 ...F2 } } ${fragments(2)}` },
    code: 'QUERY_TOO_COMPLEX',
    message: /3 definitions; at most 2 .+QUERY_MAX_FRAGMENTS/,
  },
  {
    name: 'the number of fields, of which those of a fragment count wherever it is spread',
    env: { QUERY_MAX_FIELDS: '4' },
    fits: { query: `{ a: verificationMethods { ...F1 } b: verificationMethods { ...F1 } } ${fragments(1)}` },
    exceeds: {
      query: `{ a: verificationMethods { ...F1 method } b: verificationMethods { ...F1 } } ${fragments(1)}`,
    },
    code: 'QUERY_TOO_COMPLEX',
    message: /5 fields; at most 4 .+QUERY_MAX_FIELDS/,
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
    message: /more than 10 tokens; at most 10 .+QUERY_MAX_TOKENS/,
  },
  {
    name: 'the number of lines, which are counted for every error',
    env: { QUERY_MAX_TOKENS: '10' },
    fits: { query: `{__typename}${'\n'.repeat(9)}` },
    exceeds: { query: `{__typename}${'\r\n'.repeat(5)}${'\r'.repeat(5)}` },
    code: 'QUERY_TOO_COMPLEX',
    message: /11 lines; at most 10 .+QUERY_MAX_TOKENS/,
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
    env: { QUERY_MAX_COST: '106' },
    fits: { query: 'query ($n: Int) { verifications(first: $n) { nodes { id } } }', variables: { n: 40 } },
    exceeds: { query: 'query ($n: Int) { verifications(first: $n) { nodes { id } } }', variables: { n: 41 } },
    code: 'QUERY_TOO_COMPLEX',
    message: /cost 109; at most 106 .+QUERY_MAX_COST/,
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

describe.each(transports)('over %s, the query limits', (_transport, run) => {
  it.each(limits)('include $name, named in the error when it is exceeded', async (limit) => {
    const { url } = await scene(limit.env);

    const fitting = await run(url, limit.fits);
    const refused = await run(url, limit.exceeds);

    expect(fitting.errors).toBeUndefined();
    expect(fitting.data).toBeTruthy();
    expect(refusals(refused)).toEqual([{ code: limit.code, message: expect.stringMatching(limit.message) }]);
    expect(refused.data).toBeUndefined();
  });

  it('do not follow a cycle of fragments, which is refused', async () => {
    const { url } = await scene();

    const refused = await run(url, {
      query: '{ verificationMethods { ...A } } fragment A on VerificationMethodInfo { method ...A }',
    });

    expect(refusals(refused)).toEqual([
      { code: 'GRAPHQL_VALIDATION_FAILED', message: expect.stringContaining('Cannot spread fragment') },
    ]);
  });

  it('count fragments that double with each step without expanding them, and refuse', async () => {
    const { url } = await scene();
    const step = (n: number) =>
      `fragment F${n} on VerificationMethodInfo { method ...F${n + 1} ...F${n + 1} }`;
    const steps = Array.from({ length: 40 }, (_, n) => step(n)).join(' ');

    const refused = await run(url, {
      query: `{ verificationMethods { ...F0 } } ${steps} fragment F40 on VerificationMethodInfo { enabled }`,
    });

    expect(refusals(refused)).toEqual([
      { code: 'QUERY_TOO_COMPLEX', message: expect.stringContaining('QUERY_MAX_FIELDS') },
    ]);
  });

  it('refuse arguments that are nested too deeply to parse', async () => {
    const { url } = await scene({ QUERY_MAX_TOKENS: '100000' });

    const refused = await run(url, {
      query: `{ verification(id: ${'['.repeat(40_000)}${']'.repeat(40_000)}) { id } }`,
    });

    expect(refusals(refused)).toEqual([
      { code: 'QUERY_TOO_COMPLEX', message: expect.stringContaining('nested too deeply') },
    ]);
  });

  it('allow full introspection in development', async () => {
    const { url } = await scene();

    const answer = await run(url, {
      query: getIntrospectionQuery({ descriptions: true, inputValueDeprecation: true }),
    });

    expect(answer.errors).toBeUndefined();
    expect(answer.data?.['__schema']).toBeTruthy();
  });

  it('allow a thousand references with every field of the contract if the cost limit does', async () => {
    const { url, query } = await scene({ QUERY_MAX_COST: '10000000' });
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

describe('a refused document', () => {
  it('is refused again for the same reason at the same place, and affects no other document', async () => {
    const { url } = await scene();
    const [, overHttp] = transports[0] ?? [];
    if (!overHttp) throw new Error('There is no transport.');
    const wrong = { query: '{ verificationMethods { method methodd } }' };

    const first = await overHttp(url, wrong);
    const second = await overHttp(url, wrong);
    const other = await overHttp(url, { query: '{ verificationMethods { method method } }' });

    expect(first.errors).toEqual([
      {
        message: 'Cannot query field "methodd" on type "VerificationMethodInfo". Did you mean "method"?',
        locations: [{ line: 1, column: 32 }],
        extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
      },
    ]);
    expect(second).toEqual(first);
    expect(other.errors).toBeUndefined();
  });
});

describe('a batch of operations in one HTTP request', () => {
  it('is refused: none of them runs', async () => {
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
