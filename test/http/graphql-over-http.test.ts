import { createHash } from 'node:crypto';
import { serverAudits } from 'graphql-http';
import { startTestApp } from '../support/app';
import { openedOnce } from '../support/closing';

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

describe("the audits of GraphQL over HTTP's own suite", () => {
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

  it('fail where a GET does not say that it was preflighted, and nowhere else', async () => {
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

describe('a document that is well asked for but', () => {
  it.each(faulty)('%s is a 400 to who knows GraphQL answers by their type', async (_what, asked, code) => {
    for (const accept of [graphqlJson, `${graphqlJson}, ${plainJson};q=0.9`]) {
      const answer = await post(asked, { accept });

      expect(answer).toMatchObject({ status: 400, type: `${graphqlJson}; charset=utf-8` });
      expect(codes(answer)).toEqual([code]);
      expect(answer.body).not.toHaveProperty('data');
    }
  });

  it.each(faulty)('%s is a 200 to who takes plain JSON only', async (_what, asked, code) => {
    for (const accept of [plainJson, 'text/html, Application/JSON; charset=utf-8']) {
      const answer = await post(asked, { accept });

      expect(answer).toMatchObject({ status: 200, type: `${plainJson}; charset=utf-8` });
      expect(codes(answer)).toEqual([code]);
    }
  });

  it.each(faulty)('%s is a 400 in plain JSON to who takes anything', async (_what, asked, code) => {
    const answer = await post(asked, { accept: '*/*' });

    expect(answer).toMatchObject({ status: 400, type: `${plainJson}; charset=utf-8` });
    expect(codes(answer)).toEqual([code]);
  });
});

describe('an answer', () => {
  it.each([graphqlJson, plainJson])(
    'of an operation that ran is a 200 as %s, errors in it or not',
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

  it.each([graphqlJson, plainJson])('to what is no request is a 400 as %s', async (accept) => {
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

  it.each([graphqlJson, plainJson])('to what breaks a limit of ours is a 400 as %s', async (accept) => {
    const tooDeep =
      '{ verifications { nodes { user { verifications { nodes { user { verifications { nodes { id } } } } } } } } }';

    const answer = await post({ query: tooDeep }, { accept });

    expect(answer.status).toBe(400);
    expect(codes(answer)).toEqual(['QUERY_TOO_COMPLEX']);
  });

  it('is a 406 to who accepts no form that it can have', async () => {
    expect((await post({ query: '{ __typename }' }, { accept: 'text/html' })).status).toBe(406);
  });
});

describe('a request that a page of anybody can have a browser send', () => {
  it.each([
    ['text/plain', 400],
    ['text/plain; charset=utf-8', 400],
    ['application/x-www-form-urlencoded', 415],
    ['multipart/form-data; boundary=x', 415],
  ])('as %s is refused, and changes nothing', async (type, status) => {
    const before = await started();

    expect((await post({ query: start }, { 'content-type': type })).status).toBe(status);
    expect(await started()).toBe(before);
  });

  it('by GET is refused, unless it says that the browser has asked first', async () => {
    const refused = await get({ query: '{ __typename }' }, {});

    expect(refused.status).toBe(400);
    expect(refused.body).not.toHaveProperty('data');
    expect(await get({ query: '{ __typename }' })).toMatchObject({ status: 200 });
  });

  it('is not allowed when the browser does ask', async () => {
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

describe('the method', () => {
  it('GET runs queries, with variables and a name', async () => {
    const query = 'query A { __typename } query B($id: ID!) { verification(id: $id) { id } }';

    expect(await get({ query, operationName: 'B', variables: '{"id":"1"}' })).toMatchObject({
      status: 200,
      body: { data: { verification: null } },
    });
  });

  it('GET changes nothing: a mutation is a 405 that names POST', async () => {
    const before = await started();

    expect(await get({ query: start })).toMatchObject({ status: 405, allow: 'POST' });
    expect(await started()).toBe(before);
  });

  it.each(['PUT', 'PATCH', 'DELETE'])('%s is a 405 that names GET and POST', async (method) => {
    const before = await started();
    const headers = { 'content-type': plainJson };

    const answer = await request('', { method, headers, body: JSON.stringify({ query: start }) });

    expect(answer).toMatchObject({ status: 405, allow: 'GET, POST' });
    expect(codes(answer)).toEqual(['BAD_REQUEST']);
    expect(await started()).toBe(before);
  });
});

describe('a persisted query', () => {
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const persisted = (hash: string, version = 1) => ({ persistedQuery: { version, sha256Hash: hash } });

  it('is asked for by its hash, kept when it is sent with it, and found from then on, by POST and GET', async () => {
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

  it('is refused under a hash that is not its own, and not kept under it', async () => {
    const extensions = persisted(sha256('query Another { __typename }'));

    const refused = await post({ query: 'query Forged { __typename }', extensions });

    expect(refused.status).toBe(400);
    expect(refused.body).not.toHaveProperty('data');
    expect(codes(await post({ extensions }))).toEqual(['PERSISTED_QUERY_NOT_FOUND']);
  });

  it('is refused in a version of the protocol that does not exist', async () => {
    const query = 'query Later { __typename }';

    expect((await post({ query, extensions: persisted(sha256(query), 2) })).status).toBe(400);
  });

  it('that is no GraphQL is not kept', async () => {
    const extensions = persisted(sha256('{'));

    expect(codes(await post({ query: '{', extensions }))).toEqual(['GRAPHQL_PARSE_FAILED']);
    expect(codes(await post({ extensions }))).toEqual(['PERSISTED_QUERY_NOT_FOUND']);
  });
});
