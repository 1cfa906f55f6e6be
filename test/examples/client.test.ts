import { setTimeout as pass } from 'node:timers/promises';
import { WebSocket } from 'ws';
import {
  StartOneNetVerificationDocument,
  VerificationDocument,
} from '../../examples/client/generated/operations';
import { RequestRefused } from '../../examples/client/src/ask';
import { connect, type RealnameClient } from '../../examples/client/src/client';
import { FollowingEnded } from '../../examples/client/src/final';
import type { SocketSettings } from '../../examples/client/src/sockets';
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
const usual: SocketSettings = { pingAfterMs: 10_000, pongWithinMs: 5_000, webSocketImpl: WebSocket };

// Another one each time, to find what nobody thought of; CUTS_SEED brings one back.
const seed = Number(process.env['CUTS_SEED'] ?? Date.now() % 1_000_000);

async function serve(): Promise<{ readonly app: TestApp; readonly oneNet: FakeOneNet }> {
  const oneNet = closing.keep(await openFakeOneNet());
  return { app: closing.keep(await startTestApp({ env: oneNet.env })), oneNet };
}

function clientOf(
  url: string,
  headers: Readonly<Record<string, string>> = {},
  settings = usual,
): RealnameClient {
  return closing.keep(connect({ url: `${url}/graphql`, headers: () => headers }, settings));
}

describe('the example client', () => {
  it(`sees each version once and in order while its socket is cut ${cutsWanted} times (CUTS_SEED=${seed})`, async () => {
    const { app, oneNet } = await serve();
    const random = randomFrom(seed);
    const proxy = closing.keep(await openCuttingProxy(app.url, random));
    const started = await startAtOneNet(app, oneNet);
    const client = clientOf(proxy.url);
    let pushed = 0;
    let last = Number.POSITIVE_INFINITY;
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
    })();

    const seen: number[] = [];
    let losses = 0;
    const onLost = (againInMs: number | null) => {
      if (againInMs !== null) losses += 1;
    };
    for await (const { version } of client.follow(started.id, 0, { pauses, random, onLost })) {
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

  it('notices a connection that is dead without a word, and goes on over a new one', async () => {
    const { app, oneNet } = await serve();
    const proxy = closing.keep(await openCuttingProxy(app.url, () => 0));
    proxy.spare();
    const started = await startAtOneNet(app, oneNet);
    const client = clientOf(proxy.url, {}, { ...usual, pingAfterMs: 40, pongWithinMs: 40 });
    const events = client.follow(started.id, 0, { pauses });
    const next = async () => (await events.next()).value?.version;
    expect([await next(), await next()]).toEqual([1, 2]);

    proxy.freeze();
    await pushAccepted(started.callbackUrl, laterPush(started, 1, '0'));

    expect(await next()).toBe(3);
  });

  it('starts, asks, and goes on after a version that it has seen', async () => {
    const { app, oneNet } = await serve();
    const client = clientOf(app.url);
    const { startOneNetVerification } = await client.ask(StartOneNetVerificationDocument, {
      input: { userId: 38453, phone: '19912340000' },
    });
    const { id = '', version = 0 } = startOneNetVerification.verification ?? {};
    const [start] = oneNet.starts;
    if (!start) throw new Error('nothing was started');
    await pushAccepted(start.callbackUrl, laterPush(start, 1, '0'));

    const { value: event } = await client.follow(id, version).next();
    const { verification } = await client.ask(VerificationDocument, { id });

    expect(event).toMatchObject({ version: version + 1, status: 'APPROVED' });
    expect(verification).toMatchObject({ status: 'APPROVED', subject: { mobileNo: '199****0000' } });
  });

  it('ends where there is nothing to follow, rather than try for ever', async () => {
    const { app } = await serve();
    const client = clientOf(app.url);

    const following = client.follow('00000000-0000-7000-8000-000000000000', 7).next();

    await expect(following).rejects.toThrow(FollowingEnded);
    await expect(following).rejects.toMatchObject({ code: 'NOT_FOUND', version: 7 });
  });

  it('ends when the server does not believe who it is', async () => {
    const identity = closing.keep(await openIdentityProvider());
    const app = closing.keep(await startTestApp({ env: identity.env }));
    const client = clientOf(app.url, { Authorization: `Bearer ${await identity.forgedToken()}` });

    const following = client.follow('00000000-0000-7000-8000-000000000000').next();

    await expect(following).rejects.toMatchObject({ name: 'FollowingEnded', code: '4403', version: 0 });
  });

  it('ends after the last change there can be: the personal data is destroyed', async () => {
    const { app, oneNet } = await serve();
    const { id } = await startAtOneNet(app, oneNet);
    await app.query('mutation ($id: ID!) { redactVerification(id: $id) { verification { id } } }', { id });

    const causes: string[] = [];
    for await (const { cause } of clientOf(app.url).follow(id)) causes.push(cause);

    expect(causes.at(-1)).toBe('REDACTED');
  });

  it('stops when it is told to, also while it waits', async () => {
    const { app, oneNet } = await serve();
    const { id, version } = await startAtOneNet(app, oneNet);
    const stop = new AbortController();
    const waiting = clientOf(app.url).follow(id, version, { signal: stop.signal }).next();

    stop.abort();

    await expect(waiting).resolves.toEqual({ done: true, value: undefined });
  });

  it('waits longer each time while nobody answers, up to a limit, and half of it by chance', async () => {
    const { app } = await serve();
    const proxy = await openCuttingProxy(app.url, () => 0);
    await proxy.close();
    const stop = new AbortController();
    const pausesSeen: (number | null)[] = [];
    const following = clientOf(proxy.url).follow('any', 0, {
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

  it('says why a request was refused', async () => {
    const identity = closing.keep(await openIdentityProvider());
    const app = closing.keep(await startTestApp({ env: identity.env }));

    const refused = clientOf(app.url).ask(VerificationDocument, { id: 'any' });

    await expect(refused).rejects.toThrow(RequestRefused);
    await expect(refused).rejects.toMatchObject({ codes: ['UNAUTHENTICATED'] });
  });
});
