import { WebSocket } from 'ws';
import { connect, type FollowOptions, type RealnameClient } from '../../../client/src/index';
import { closeAfterEach } from '../../support/closing';
import { startAtOneNet } from '../../support/fake-onenet';
import { bearer } from '../../support/identity-provider';
import { laterPush, pushAccepted } from '../../support/onenet-push';
import { range } from '../../support/updates';
import { followByMultipart } from './multipart';
import type { Router } from './router';
import type { Scene } from './scene';

type OpenedScene = () => Promise<Scene>;

const followed = `subscription ($id: ID!, $sinceVersion: Int) {
  verificationUpdated(id: $id, sinceVersion: $sinceVersion) {
    version status cause
    verification { user { name isRealNameVerified } }
  }
}`;
const gao = 'account-of-gao';

/** When a token expires that is to be used for a moment, in seconds since 1970. */
const soon = () => Math.floor(Date.now() / 1000) + 6;

interface Followed {
  readonly version: number;
  readonly cause: string;
  readonly verification: { readonly user: { readonly name: string } };
}

/** What a client may expect of its subscriptions, over each of the transports that the router has for clients. */
export function describeSubscriptions(
  { clients, hidesRefusedTokens = false }: Pick<Router, 'clients' | 'hidesRefusedTokens'>,
  scene: OpenedScene,
): void {
  const closing = closeAfterEach();
  const transports = clients.filter((transport) => transport !== 'multipart');
  if (transports.length > 0) describe.each(transports)('a subscription by %s', subscriptionsBy);
  if (clients.includes('multipart'))
    describe("a subscription by multipart, Apollo Client's own way,", byMultipart);

  async function started(guid: string) {
    const { app, oneNet, login } = await scene();
    return startAtOneNet(app(), oneNet, {}, bearer(await login.token({ sub: guid, scope: '' })));
  }

  function subscriptionsBy(transport: 'websocket' | 'sse'): void {
    async function clientOf(token: string): Promise<RealnameClient> {
      return closing.keep(
        connect({
          url: (await scene()).router.url,
          transport,
          headers: () => ({ Authorization: `Bearer ${token}` }),
          sockets: { webSocketImpl: WebSocket },
        }),
      );
    }

    async function follow(
      sub: string,
      id: string,
      { exp, ...options }: { readonly exp?: number } & Pick<FollowOptions, 'signal' | 'onLost'> = {},
    ) {
      const { login } = await scene();
      const token = await login.token({ sub, ...(exp !== undefined && { exp }) });
      const client = await clientOf(token);
      return client.followVerification<Followed>(id, {
        document: followed,
        pauses: { firstMs: 50, longestMs: 500 },
        ...options,
      });
    }

    it("delivers every change once and in order, with a neighbour's field", async () => {
      const verification = await started(gao);
      const events = await follow(gao, verification.id);
      const seen = [(await events.next()).value, (await events.next()).value];
      for (const n of range(1, 5))
        await pushAccepted(verification.callbackUrl, laterPush(verification, n, '0'));
      while (seen.length < 7) seen.push((await events.next()).value);
      await events.return();

      expect(seen.map((event) => event?.version)).toEqual(range(1, 7));
      expect(seen.at(-1)).toMatchObject({ verification: { user: { name: '高远山' } } });
    });

    it('is not shared between callers', async () => {
      const { id } = await started(gao);
      const mine = await follow(gao, id);
      expect((await mine.next()).value?.version).toBe(1);

      const theirs = (await follow('stranger', id)).next();

      await expect(theirs).rejects.toMatchObject({ name: 'FollowingEnded', code: 'NOT_FOUND' });
      expect((await mine.next()).value?.version).toBe(2);
      await mine.return();
    });

    const hides = hidesRefusedTokens && transport === 'websocket';

    (hides ? it.skip : it)('ends with its token', async () => {
      const { id, callbackUrl, ...target } = await started(gao);
      const events = await follow(gao, id, { exp: soon() });
      expect((await events.next()).value?.version).toBe(1);
      expect((await events.next()).value?.version).toBe(2);

      const next = events.next();

      await expect(next).rejects.toMatchObject({ name: 'FollowingEnded' });
      await pushAccepted(callbackUrl, laterPush(target, 1, '0'));
    });

    (hides ? it : it.skip)('shows nothing more after its token, though it may not be told so', async () => {
      const { id, callbackUrl, ...target } = await started(gao);
      const stop = new AbortController();
      const lost = Promise.withResolvers<void>();
      const onLost = (againInMs: number | null) => {
        if (againInMs !== null) lost.resolve();
      };
      const events = await follow(gao, id, { exp: soon(), onLost, signal: stop.signal });
      expect((await events.next()).value?.version).toBe(1);
      expect((await events.next()).value?.version).toBe(2);

      const next = events.next().catch(() => ({ done: true }));
      await Promise.race([next, lost.promise]);
      await pushAccepted(callbackUrl, laterPush(target, 1, '0'));
      stop.abort();

      expect(await next).toMatchObject({ done: true });
    });

    (hides ? it.skip : it)('is refused at once with a token that has expired', async () => {
      const { id } = await started(gao);

      const first = (await follow(gao, id, { exp: Math.floor(Date.now() / 1000) - 3600 })).next();

      await expect(first).rejects.toMatchObject({ name: 'FollowingEnded' });
    });

    it('continues without a gap or a repeat after a restart of the service', async () => {
      const { restart } = await scene();
      const verification = await started(gao);
      const events = await follow(gao, verification.id);
      const seen = [(await events.next()).value?.version, (await events.next()).value?.version];

      await restart();
      for (const n of range(1, 3))
        await pushAccepted(verification.callbackUrl, laterPush(verification, n, '0'));
      while (seen.length < 5) seen.push((await events.next()).value?.version);
      await events.return();

      expect(seen).toEqual(range(1, 5));
    });
  }

  function byMultipart(): void {
    async function follow(sub: string, id: string, exp?: number) {
      const { login, router } = await scene();
      const token = await login.token({ sub, ...(exp !== undefined && { exp }) });
      const events = followByMultipart<{ verificationUpdated: Followed | null }>(
        router.url,
        bearer(token),
        followed,
        { id, sinceVersion: 0 },
      );
      // A stream that has ended by a fault is also closed.
      closing.keep({ close: () => events.cancel().catch(() => undefined) });
      return events;
    }

    it("delivers every change once and in order, with a neighbour's field", async () => {
      const verification = await started(gao);
      const events = await follow(gao, verification.id);
      const next = async () => (await events.read()).value?.data?.verificationUpdated;
      const seen = [await next(), await next()];
      for (const n of range(1, 3))
        await pushAccepted(verification.callbackUrl, laterPush(verification, n, '0'));
      while (seen.length < 5) seen.push(await next());

      expect(seen.map((event) => event?.version)).toEqual(range(1, 5));
      expect(seen.at(-1)).toMatchObject({ verification: { user: { name: '高远山' } } });
    });

    it('is not shared between callers', async () => {
      const { id } = await started(gao);
      const mine = await follow(gao, id);
      expect((await mine.read()).value?.data?.verificationUpdated?.version).toBe(1);

      const theirs = await (await follow('stranger', id)).read();

      expect(theirs.value?.data?.verificationUpdated ?? null).toBeNull();
      expect(theirs.value?.codes).toEqual(['NOT_FOUND']);
    });

    it('ends with its token', async () => {
      const { id } = await started(gao);
      const events = await follow(gao, id, soon());
      expect((await events.read()).value?.data?.verificationUpdated?.version).toBe(1);
      expect((await events.read()).value?.data?.verificationUpdated?.version).toBe(2);

      const ended = await endOf(events);

      expect(ended.map(({ data }) => data?.verificationUpdated ?? null).filter(Boolean)).toEqual([]);
    });
  }
}

/** Everything that still comes until the stream ends, whichever way. */
async function endOf<Result>(events: ReadableStreamDefaultReader<Result>): Promise<readonly Result[]> {
  const rest: Result[] = [];
  for (;;) {
    const { done, value } = await events.read().catch(() => ({ done: true as const, value: undefined }));
    if (done) return rest;
    rest.push(value);
  }
}
