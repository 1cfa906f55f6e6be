import { startTestApp, type TestApp } from '../support/app';
import { type TestClock, testClock } from '../support/clock';
import { closeAfterEach } from '../support/closing';
import { openEventStream } from '../support/event-stream';
import { bearer, type IdentityProvider, openIdentityProvider } from '../support/identity-provider';
import { openSocket } from '../support/socket';
import { owner } from './support/callers';
import { rootRules } from './support/root-rules';
import { rootFields } from './support/schema-walk';
import { firstFeedCursor, openCaseAs, startAs, withoutLimits } from './support/things';

const opened = closeAfterEach();

interface Scene {
  readonly app: TestApp;
  readonly login: IdentityProvider;
  readonly clock: TestClock;
  /** Ends so much later than the clock, which only the test moves. */
  readonly token: string;
  /** Ends an hour after the other. */
  readonly longToken: string;
  /** Waits for its verdict: it can still be cancelled. */
  readonly id: string;
  /** The feedCursor of its first event. */
  readonly firstCursor: string;
  /** A case that waits. */
  readonly caseId: string | null;
}

/** A case makes events of verifications as well: only its own subscription has one. */
async function scene(leftMs: number, field = ''): Promise<Scene> {
  const exp = Math.floor(Date.now() / 1000) + 3600;
  const clock = testClock(new Date(exp * 1000 - leftMs));
  const login = opened.keep(await openIdentityProvider());
  const app = opened.keep(await startTestApp({ env: { ...login.env, ...withoutLimits }, now: clock.now }));
  const token = await login.token({ sub: owner, exp, scope: 'realname:read' });
  const longToken = await login.token({ sub: owner, exp: exp + 3600, scope: 'realname:read' });
  const { id } = await startAs(app, longToken, 'startOneNetVerification');
  const firstCursor = await firstFeedCursor(app, id, longToken);
  const caseId = field === 'identityCaseUpdated' ? (await openCaseAs(app, longToken)).id : null;
  return { app, login, clock, token, longToken, id, firstCursor, caseId };
}

const subscriptions = {
  verificationUpdated: ({ id }: Scene) => ({
    query: 'subscription ($id: ID!) { verificationUpdated(id: $id, sinceVersion: 1) { version } }',
    variables: { id },
  }),
  userVerificationUpdated: (_scene: Scene) => ({
    query: 'subscription ($after: String) { userVerificationUpdated(after: $after) { version } }',
    variables: { after: Buffer.from('v1:1').toString('base64url') },
  }),
  verificationEvents: ({ firstCursor: after }: Scene) => ({
    query: 'subscription ($after: String) { verificationEvents(after: $after) { version } }',
    variables: { after },
  }),
  identityCaseUpdated: ({ caseId: id }: Scene) => ({
    query: 'subscription ($id: ID!) { identityCaseUpdated(id: $id, sinceVersion: 0) { version } }',
    variables: { id },
  }),
} as const;

const fields = Object.keys(subscriptions) as (keyof typeof subscriptions)[];

/** A change of what the subscription follows. */
const cancel = ({ app, id, caseId }: Scene, token: string) =>
  app.query(
    caseId === null
      ? 'mutation ($id: ID!) { cancelVerification(id: $id) { verification { status } } }'
      : 'mutation ($id: ID!) { cancelIdentityCase(id: $id) { identityCase { status } } }',
    { id: caseId ?? id },
    bearer(token),
  );

const ended = { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] };

it('the token tests cover every subscription', () => {
  const known = rootFields().filter(({ operation }) => operation === 'subscription');

  expect(known.map(({ field }) => field.name).sort()).toEqual([...fields].sort());
  expect(Object.keys(rootRules)).toEqual(
    expect.arrayContaining(fields.map((name) => `Subscription.${name}`)),
  );
});

describe.each(fields)('the subscription %s', (field) => {
  it("ends a WebSocket when its caller's token expires, although there are no more events", async () => {
    const seen = await scene(1_000, field);
    const { app, token } = seen;
    const socket = opened.keep(await openSocket(app.url, { params: { token } }));
    expect(await socket.next()).toEqual({ type: 'connection_ack' });
    socket.send({ type: 'subscribe', id: '1', payload: subscriptions[field](seen) });
    expect(await socket.next()).toMatchObject({
      type: 'next',
      payload: { data: { [field]: { version: expect.any(Number) } } },
    });

    expect(await socket.closed).toEqual({ code: 4403, reason: 'Forbidden' });
  });

  it("ends an event stream when its caller's token expires, although there are no more events", async () => {
    const seen = await scene(1_000, field);
    const { app, token } = seen;
    const { query, variables } = subscriptions[field](seen);
    const stream = opened.keep(await openEventStream(app.url, query, { variables, headers: bearer(token) }));
    expect(await stream.next()).toMatchObject({ data: { [field]: { version: expect.any(Number) } } });

    expect(await stream.next()).toMatchObject(ended);
    expect(await stream.next()).toBeNull();
  });

  it('delivers nothing over a WebSocket that happened after the token expired', async () => {
    const seen = await scene(600_000, field);
    const { app, clock, token, longToken } = seen;
    const socket = opened.keep(await openSocket(app.url, { params: { token } }));
    await socket.next();
    socket.send({ type: 'subscribe', id: '1', payload: subscriptions[field](seen) });
    await socket.next();
    // The clock alone: the timer that would close the socket has not run yet.
    clock.advance(600_000);
    await cancel(seen, longToken);

    expect(await socket.next()).toMatchObject({ id: '1', payload: ended });
    expect(await socket.next()).toEqual({ type: 'complete', id: '1' });
  });

  it('delivers nothing over an event stream that happened after the token expired', async () => {
    const seen = await scene(600_000, field);
    const { app, clock, token, longToken } = seen;
    const { query, variables } = subscriptions[field](seen);
    const stream = opened.keep(await openEventStream(app.url, query, { variables, headers: bearer(token) }));
    await stream.next();
    clock.advance(600_000);
    await cancel(seen, longToken);

    expect(await stream.next()).toMatchObject(ended);
    expect(await stream.next()).toBeNull();
  });
});

describe('a WebSocket whose token expired before its timer ran', () => {
  it('is answered no query, no entity and no mutation', async () => {
    const { app, clock, token, id } = await scene(600_000);
    const socket = opened.keep(await openSocket(app.url, { params: { token } }));
    await socket.next();
    clock.advance(600_000);
    const ask = async (n: number, query: string) => {
      socket.send({ type: 'subscribe', id: String(n), payload: { query, variables: { id } } });
      const result = await socket.next();
      await socket.next();
      return result.payload;
    };

    expect(await ask(1, 'query ($id: ID!) { verification(id: $id) { id } }')).toMatchObject(ended);
    expect(
      await ask(2, 'mutation ($id: ID!) { cancelVerification(id: $id) { verification { id } } }'),
    ).toMatchObject(ended);
    const user = `query { _entities(representations: [{ __typename: "User", guid: "${owner}" }]) {
      ... on User { isRealNameVerified latestVerification { id } verifications { nodes { id } } }
    } }`;
    expect(await ask(3, user)).toEqual({
      data: {
        _entities: [{ isRealNameVerified: false, latestVerification: null, verifications: { nodes: [] } }],
      },
    });
  });
});
