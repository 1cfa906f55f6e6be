import { Query, Resolver } from 'type-graphql';
import { startTestApp } from '../../support/app';
import { closeAfterEach } from '../../support/closing';
import { type Gate, gate } from '../../support/gate';
import { openSocket } from '../../support/socket';
import { refusals, transports } from '../../support/transports';

const opened = closeAfterEach();

/** A service with a query that lasts until the test opens its gate. */
async function scene(env: Record<string, string>) {
  const held: { gate: Gate; onArrival: () => void } = { gate: gate(), onArrival: () => {} };

  @Resolver()
  class HeldResolver {
    @Query(() => Boolean)
    async held(): Promise<boolean> {
      held.onArrival();
      await held.gate.opened;
      return true;
    }
  }

  const app = opened.keep(await startTestApp({ env, moreResolvers: [HeldResolver] }));
  /** Starts so many, and waits until all are under way. */
  const start = async (count: number, run: () => Promise<unknown>): Promise<readonly Promise<unknown>[]> => {
    const running: Promise<unknown>[] = [];
    for (let n = 0; n < count; n += 1) {
      const arrived = new Promise<void>((resolve) => {
        held.onArrival = resolve;
      });
      running.push(run());
      await arrived;
    }
    return running;
  };
  return { app, start, finish: () => held.gate.open() };
}

const query = '{ held }';
const other = { headers: { 'x-dev-guid': 'other-account' } };

/** An event stream is refused before it begins, as it is below. */
const answering = transports.filter(([name]) => name !== 'SSE');

describe.each(answering)('the operation limit per caller over %s', (_name, run) => {
  it('refuses one more than OPERATIONS_PER_CALLER concurrent operations, until one ends', async () => {
    const { app, start, finish } = await scene({ OPERATIONS_PER_CALLER: '2' });
    const running = await start(2, () => run(app.url, { query }));

    const refused = await run(app.url, { query: '{ verificationMethods { method } }' });
    const ofOther = await run(app.url, { query: '{ verificationMethods { method } }', ...other });
    finish();
    await Promise.all(running);
    const later = await run(app.url, { query });

    expect(refusals(refused)).toEqual([
      {
        code: 'TOO_MANY_OPERATIONS',
        message: expect.stringMatching(/at most 2 queries and mutations .+OPERATIONS_PER_CALLER/),
      },
    ]);
    expect(ofOther.errors).toBeUndefined();
    expect(later.data).toEqual({ held: true });
  });
});

describe('the operation limit per caller', () => {
  it.each(['application/json', 'text/event-stream'])('responds with HTTP 429 for %s', async (accept) => {
    const { app, start, finish } = await scene({ OPERATIONS_PER_CALLER: '1' });
    const running = await start(1, () => app.send(query));

    const { status } = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept },
      body: JSON.stringify({ query }),
    });
    finish();
    await Promise.all(running);

    expect(status).toBe(429);
  });

  it('holds also if Apollo runs every operation', async () => {
    const { app, start, finish } = await scene({ OPERATIONS_PER_CALLER: '1', QUERY_COMPILER: 'off' });
    const running = await start(1, () => app.send(query));

    const refused = await app.send(query);
    finish();
    await Promise.all(running);

    expect(refused.errors?.map(({ extensions }) => extensions?.code)).toEqual(['TOO_MANY_OPERATIONS']);
    expect(await app.send(query)).toEqual({ data: { held: true } });
  });

  it('does not count subscriptions', async () => {
    const { app } = await scene({ OPERATIONS_PER_CALLER: '1' });
    const socket = await openSocket(app.url);
    await socket.next();
    const subscription = 'subscription { userVerificationUpdated { version } }';
    for (const id of ['1', '2']) socket.send({ type: 'subscribe', id, payload: { query: subscription } });

    socket.send({ type: 'subscribe', id: '3', payload: { query: '{ verificationMethods { method } }' } });

    expect(await socket.next()).toMatchObject({ type: 'next', id: '3', payload: { data: {} } });
    await socket.close();
  });
});
