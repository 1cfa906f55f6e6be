import { startTestApp, type TestApp } from '../support/app';
import { closeAfterEach, openedOnce } from '../support/closing';
import { openEventStream } from '../support/event-stream';
import { openFakeOneNet } from '../support/fake-onenet';
import { bearer, openIdentityProvider } from '../support/identity-provider';
import { liu } from '../support/people';
import { openSocket } from '../support/socket';

const opened = closeAfterEach();

/** None of these requests gets as far as to change anything. */
const sharedApp = openedOnce(() => startTestApp());

const secret = liu.identityNo;

interface Refused {
  readonly errors: readonly { message: string; extensions?: { code?: string } }[];
  readonly text: string;
}

type Send = (app: TestApp, query: string, variables?: Record<string, unknown>) => Promise<Refused>;

const overHttp: Send = async (app, query, variables) => {
  const answer = await app.send(query, variables);
  return { errors: answer.errors ?? [], text: JSON.stringify(answer) };
};

const overSse: Send = async (app, query, variables = {}) => {
  const stream = opened.keep(await openEventStream(app.url, query, { variables }));
  const result = await stream.next();
  return { errors: result?.errors ?? [], text: JSON.stringify(result) };
};

const overSocket: Send = async (app, query, variables) => {
  const socket = opened.keep(await openSocket(app.url));
  await socket.next();
  socket.send({ type: 'subscribe', id: '1', payload: { query, variables } });
  const { type, payload } = await socket.next();
  const errors = type === 'error' ? payload : (payload as { errors?: unknown }).errors;
  return { errors: (errors ?? []) as Refused['errors'], text: JSON.stringify(payload) };
};

const mobileOwner = `mutation ($input: VerifyMobileOwnerInput!) {
  verifyMobileOwner(input: $input) { verification { id } }
}`;

const goodInput = { idCard: secret, userName: liu.realName, mobileNo: liu.mobileNo };

/** The fault, the query, its variables, and the expected answer to the client. */
const faults: readonly (readonly [string, string, Record<string, unknown> | undefined, RegExp, string])[] = [
  ['an unknown field', '{ nothing }', undefined, /Cannot query field "nothing"/, 'GRAPHQL_VALIDATION_FAILED'],
  ['a query that breaks off', '{ verification(id: "1"', undefined, /^Syntax Error/, 'GRAPHQL_PARSE_FAILED'],
  [
    'a missing colon',
    `{ verification(id "${secret}") { id } }`,
    undefined,
    /^Syntax Error: Expected ":"/,
    'GRAPHQL_PARSE_FAILED',
  ],
  [
    'a number where a name belongs',
    `{ ${secret} }`,
    undefined,
    /^Syntax Error: Expected Name/,
    'GRAPHQL_PARSE_FAILED',
  ],
  ['a stray block text', `{ """${secret} "quoted" """ }`, undefined, /^Syntax Error/, 'GRAPHQL_PARSE_FAILED'],
  [
    'a number as a text',
    mobileOwner,
    { input: { ...goodInput, idCard: Number(secret) } },
    /"input\.idCard"; String cannot represent/,
    'BAD_USER_INPUT',
  ],
  [
    'a text as a number',
    'query ($n: Int) { verifications(first: $n) { nodes { id } } }',
    { n: secret },
    /"\$n" got an invalid value; Int cannot represent/,
    'BAD_USER_INPUT',
  ],
  [
    'a text with a semicolon as a number',
    'query ($n: Int) { verifications(first: $n) { nodes { id } } }',
    { n: `; X ${secret}; Y "${secret}"` },
    /"\$n" got an invalid value; Int cannot represent/,
    'BAD_USER_INPUT',
  ],
  [
    'an object as a text',
    mobileOwner,
    { input: { ...goodInput, userName: { first: secret } } },
    /"input\.userName"; String cannot represent/,
    'BAD_USER_INPUT',
  ],
  [
    'a list as an object',
    mobileOwner,
    { input: [secret] },
    /"\$input" got an invalid value/,
    'BAD_USER_INPUT',
  ],
  [
    'a text as an object',
    mobileOwner,
    { input: secret },
    /Expected type "VerifyMobileOwnerInput" to be an object/,
    'BAD_USER_INPUT',
  ],
  [
    'a field too many',
    mobileOwner,
    { input: { ...goodInput, extra: secret } },
    /Field "extra" is not defined/,
    'BAD_USER_INPUT',
  ],
  [
    'a field missing',
    mobileOwner,
    { input: { idCard: secret } },
    /Field "(userName|mobileNo)" of required type/,
    'BAD_USER_INPUT',
  ],
  [
    'null for a field that is needed',
    mobileOwner,
    { input: { ...goodInput, mobileNo: null } },
    /"input\.mobileNo"; Expected non-nullable type/,
    'BAD_USER_INPUT',
  ],
  ['no variable at all', mobileOwner, {}, /Variable "\$input" of required type/, 'BAD_USER_INPUT'],
  [
    'a text as an enum',
    'query ($f: VerificationFilter) { verifications(filter: $f) { nodes { id } } }',
    { f: { status: [secret] } },
    /"f\.status\[0\]"; The value does not exist in "VerificationStatus" enum/,
    'BAD_USER_INPUT',
  ],
  [
    'a number as an enum',
    'query ($f: VerificationFilter) { verifications(filter: $f) { nodes { id } } }',
    { f: { status: [Number(secret)] } },
    /Enum "VerificationStatus" cannot represent/,
    'BAD_USER_INPUT',
  ],
  [
    'a text as a time',
    'query ($f: VerificationFilter) { verifications(filter: $f) { nodes { id } } }',
    { f: { createdAfter: secret } },
    /DateTime must be a full ISO 8601/,
    'BAD_USER_INPUT',
  ],
  [
    'a literal text as a number',
    `{ verifications(first: "${secret}") { nodes { id } } }`,
    undefined,
    /Int cannot represent/,
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    'a literal number as a text',
    `{ verificationByBusiSeq(busiSeq: ${secret}) { id } }`,
    undefined,
    /String cannot represent/,
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    'a literal too large for an Int',
    `{ verifications(first: ${secret}) { nodes { id } } }`,
    undefined,
    /Int cannot represent/,
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    'a literal name as an enum',
    `{ verifications(filter: { status: [ID_${secret}] }) { nodes { id } } }`,
    undefined,
    /does not exist in "VerificationStatus" enum/,
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    'a literal text as an enum',
    `{ verifications(filter: { status: ["${secret}"] }) { nodes { id } } }`,
    undefined,
    /Enum "VerificationStatus" cannot represent/,
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    'a literal text as an object',
    `{ verifications(filter: "${secret}; X. ${secret}") { nodes { id } } }`,
    undefined,
    /Expected value of type "VerificationFilter"/,
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    'a literal block text as a number',
    `{ verifications(first: """; X\n ${secret} "; Y" """) { nodes { id } } }`,
    undefined,
    /Int cannot represent/,
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    'a literal object as a time',
    `{ verifications(filter: { createdAfter: { day: "${secret}" } }) { nodes { id } } }`,
    undefined,
    /DateTime must be a full ISO 8601/,
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    'a literal list with null',
    `{ verifications(filter: { status: [null, FAILED], guid: "${secret}" }) { nodes { id } } }`,
    undefined,
    /Expected value of type "VerificationStatus!"/,
    'GRAPHQL_VALIDATION_FAILED',
  ],
];

describe.each([
  ['HTTP', overHttp],
  ['SSE', overSse],
  ['a WebSocket', overSocket],
] as const)('a request error over %s', (_name, send) => {
  it.each(faults)(
    'for %s is clear, without repeating a value',
    async (_what, query, variables, expected, code) => {
      const app = await sharedApp();

      const { errors, text } = await send(app, query, variables);

      expect(errors.length).toBeGreaterThan(0);
      expect(errors.map(({ message }) => message).join('\n')).toMatch(expected);
      for (const error of errors) expect(error.extensions).toEqual({ code });
      expect(text).not.toContain(secret);
      expect(text).not.toContain(liu.realName);
      expect(text).not.toContain(liu.mobileNo);
      expect(JSON.stringify(app.logLines)).not.toContain(secret);
      expect(app.logLines.filter(({ level }) => level === 'error')).toEqual([]);
    },
  );
});

describe('a mutation by GET', () => {
  it('is refused, and nothing is sent', async () => {
    const oneNet = opened.keep(await openFakeOneNet());
    const app = opened.keep(await startTestApp({ env: oneNet.env }));
    const query =
      'mutation { startOneNetVerification(input: { userId: 1, phone: "19912340000" }) { verification { id } } }';

    const response = await fetch(`${app.url}/graphql?${new URLSearchParams({ query })}`, {
      headers: { 'apollo-require-preflight': 'yes' },
    });

    expect(response.status).toBe(405);
    expect(oneNet.starts).toEqual([]);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'is not possible by POST with %s either, which any web page can send',
    async (contentType) => {
      const oneNet = opened.keep(await openFakeOneNet());
      const app = opened.keep(await startTestApp({ env: oneNet.env }));
      const query =
        'mutation { startOneNetVerification(input: { userId: 1, phone: "19912340000" }) { verification { id } } }';

      const response = await fetch(`${app.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': contentType },
        body: JSON.stringify({ query }),
      });

      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(response.status).toBeLessThan(500);
      expect(oneNet.starts).toEqual([]);
    },
  );
});

describe('an invalid request', () => {
  it.each([
    ['half of a JSON', `{"query":"{ verificationMethods { method } }","variables":{"id":"${secret}"`],
    ['a JSON text', `"${secret}"`],
    ['a JSON list', `[{"query":"{ verificationMethods { method } }"}]`],
    ['no query', `{"variables":{"id":"${secret}"}}`],
    ['variables that are a text', `{"query":"{ verificationMethods { method } }","variables":"${secret}"}`],
    ['nothing', ''],
    ['a poisoned prototype', `{"query":"{ verificationMethods { method } }","__proto__":{"a":"${secret}"}}`],
  ])('with %s is refused in JSON, without repeating it', async (_what, body) => {
    const app = await sharedApp();

    const response = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    const text = await response.text();

    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toContain('json');
    expect(JSON.parse(text)).toBeInstanceOf(Object);
    expect(text).not.toContain(secret);
    expect(text).not.toMatch(/node_modules|at .*\.js:/);
  });

  it('over the size limit is refused', async () => {
    const app = await sharedApp();

    const response = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        query: '{ verificationMethods { method } }',
        padding: 'x'.repeat(8 * 1024 * 1024),
      }),
    });

    expect(response.status).toBe(413);
    expect(await response.json()).toEqual(expect.any(Object));
  });

  it('at an unknown address is refused without repeating the address', async () => {
    const app = await sharedApp();

    for (const path of [`/${secret}`, `/graphql/${secret}`, `/callbacks/onenet`]) {
      const response = await fetch(`${app.url}${path}`);
      expect(response.status).toBe(404);
      expect(await response.text()).not.toContain(secret);
    }
  });
});

describe('errors in production', () => {
  it('reveal nothing of the schema', async () => {
    const login = opened.keep(await openIdentityProvider());
    const app = opened.keep(await startTestApp({ env: login.env }));
    const token = await login.token();

    const guessed = await app.send('{ verificationz { nodes { id } } }', {}, bearer(token));
    const asked = await app.send('{ __schema { types { name } } }', {}, bearer(token));

    expect(JSON.stringify(guessed)).not.toContain('Did you mean');
    expect(asked.data).toBeUndefined();
    expect(asked.errors).toHaveLength(1);
  });
});
