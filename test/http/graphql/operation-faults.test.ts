import { Arg, ID, Query, Resolver, Subscription } from 'type-graphql';
import { startTestApp, type TestApp } from '../../support/app';
import { closeAfterEach } from '../../support/closing';
import { type EventStream, openEventStream } from '../../support/event-stream';
import { openSocket, type RawSocket } from '../../support/socket';
import { overCallback, refusals, transports } from '../../support/transports';

const opened = closeAfterEach();

/** Fields that break in ways that no field of ours is known to. */
@Resolver()
class BrokenResolver {
  @Query(() => String, { nullable: true })
  broken(@Arg('how', () => ID) how: string): string | null {
    if (how === 'nothing') throw undefined;
    if (how === 'text') throw 'a text, which is no Error';
    throw new RangeError('Maximum call stack size exceeded');
  }

  @Subscription(() => String, { nullable: true, subscribe: ({ args }) => brokenStream(String(args['how'])) })
  brokenEvents(@Arg('how', () => ID) _how: string): string {
    return 'shown';
  }
}

function brokenStream(how: string): AsyncIterable<unknown> {
  if (how === 'throws') throw new Error('before there is a stream');
  if (how === 'no stream') return 'no stream at all' as unknown as AsyncIterable<unknown>;
  return {
    [Symbol.asyncIterator]: () => ({
      next() {
        if (how === 'throws later') throw new Error('next, at once');
        return how === 'waits' ? new Promise(() => {}) : Promise.reject(new Error('next'));
      },
      return: () => Promise.reject(new Error('return')),
    }),
  };
}

interface Neighbours {
  readonly app: TestApp;
  readonly socket: RawSocket;
  readonly stream: EventStream;
  /** Makes an event, and sees it arrive at both. */
  expectAlive(): Promise<void>;
}

/** A service with a subscription on a socket and one on an event stream, both healthy. */
async function scene(): Promise<Neighbours> {
  const app = opened.keep(await startTestApp({ compileAfter: 2, moreResolvers: [BrokenResolver] }));
  const start =
    'mutation { startOneNetVerification(input: { userId: 1, phone: "19912340000" }) { verification { id } } }';
  const { startOneNetVerification } = await app.query<{
    startOneNetVerification: { verification: { id: string } };
  }>(start);
  const { id } = startOneNetVerification.verification;
  const query = `subscription { verificationUpdated(id: "${id}") { version status } }`;
  const socket = opened.keep(await openSocket(app.url));
  await socket.next();
  socket.send({ type: 'subscribe', id: 'healthy', payload: { query } });
  // A query after it on the same socket: once that is answered, the subscription has begun.
  socket.send({ type: 'subscribe', id: 'begun', payload: { query: '{ __typename }' } });
  await socket.next();
  await socket.next();
  const stream = opened.keep(await openEventStream(app.url, query));
  const event = { verificationUpdated: { version: 3, status: 'CANCELED' } };
  return {
    app,
    socket,
    stream,
    async expectAlive() {
      await app.query('mutation ($id: ID!) { cancelVerification(id: $id) { inputErrors { code } } }', { id });
      expect(await socket.next()).toEqual({ type: 'next', id: 'healthy', payload: { data: event } });
      expect(await stream.next()).toEqual({ data: event });
    },
  };
}

/** One after another, on the socket of the healthy subscription. */
async function answersOnSocket(socket: RawSocket, payload: object, times = 1) {
  const answers: unknown[] = [];
  for (let n = 0; n < times; n += 1) {
    socket.send({ type: 'subscribe', id: `faulty-${n}`, payload });
    const { type, id, payload: answered } = await socket.next();
    expect(id).toBe(`faulty-${n}`);
    answers.push(type === 'error' ? { errors: answered } : answered);
    if (type === 'next') expect(await socket.next()).toEqual({ type: 'complete', id });
  }
  return answers;
}

const subscribed = 'verificationUpdated(id: "1")';

describe('@skip and @include at the root of a subscription', () => {
  const documents: readonly (readonly [string, string, object])[] = [
    [
      'with a variable that skips',
      `subscription ($s: Boolean!) { ${subscribed} @skip(if: $s) { version } }`,
      { s: true },
    ],
    [
      'with a variable that does not',
      `subscription ($s: Boolean!) { ${subscribed} @skip(if: $s) { version } }`,
      { s: false },
    ],
    [
      'without a value for the variable',
      `subscription ($s: Boolean!) { ${subscribed} @include(if: $s) { version } }`,
      {},
    ],
    ['with a literal', `subscription { ${subscribed} @skip(if: true) { version } }`, {}],
    ['that include', `subscription { ${subscribed} @include(if: true) { version } }`, {}],
    [
      'around a fragment',
      `subscription { ...F @skip(if: true) } fragment F on Subscription { ${subscribed} { version } }`,
      {},
    ],
    [
      'within a fragment',
      `subscription { ...F } fragment F on Subscription { ${subscribed} @include(if: false) { version } }`,
      {},
    ],
    [
      'around an inline fragment',
      `subscription ($s: Boolean!) { ... @include(if: $s) { ${subscribed} { version } } }`,
      { s: false },
    ],
    [
      'next to another field',
      `subscription ($s: Boolean!) { ${subscribed} { version } b: ${subscribed} @skip(if: $s) { version } }`,
      { s: true },
    ],
  ];

  it.each(documents)('%s are a validation error over every transport', async (_what, query, variables) => {
    const { app } = await scene();

    for (const [, run] of [...transports, ['callback', overCallback] as const]) {
      const answer = await run(app.url, { query, variables: { ...variables } });
      expect(refusals(answer)).toEqual([
        {
          code: 'GRAPHQL_VALIDATION_FAILED',
          message: '@skip and @include are not allowed at the root of a subscription.',
        },
      ]);
    }
    expect(app.logLines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it.each(documents)(
    '%s are an error for that subscription id, and the socket stays open',
    async (_what, query, variables) => {
      const { socket, expectAlive } = await scene();

      for (const answer of await answersOnSocket(socket, { query, variables }, 3)) {
        expect(answer).toMatchObject({ errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] });
      }
      await expectAlive();
    },
  );

  it('are allowed below the root', async () => {
    const { socket } = await scene();
    const query = `subscription ($s: Boolean!) { ${subscribed} { version @skip(if: $s) status } }`;

    const [answer] = await answersOnSocket(socket, { query, variables: { s: true } });

    expect(answer).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
  });
});

describe('null for a variable in a non-null position', () => {
  const documents: readonly (readonly [string, string])[] = [
    [
      'in a condition of a field',
      'query ($i: Boolean = true) { verificationMethods { method @include(if: $i) } }',
    ],
    [
      'in a condition of the root',
      'query ($i: Boolean = true) { verificationMethods @skip(if: $i) { method } }',
    ],
    [
      'in a condition of a fragment',
      'query ($i: Boolean = true) { ...F @skip(if: $i) } fragment F on Query { verificationMethods { method } }',
    ],
    [
      'in a condition within a fragment',
      'query ($i: Boolean = true) { ...F } fragment F on Query { verificationMethods { method @skip(if: $i) } }',
    ],
    ['as an argument', 'query ($i: ID = "1") { verification(id: $i) { id } }'],
    [
      'within a list',
      'query ($i: VerificationStatus = FAILED) { verifications(filter: { status: [$i] }) { nodes { id } } }',
    ],
  ];

  it.each(documents)('%s is BAD_USER_INPUT every time, over every transport', async (_where, query) => {
    const { app } = await scene();

    for (const [, run] of transports) {
      for (let n = 0; n < 3; n += 1) {
        expect(refusals(await run(app.url, { query, variables: { i: null } }))).toEqual([
          {
            code: 'BAD_USER_INPUT',
            message: expect.stringMatching(/^Variable "\$i" of type "\w+" must not be null/),
          },
        ]);
      }
      expect((await run(app.url, { query })).errors).toBeUndefined();
    }
    expect(app.logLines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('is an error for that id in a subscription', async () => {
    const { socket, expectAlive } = await scene();
    const query = `subscription ($i: Boolean = true) { ${subscribed} { version @skip(if: $i) } }`;

    for (const answer of await answersOnSocket(socket, { query, variables: { i: null } }, 3)) {
      expect(answer).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
    }
    await expectAlive();
  });
});

describe('an exception thrown by an operation', () => {
  const fields = ['nothing', 'text', 'stack'].map((how) => `{ broken(how: "${how}") }`);
  const streams = ['throws', 'no stream', 'throws later', 'rejects'].map(
    (how) => `subscription { brokenEvents(how: "${how}") }`,
  );
  const internal = { extensions: { code: 'INTERNAL_SERVER_ERROR' } };

  it.each([...fields, ...streams])('is an error of that operation only, on a socket: %s', async (query) => {
    const { socket, expectAlive } = await scene();

    for (const answer of await answersOnSocket(socket, { query }, 3)) {
      expect(answer).toMatchObject({ errors: [internal] });
    }
    await expectAlive();
  });

  it.each(fields)('is reported over HTTP with status 200 and data: %s', async (query) => {
    const { app } = await scene();

    for (let n = 0; n < 3; n += 1) {
      const response = await fetch(`${app.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
      });
      expect(response.status).toBe(200);
      expect(await response.json()).toMatchObject({ data: { broken: null }, errors: [internal] });
    }
  });

  it.each(streams)('is reported in the stream, or in the response to a router: %s', async (query) => {
    const { app, expectAlive } = await scene();

    for (const run of [transports[2]?.[1], overCallback]) {
      expect(await run?.(app.url, { query })).toMatchObject({ errors: [internal] });
    }
    await expectAlive();
  });

  it('is logged after the client has left: a stream that cannot be closed', async () => {
    const { app, socket, expectAlive } = await scene();
    const query = 'subscription { brokenEvents(how: "waits") }';
    const hangUp = opened.keep(await openEventStream(app.url, query));
    socket.send({ type: 'subscribe', id: 'left', payload: { query } });
    socket.send({ type: 'complete', id: 'left' });
    await hangUp.close();

    await expectAlive();
    expect(app.logLines).toContainEqual(
      expect.objectContaining({ level: 'error', message: 'subscription could not be closed' }),
    );
  });
});
