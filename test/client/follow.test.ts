import { setTimeout as pass } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { ConnectOptions, RealnameClient } from '../../client/src/index';
import {
  connect,
  FollowingEnded,
  RequestRefused,
  StartOneNetVerificationDocument,
  VerificationDocument,
} from '../../client/src/index';
import { startTestApp, type TestApp } from '../support/app';
import { closeAfterEach } from '../support/closing';
import { type FakeOneNet, openFakeOneNet, startAtOneNet } from '../support/fake-onenet';
import { openIdentityProvider } from '../support/identity-provider';
import { laterPush, pushAccepted } from '../support/onenet-push';
import { range } from '../support/updates';
import { openCuttingProxy } from './support/cutting-proxy';
import { randomFrom } from './support/random';

const closing = closeAfterEach();
const cutsWanted = 200;
const pauses = { firstMs: 4, longestMs: 30 };
const transports = ['websocket', 'sse'] as const;
type Transport = (typeof transports)[number];

// A new seed each time, to find unforeseen cases; CUTS_SEED repeats one.
const seed = Number(process.env['CUTS_SEED'] ?? Date.now() % 1_000_000);

async function serve(): Promise<{ readonly app: TestApp; readonly oneNet: FakeOneNet }> {
  const oneNet = closing.keep(await openFakeOneNet());
  return { app: closing.keep(await startTestApp({ env: oneNet.env })), oneNet };
}

function clientOf(
  url: string,
  transport: Transport = 'websocket',
  options: Partial<ConnectOptions> = {},
): RealnameClient {
  const sockets = { webSocketImpl: WebSocket, ...options.sockets };
  return closing.keep(connect({ url: `${url}/graphql`, transport, ...options, sockets }));
}

describe.each(transports)('following over %s', (transport) => {
  it(`sees each version once and in order while its connection is cut ${cutsWanted} times (CUTS_SEED=${seed})`, async () => {
    const { app, oneNet } = await serve();
    const random = randomFrom(seed);
    const proxy = closing.keep(await openCuttingProxy(app.url, random));
    const started = await startAtOneNet(app, oneNet);
    const client = clientOf(proxy.url, transport);
    let pushed = 0;
    let last = Number.POSITIVE_INFINITY;
    const seen: number[] = [];
    const stop = new AbortController();
    const pushing = (async () => {
      const push = async () => {
        pushed += 1;
        await pushAccepted(started.callbackUrl, laterPush(started, pushed, pushed % 2 ? '1' : '0'));
      };
      while (proxy.cuts.all < cutsWanted) {
        await push();
        await pass(random() * 30);
      }
      proxy.spare();
      await push();
      last = started.version + pushed;
      // It may have come before this was known.
      if ((seen.at(-1) ?? 0) >= last) stop.abort();
    })();

    let losses = 0;
    const onLost = (againInMs: number | null) => {
      if (againInMs !== null) losses += 1;
    };
    const options = { pauses, random, onLost, signal: stop.signal };
    for await (const { version } of client.followVerification(started.id, options)) {
      seen.push(version);
      if (version >= last) break;
    }
    await pushing;

    expect(seen).toEqual(range(1, started.version + pushed));
    expect(losses).toBeGreaterThanOrEqual(cutsWanted - 1);
    // Were it not so, the cuts would have come where they cannot hurt.
    expect(proxy.cuts.midMessage).toBeGreaterThan(cutsWanted / 5);
    expect(pushed).toBeGreaterThan(cutsWanted / 5);
  });

  it('detects a dead connection without a close, and continues over a new one', async () => {
    const { app, oneNet } = await serve();
    const proxy = closing.keep(await openCuttingProxy(app.url, () => 0));
    proxy.spare();
    const started = await startAtOneNet(app, oneNet);
    const client = clientOf(proxy.url, transport, {
      sockets: { pingAfterMs: 40, pongWithinMs: 40 },
      streams: { silenceMs: 100 },
    });
    const events = client.followVerification(started.id, { pauses });
    const next = async () => (await events.next()).value?.version;
    expect([await next(), await next()]).toEqual([1, 2]);

    proxy.freeze();
    await pushAccepted(started.callbackUrl, laterPush(started, 1, '0'));

    expect(await next()).toBe(3);
  });

  it('starts, polls, and resumes after a version that it has seen', async () => {
    const { app, oneNet } = await serve();
    const client = clientOf(app.url, transport);
    const { startOneNetVerification } = await client.ask(StartOneNetVerificationDocument, {
      input: { userId: 38453, phone: '15415400000' },
    });
    const { id = '', version = 0 } = startOneNetVerification.verification ?? {};
    const [start] = oneNet.starts;
    if (!start) throw new Error('nothing was started');
    await pushAccepted(start.callbackUrl, laterPush(start, 1, '0'));

    const { value: event } = await client.followVerification(id, { sinceVersion: version }).next();
    const { verification } = await client.ask(VerificationDocument, { id });

    expect(event).toMatchObject({ version: version + 1, status: 'APPROVED' });
    expect(verification).toMatchObject({ status: 'APPROVED', subject: { mobileNo: '154****0000' } });
  });

  it('ends if there is nothing to follow, instead of retrying for ever', async () => {
    const { app } = await serve();
    const client = clientOf(app.url, transport);

    const following = client
      .followVerification('00000000-0000-7000-8000-000000000000', { sinceVersion: 7 })
      .next();

    await expect(following).rejects.toThrow(FollowingEnded);
    await expect(following).rejects.toMatchObject({ code: 'NOT_FOUND', version: 7 });
  });

  it('ends when the server refuses its token', async () => {
    const identity = closing.keep(await openIdentityProvider());
    const app = closing.keep(await startTestApp({ env: identity.env }));
    const token = await identity.forgedToken();
    const client = clientOf(app.url, transport, { headers: () => ({ Authorization: `Bearer ${token}` }) });

    const following = client.followVerification('00000000-0000-7000-8000-000000000000').next();

    const code = transport === 'websocket' ? '4403' : 'UNAUTHENTICATED';
    await expect(following).rejects.toMatchObject({ name: 'FollowingEnded', code, version: 0 });
  });

  it('ends after the last possible change: redaction', async () => {
    const { app, oneNet } = await serve();
    const { id } = await startAtOneNet(app, oneNet);
    await app.query('mutation ($id: ID!) { redactVerification(id: $id) { verification { id } } }', { id });

    const causes: string[] = [];
    for await (const { cause } of clientOf(app.url, transport).followVerification(id)) causes.push(cause);

    expect(causes.at(-1)).toBe('REDACTED');
  });

  it('stops on request, also while it waits', async () => {
    const { app, oneNet } = await serve();
    const { id, version } = await startAtOneNet(app, oneNet);
    const stop = new AbortController();
    const waiting = clientOf(app.url, transport)
      .followVerification(id, { sinceVersion: version, signal: stop.signal })
      .next();

    stop.abort();

    await expect(waiting).resolves.toEqual({ done: true, value: undefined });
  });

  it('backs off exponentially with jitter up to a limit while the server does not answer', async () => {
    const { app } = await serve();
    const proxy = await openCuttingProxy(app.url, () => 0);
    await proxy.close();
    const stop = new AbortController();
    const pausesSeen: (number | null)[] = [];
    const following = clientOf(proxy.url, transport).followVerification('any', {
      pauses: { firstMs: 4, longestMs: 20 },
      random: () => 0.5,
      signal: stop.signal,
      onLost(againInMs) {
        pausesSeen.push(againInMs);
        if (pausesSeen.length === 5) stop.abort();
      },
    });

    await following.next();

    expect(pausesSeen).toEqual([3, 6, 12, 15, 15]);
  });
});

describe('a query', () => {
  it('reports why it was refused', async () => {
    const identity = closing.keep(await openIdentityProvider());
    const app = closing.keep(await startTestApp({ env: identity.env }));

    const refused = clientOf(app.url).ask(VerificationDocument, { id: 'any' });

    await expect(refused).rejects.toThrow(RequestRefused);
    await expect(refused).rejects.toMatchObject({ codes: ['UNAUTHENTICATED'] });
  });
});
