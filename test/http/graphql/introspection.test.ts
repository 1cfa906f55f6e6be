import { getIntrospectionQuery } from 'graphql';
import { startTestApp, type TestApp } from '../../support/app';
import { type IdentityProvider, openIdentityProvider } from '../../support/identity-provider';
import { refusals, transports } from '../../support/transports';

let login: IdentityProvider;
/** Asks for tokens. */
let guarded: TestApp;
/** Asks for tokens, and tells its schema. */
let telling: TestApp;
let dev: TestApp;
/** In development, and does not tell its schema. */
let silent: TestApp;

beforeAll(async () => {
  login = await openIdentityProvider();
  guarded = await startTestApp({ env: login.env });
  telling = await startTestApp({ env: { ...login.env, INTROSPECTION: 'on' } });
  dev = await startTestApp();
  silent = await startTestApp({ env: { INTROSPECTION: 'off' } });
});

afterAll(async () => {
  for (const thing of [silent, dev, telling, guarded, login]) await thing.close();
});

const questions: readonly (readonly [string, string])[] = [
  ['__schema', getIntrospectionQuery()],
  ['__type', '{ __type(name: "Verification") { fields { name } } }'],
  ['_service', '{ _service { sdl } }'],
  ['_service', '{ ...Hidden } fragment Hidden on Query { harmless: _service { sdl } }'],
];

describe.each(transports)('introspection over %s', (_transport, run) => {
  it.each(questions)('refuses %s in production', async (name, query) => {
    const refused = await run(guarded.url, { query });

    expect(refused.data).toBeUndefined();
    expect(refusals(refused)).toEqual([
      { code: 'GRAPHQL_VALIDATION_FAILED', message: expect.stringContaining(`${name} cannot be queried`) },
    ]);
  });

  it('does not refuse __typename', async () => {
    expect(
      await run(guarded.url, { query: '{ __typename verificationMethods { __typename } }' }),
    ).toMatchObject({
      data: { __typename: 'Query', verificationMethods: expect.any(Array) },
    });
  });

  it.each(questions)('answers %s in production with INTROSPECTION=on', async (_name, query) => {
    expect((await run(telling.url, { query })).errors).toBeUndefined();
  });

  it('is disabled in development with INTROSPECTION=off', async () => {
    expect(refusals(await run(silent.url, { query: '{ _service { sdl } }' }))).toHaveLength(1);
  });

  const list = 'query ($f: VerificationFilter) { verifications(filter: $f) { nodes { id } } }';
  const guesses: readonly { readonly what: string; readonly query: string; readonly f?: object }[] = [
    { what: 'a field', query: '{ verificationMethod { method } }' },
    { what: 'an argument', query: '{ verification(ID: "1") { id } }' },
    { what: 'a type', query: '{ _entities(representations: []) { ... on Verificatio { id } } }' },
    { what: 'a field of another type', query: '{ _entities(representations: []) { guid } }' },
    { what: 'an enum value', query: '{ verifications(filter: { status: APPROVE }) { nodes { id } } }' },
    { what: 'a field of an input', query: '{ verifications(filter: { gui: "1" }) { nodes { id } } }' },
    { what: 'an enum value in variables', query: list, f: { status: ['APPROVE'] } },
    { what: 'a field in variables', query: list, f: { gui: '1' } },
  ];

  it.each(guesses)(
    'is not possible through errors: none suggests the right spelling of $what',
    async ({ query, f }) => {
      const request = { query, ...(f && { variables: { f } }) };

      const helped = refusals(await run(dev.url, request));
      const unhelped = refusals(await run(guarded.url, request));

      expect(helped.some(({ message }) => message.includes('Did you mean'))).toBe(true);
      expect(unhelped.length).toBe(helped.length);
      expect(JSON.stringify(unhelped)).not.toContain('Did you mean');
    },
  );
});
