import { startTestApp, type TestApp } from '../support/app';
import { closeAfterEach } from '../support/closing';
import { openEventStream } from '../support/event-stream';
import { startPostgres, type TestPostgres } from '../support/postgres';

const opened = closeAfterEach();

const startPage = `mutation {
  startOneNetVerification(input: { userId: 38453, phone: "19912349999" }) { verification { id } }
}`;

const entities = `query ($representations: [_Any!]!) {
  _entities(representations: $representations) {
    ... on Verification { id status }
    ... on User { guid isRealNameVerified latestVerification { id } verifications { edges { node { id } } } }
  }
}`;

/** Operations of one variable `text`, at which a caller's own words reach the database. */
const operations = [
  'query ($text: ID!) { verification(id: $text) { id } }',
  'query ($text: ID!) { verifications(filter: { guid: $text }) { edges { node { id } } } }',
  'query ($text: String!) { verificationByTicket(rnAuthTicket: $text) { id } }',
  'query ($text: String!) { verificationByBusiSeq(busiSeq: $text) { id } }',
  'mutation ($text: ID!) { cancelVerification(id: $text) { verification { id } } }',
  'mutation ($text: ID!) { refreshVerification(id: $text) { verification { id } } }',
  'mutation ($text: ID!) { redactVerification(id: $text) { verification { id } } }',
  'mutation ($text: ID!) { redactUser(guid: $text) { redacted } }',
] as const;

const texts = ['a\u0000b', 'bob\ud83d', '\ude00bob'];

const kinds = ['SQLite', 'PostgreSQL'] as const;

describe.each(kinds)('text that databases cannot store, on %s', (kind) => {
  let postgres: TestPostgres | null = null;
  beforeAll(async () => {
    if (kind === 'PostgreSQL') postgres = await startPostgres();
  });
  afterAll(() => postgres?.close());

  async function openApp(): Promise<TestApp> {
    const env = postgres && {
      DATABASE_URL: await postgres.createDatabase(),
      INBOX_PATH: ':memory:',
      ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
    };
    return opened.keep(await startTestApp(env ? { env } : {}));
  }

  async function started(app: TestApp): Promise<string> {
    const answer = await app.query<{ startOneNetVerification: { verification: { id: string } } }>(startPage);
    return answer.startOneNetVerification.verification.id;
  }

  it('is BAD_USER_INPUT in every operation, as a variable and as a literal, and raises no alert', async () => {
    const app = await openApp();
    for (const text of texts) {
      for (const operation of operations) {
        const { errors } = await app.send(operation, { text });
        const codes = errors?.map(({ extensions }) => extensions?.code);
        expect([operation, codes]).toEqual([operation, ['BAD_USER_INPUT']]);
      }
    }
    const literal = await app.send('{ verification(id: "a\\u0000b") { id } }');
    expect(literal.errors?.map(({ extensions }) => extensions?.code)).toEqual(['BAD_USER_INPUT']);
    expect(app.logLines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('is BAD_USER_INPUT in a subscription', async () => {
    const app = await openApp();
    for (const text of texts) {
      const query = 'subscription ($text: ID!) { verificationUpdated(id: $text) { version } }';
      const stream = opened.keep(await openEventStream(app.url, query, { variables: { text } }));
      const result = await stream.next();
      expect(result?.errors?.map(({ extensions }) => extensions?.code)).toEqual(['BAD_USER_INPUT']);
    }
  });

  it('does not affect other fields of the same operation', async () => {
    const app = await openApp();
    const id = await started(app);
    const query =
      'query ($id: ID!, $bad: ID!) { good: verification(id: $id) { id } bad: verification(id: $bad) { id } }';
    const { data, errors } = await app.send(query, { id, bad: texts[0] });
    expect(data).toEqual({ good: { id }, bad: null });
    expect(errors?.map(({ path }) => path)).toEqual([['bad']]);
  });

  it('is an unknown Verification in a representation, and the valid one next to it is found', async () => {
    const app = await openApp();
    const id = await started(app);
    for (const text of texts) {
      const representations = [text, id, text].map((key) => ({ __typename: 'Verification', id: key }));
      expect(await app.query(entities, { representations })).toEqual({
        _entities: [null, { id, status: 'AWAITING_USER' }, null],
      });
    }
  });

  it('is an unverified User in a representation, and does not affect its neighbours', async () => {
    const app = await openApp();
    const id = await started(app);
    const good = {
      guid: 'dev-user',
      isRealNameVerified: false,
      latestVerification: { id },
      verifications: { edges: [{ node: { id } }] },
    };
    for (const text of texts) {
      const representations = [
        { __typename: 'User', guid: 'dev-user' },
        { __typename: 'User', guid: text },
        { __typename: 'Verification', id },
        { __typename: 'Verification', id: text },
      ];
      expect(await app.query(entities, { representations })).toEqual({
        _entities: [
          good,
          { guid: text, isRealNameVerified: false, latestVerification: null, verifications: { edges: [] } },
          { id, status: 'AWAITING_USER' },
          null,
        ],
      });
    }
  });
});
