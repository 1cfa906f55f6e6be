import { setTimeout as pass } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { connect, VerifyIdentityDocument } from '../../client/src/index';
import { startTestApp } from '../support/app';
import { closeAfterEach } from '../support/closing';
import { openFakeOneNet } from '../support/fake-onenet';
import { freePort } from '../support/free-port';
import { laterPush, pushAccepted } from '../support/onenet-push';
import { temporaryFolder } from '../support/temporary-folder';
import { openCuttingProxy } from './support/cutting-proxy';
import { randomFrom } from './support/random';

const closing = closeAfterEach();
const cutsWanted = 40;
const pauses = { firstMs: 4, longestMs: 30 };
const transports = ['websocket', 'sse'] as const;

// A new seed each time, to find unforeseen cases; CUTS_SEED repeats one.
const seed = Number(process.env['CUTS_SEED'] ?? Date.now() % 1_000_000);

const evidence = { oneNetUserId: 38453, mobileNo: '19912340000' };

async function serve(env: Readonly<Record<string, string>> = {}) {
  const oneNet = closing.keep(await openFakeOneNet());
  return { oneNet, app: closing.keep(await startTestApp({ env: { ...oneNet.env, ...env } })) };
}

describe.each(transports)('following a case over %s', (transport) => {
  const clientOf = (url: string) =>
    closing.keep(connect({ url: `${url}/graphql`, transport, sockets: { webSocketImpl: WebSocket } }));

  it(`never goes back and ends with the newest version while its connection is cut ${cutsWanted} times (CUTS_SEED=${seed})`, async () => {
    const { app, oneNet } = await serve();
    const random = randomFrom(seed);
    const { verifyIdentity } = await clientOf(app.url).ask(VerifyIdentityDocument, {
      input: { purpose: 'default', evidence },
    });
    const { id = '' } = verifyIdentity.identityCase ?? {};
    const [started] = oneNet.starts;
    if (!started) throw new Error('nothing was started');
    const proxy = closing.keep(await openCuttingProxy(app.url, random));
    let pushed = 0;
    let last = Number.POSITIVE_INFINITY;
    const seen: number[] = [];
    const stop = new AbortController();
    const pushing = (async () => {
      const push = async () => {
        pushed += 1;
        await pushAccepted(started.callbackUrl, laterPush(started, pushed, pushed % 2 ? '3' : '4'));
      };
      while (proxy.cuts.all < cutsWanted) {
        await push();
        await pass(random() * 30);
      }
      proxy.spare();
      await push();
      const { identityCase } = await app.query<{ identityCase: { version: number } }>(
        'query ($id: ID!) { identityCase(id: $id) { version } }',
        { id },
      );
      last = identityCase.version;
      // It may have come before this was known.
      if ((seen.at(-1) ?? 0) >= last) stop.abort();
    })();

    const options = { pauses, random, signal: stop.signal };
    for await (const { version } of clientOf(proxy.url).followCase(id, options)) {
      seen.push(version);
      if (version >= last) break;
    }
    await pushing;

    expect(seen).toEqual([...new Set(seen)].toSorted((one, other) => one - other));
    expect(seen.at(-1)).toBe(last);
    expect(last).toBeGreaterThan(cutsWanted / 5);
  });

  it('goes on by itself when the service restarts', async () => {
    const folder = temporaryFolder();
    closing.keep({ close: async () => folder.remove() });
    const env = { PORT: String(await freePort()), DATABASE_URL: `sqlite:${folder.path}/realname.db` };
    const { app, oneNet } = await serve(env);
    const client = clientOf(app.url);
    const { verifyIdentity } = await client.ask(VerifyIdentityDocument, {
      input: { purpose: 'default', evidence },
    });
    const { id = '', version = 0 } = verifyIdentity.identityCase ?? {};
    const [started] = oneNet.starts;
    if (!started) throw new Error('nothing was started');
    const lost = Promise.withResolvers<void>();
    const following = client.followCase(id, {
      sinceVersion: version - 1,
      pauses,
      onLost: (againInMs) => againInMs !== null && lost.resolve(),
    });
    expect((await following.next()).value?.version).toBe(version);

    const next = following.next();
    await app.close();
    await lost.promise;
    closing.keep(await startTestApp({ env: { ...oneNet.env, ...env } }));
    await pushAccepted(started.callbackUrl, laterPush(started, 1, '0'));

    expect((await next).value).toMatchObject({ version: version + 1, status: 'ACHIEVED' });
  });
});
