import { createHash } from 'node:crypto';
import { serverAudits } from 'graphql-http';
import { startTestApp } from '../../support/app';
import { openedOnce } from '../../support/closing';

const running = openedOnce(() => startTestApp({ env: { QUERY_MAX_DEPTH: '7' } }));

const graphqlJson = 'application/graphql-response+json';
const plainJson = 'application/json';

const start =
  'mutation { startOneNetVerification(input: { userId: 1, phone: "19912340000" }) { verification { id } } }';

interface Answer {
  readonly status: number;
  readonly type: string | null;
  readonly allow: string | null;
  readonly body: { readonly data?: unknown; readonly errors?: readonly { extensions: { code: string } }[] };
}

async function request(path: string, init: RequestInit): Promise<Answer> {
  const { url } = await running();
  const response = await fetch(`${url}/graphql${path}`, init);
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    allow: response.headers.get('allow'),
    body: (await response.json()) as Answer['body'],
  };
}

function post(parameters: object | string, headers: Record<string, string> = {}): Promise<Answer> {
  const body = typeof parameters === 'string' ? parameters : JSON.stringify(parameters);
  return request('', { method: 'POST', headers: { 'content-type': plainJson, ...headers }, body });
}

/** A page of anybody's cannot have a browser send this header without asking us first. */
const preflighted = { 'apollo-require-preflight': '1' };

function get(search: Record<string, string>, headers: Record<string, string> = preflighted): Promise<Answer> {
  return request(`?${new URLSearchParams(search)}`, { headers });
}

const codes = ({ body }: Answer) => body.errors?.map(({ extensions }) => extensions.code);

/** How many verifications were ever asked for. */
async function started(): Promise<number> {
  const { query } = await running();
  const { verifications } = await query<{ verifications: { nodes: unknown[] } }>(
    '{ verifications(first: 100) { nodes { id } } }',
  );
  return verifications.nodes.length;
}

describe('the audits of the GraphQL-over-HTTP suite', () => {
  const audits = serverAudits({
    url: async () => `${(await running()).url}/graphql`,
    fetchFn: (url: string, init: RequestInit = {}) =>
      fetch(url, { ...init, headers: { ...init.headers, ...preflighted } }),
  });

  it.each(audits.map((audit) => [audit.id, audit.name, audit] as const))(
    '%s %s',
    async (_id, _name, audit) => {
      expect(await audit.fn()).toMatchObject({ status: 'ok' });
    },
  );

  it('fail only for a GET without proof of a preflight', async () => {
    const plain = serverAudits({
      url: async () => `${(await running()).url}/graphql`,
      fetchFn: fetch,
    });

    const results = await Promise.all(plain.map(({ fn }) => fn()));

    expect(results.flatMap((result) => (result.status === 'ok' ? [] : [result.name]))).toEqual([
      'MAY accept application/x-www-form-urlencoded formatted GET requests',
      `MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting ${graphqlJson}`,
      `MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting ${plainJson}`,
    ]);
  });
});

const faulty = [
  ['is no GraphQL', { query: '{' }, 'GRAPHQL_PARSE_FAILED'],
  ['does not fit the schema', { query: '{ nothing }' }, 'GRAPHQL_VALIDATION_FAILED'],
  [
    'is given a variable that it cannot take',
    { query: 'query ($id: ID!) { verification(id: $id) { id } }', variables: { id: null } },
    'BAD_USER_INPUT',
  ],
  [
    'leaves open which operation is meant',
    { query: 'query A { __typename } query B { __typename }' },
    'OPERATION_RESOLUTION_FAILURE',
  ],
] as const;

describe('a well-formed request with a document that', () => {
  it.each(faulty)('%s gets a 400 as application/graphql-response+json', async (_what, asked, code) => {
    for (const accept of [graphqlJson, `${graphqlJson}, ${plainJson};q=0.9`]) {
      const answer = await post(asked, { accept });

      expect(answer).toMatchObject({ status: 400, type: `${graphqlJson}; charset=utf-8` });
      expect(codes(answer)).toEqual([code]);
      expect(answer.body).not.toHaveProperty('data');
    }
  });

  it.each(faulty)('%s gets a 200 if only application/json is accepted', async (_what, asked, code) => {
    for (const accept of [plainJson, 'text/html, Application/JSON; charset=utf-8']) {
      const answer = await post(asked, { accept });

      expect(answer).toMatchObject({ status: 200, type: `${plainJson}; charset=utf-8` });
      expect(codes(answer)).toEqual([code]);
    }
  });

  it.each(faulty)('%s gets a 400 as application/json if any type is accepted', async (_what, asked, code) => {
    const answer = await post(asked, { accept: '*/*' });

    expect(answer).toMatchObject({ status: 400, type: `${plainJson}; charset=utf-8` });
    expect(codes(answer)).toEqual([code]);
  });
});

describe('a response over HTTP', () => {
  it.each([graphqlJson, plainJson])(
    'to an executed operation is a 200 as %s, with or without errors',
    async (accept) => {
      const type = `${accept}; charset=utf-8`;

      expect(await post({ query: '{ __typename }' }, { accept })).toMatchObject({ status: 200, type });
      const failed = await post(
        { query: '{ __typename verifications(after: "?") { nodes { id } } }' },
        { accept },
      );
      expect(failed).toMatchObject({ status: 200, type, body: { data: null } });
      expect(codes(failed)).toEqual(['BAD_USER_INPUT']);
    },
  );

  it.each([graphqlJson, plainJson])('to an invalid request is a 400 as %s', async (accept) => {
    for (const parameters of [
      '{"query',
      '"text"',
      '[]',
      {},
      { query: 1 },
      { query: '{ __typename }', variables: 1 },
    ]) {
      expect(await post(parameters, { accept })).toMatchObject({ status: 400 });
    }
  });

  it.each([graphqlJson, plainJson])('to an operation beyond a limit is a 400 as %s', async (accept) => {
    const tooDeep =
      '{ verifications { nodes { user { verifications { nodes { user { verifications { nodes { id } } } } } } } } }';

    const answer = await post({ query: tooDeep }, { accept });

    expect(answer.status).toBe(400);
    expect(codes(answer)).toEqual(['QUERY_TOO_COMPLEX']);
  });

  it('is a 406 if no available type is accepted', async () => {
    expect((await post({ query: '{ __typename }' }, { accept: 'text/html' })).status).toBe(406);
  });
});

describe('CSRF protection against requests that any web page can send', () => {
  it.each([
    ['text/plain', 415],
    ['text/plain; charset=utf-8', 415],
    ['application/x-www-form-urlencoded', 415],
    ['multipart/form-data; boundary=x', 415],
  ])('refuses %s, and changes nothing', async (type, status) => {
    const before = await started();

    expect((await post({ query: start }, { 'content-type': type })).status).toBe(status);
    expect(await started()).toBe(before);
  });

  it('refuses a GET without proof of a preflight', async () => {
    const refused = await get({ query: '{ __typename }' }, {});

    expect(refused.status).toBe(400);
    expect(refused.body).not.toHaveProperty('data');
    expect(await get({ query: '{ __typename }' })).toMatchObject({ status: 200 });
  });

  it('refuses the preflight', async () => {
    const { url } = await running();

    const response = await fetch(`${url}/graphql`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://evil.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    });

    expect(response.status).toBe(405);
    expect([...response.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
});

describe('the HTTP method', () => {
  it('GET runs queries, with variables and operationName', async () => {
    const query = 'query A { __typename } query B($id: ID!) { verification(id: $id) { id } }';

    expect(await get({ query, operationName: 'B', variables: '{"id":"1"}' })).toMatchObject({
      status: 200,
      body: { data: { verification: null } },
    });
  });

  it('GET runs no mutation: 405 with Allow: POST', async () => {
    const before = await started();

    expect(await get({ query: start })).toMatchObject({ status: 405, allow: 'POST' });
    expect(await started()).toBe(before);
  });

  it.each(['PUT', 'PATCH', 'DELETE'])('%s is refused: 405 with Allow: GET, POST', async (method) => {
    const before = await started();
    const headers = { 'content-type': plainJson };

    const answer = await request('', { method, headers, body: JSON.stringify({ query: start }) });

    expect(answer).toMatchObject({ status: 405, allow: 'GET, POST' });
    expect(codes(answer)).toEqual(['BAD_REQUEST']);
    expect(await started()).toBe(before);
  });
});

describe('an automatic persisted query', () => {
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const persisted = (hash: string, version = 1) => ({ persistedQuery: { version, sha256Hash: hash } });

  it('is requested by its hash, stored when its text is sent, and then found by POST and GET', async () => {
    const query = 'query Kept { __typename }';
    const extensions = persisted(sha256(query));
    const byGet = { extensions: JSON.stringify(extensions) };

    for (const missed of [await post({ extensions }), await get(byGet)]) {
      expect(missed.status).toBe(200);
      expect(codes(missed)).toEqual(['PERSISTED_QUERY_NOT_FOUND']);
    }
    expect(await post({ query, extensions })).toMatchObject({ status: 200, body: { data: {} } });
    for (const found of [await post({ extensions }), await get(byGet)]) {
      expect(found).toMatchObject({ status: 200, body: { data: { __typename: 'Query' } } });
    }
  });

  it('is refused under a wrong hash, and not stored', async () => {
    const extensions = persisted(sha256('query Another { __typename }'));

    const refused = await post({ query: 'query Forged { __typename }', extensions });

    expect(refused.status).toBe(400);
    expect(refused.body).not.toHaveProperty('data');
    expect(codes(await post({ extensions }))).toEqual(['PERSISTED_QUERY_NOT_FOUND']);
  });

  it('is refused in an unknown version of the protocol', async () => {
    const query = 'query Later { __typename }';

    expect((await post({ query, extensions: persisted(sha256(query), 2) })).status).toBe(400);
  });

  it('is not stored if it is not valid GraphQL', async () => {
    const extensions = persisted(sha256('{'));

    expect(codes(await post({ query: '{', extensions }))).toEqual(['GRAPHQL_PARSE_FAILED']);
    expect(codes(await post({ extensions }))).toEqual(['PERSISTED_QUERY_NOT_FOUND']);
  });
});
