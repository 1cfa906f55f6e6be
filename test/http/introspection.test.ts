import { getIntrospectionQuery } from 'graphql';
import { startTestApp, type TestApp } from '../support/app';
import { closeAfterEach } from '../support/closing';
import { openIdentityProvider } from '../support/identity-provider';
import { refusals, transports } from '../support/transports';

const opened = closeAfterEach();

/** A service that asks for tokens. */
async function guarded(env: Record<string, string> = {}): Promise<TestApp> {
  const login = opened.keep(await openIdentityProvider());
  return opened.keep(await startTestApp({ env: { ...login.env, ...env } }));
}

const questions: readonly (readonly [string, string])[] = [
  ['__schema', getIntrospectionQuery()],
  ['__type', '{ __type(name: "Verification") { fields { name } } }'],
  ['_service', '{ _service { sdl } }'],
  ['_service', '{ ...Hidden } fragment Hidden on Query { harmless: _service { sdl } }'],
];

describe.each(transports)('over %s', (_transport, run) => {
  it.each(questions)('%s is refused where tokens are asked for', async (name, query) => {
    const { url } = await guarded();

    const refused = await run(url, { query });

    expect(refused.data).toBeUndefined();
    expect(refusals(refused)).toEqual([
      { code: 'GRAPHQL_VALIDATION_FAILED', message: expect.stringContaining(`${name} is not to be had`) },
    ]);
  });

  it('types can be named there all the same', async () => {
    const { url } = await guarded();

    expect(await run(url, { query: '{ __typename verificationMethods { __typename } }' })).toMatchObject({
      data: { __typename: 'Query', verificationMethods: expect.any(Array) },
    });
  });

  it.each(questions)('%s is answered there when INTROSPECTION=on says so', async (_name, query) => {
    const { url } = await guarded({ INTROSPECTION: 'on' });

    expect((await run(url, { query })).errors).toBeUndefined();
  });

  it('is refused in development when INTROSPECTION=off says so', async () => {
    const { url } = opened.keep(await startTestApp({ env: { INTROSPECTION: 'off' } }));

    expect(refusals(await run(url, { query: '{ _service { sdl } }' }))).toHaveLength(1);
  });

  const guesses: readonly (readonly [what: string, query: string, variables?: Record<string, unknown>])[] = [
    ['a field', '{ verificationMethod { method } }'],
    ['an argument', '{ verification(ID: "1") { id } }'],
    ['a type', '{ _entities(representations: []) { ... on Verificatio { id } } }'],
    ['a field of another type', '{ _entities(representations: []) { guid } }'],
    ['an enum value', '{ verifications(filter: { status: APPROVE }) { nodes { id } } }'],
    ['a field of an input', '{ verifications(filter: { gui: "1" }) { nodes { id } } }'],
    [
      'an enum value in variables',
      'query ($f: VerificationFilter) { verifications(filter: $f) { nodes { id } } }',
      { f: { status: ['APPROVE'] } },
    ],
    [
      'a field in variables',
      'query ($f: VerificationFilter) { verifications(filter: $f) { nodes { id } } }',
      { f: { gui: '1' } },
    ],
  ];

  it.each(guesses)('a name of %s that is almost right is not put right by an error', async (_what, query, variables) => {
    const [inDev, inJwt] = [opened.keep(await startTestApp()), await guarded()];
    const request = { query, ...(variables && { variables }) };

    const helped = refusals(await run(inDev.url, request));
    const unhelped = refusals(await run(inJwt.url, request));

    expect(helped.some(({ message }) => message.includes('Did you mean'))).toBe(true);
    expect(unhelped.length).toBe(helped.length);
    expect(JSON.stringify(unhelped)).not.toContain('Did you mean');
  });
});
