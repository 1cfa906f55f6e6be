import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { startTestApp, type TestApp } from '../../support/app';
import { closeAfterEach } from '../../support/closing';
import { type FakeOneNet, openFakeOneNet, startAtOneNet } from '../../support/fake-onenet';
import { laterPush, pushAccepted } from '../../support/onenet-push';
import { nextUpdates, range, verificationUpdated } from '../../support/updates';

const opened = closeAfterEach();

/** Opens a connection, says that much of a request and no more, and returns what comes until it is cut. */
async function answerTo(url: string, beginning: string): Promise<string> {
  const socket: Socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.write(beginning);
  let text = '';
  socket.on('data', (chunk) => {
    text += String(chunk);
  });
  await once(socket, 'close');
  return text;
}

describe('a client that does not complete its request within REQUEST_TIMEOUT_MS', () => {
  it.each([
    ['in its headers', 'GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Slow: '],
    [
      'in its body',
      'POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"query":',
    ],
  ])('is disconnected %s', async (_where, beginning) => {
    const { url } = opened.keep(await startTestApp({ env: { REQUEST_TIMEOUT_MS: '50' } }));

    expect(await answerTo(url, beginning)).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('is disconnected in the body of a push', async () => {
    const oneNet = opened.keep(await openFakeOneNet());
    const env = { ...oneNet.env, REQUEST_TIMEOUT_MS: '2000' };
    const app = opened.keep(await startTestApp({ env }));
    const { callbackUrl } = await startAtOneNet(app, oneNet);
    const { pathname } = new URL(callbackUrl);

    const beginning = `POST ${pathname} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{"auditResult":`;

    expect(await answerTo(app.url, beginning)).toMatch(/^HTTP\/1\.1 408 /);
  });
});

describe('a stalled subscriber', () => {
  /** Long names make each event half a megabyte, so that a dozen fill every buffer on the way. */
  const bulky = `subscription ($id: ID!) {
    verificationUpdated(id: $id, sinceVersion: 0) {
      version ${range(1, 90)
        .map((n) => `${'long'.repeat(1500)}${n}: status`)
        .join(' ')}
    }
  }`;
  const versions = range(1, 22);

  /** Long enough for those who read, also where this process is busy. */
  const stallMs = 2000;

  /** A service with a verification that has a history. */
  async function scene(stallLimitMs: number): Promise<{ app: TestApp; oneNet: FakeOneNet; id: string }> {
    const oneNet = opened.keep(await openFakeOneNet());
    const env = {
      ...oneNet.env,
      SUBSCRIBER_STALL_MS: String(stallLimitMs),
      QUERY_MAX_BYTES: String(1024 * 1024),
    };
    const app = opened.keep(await startTestApp({ env }));
    const started = await startAtOneNet(app, oneNet);
    for (const n of range(1, 20)) await pushAccepted(started.callbackUrl, laterPush(started, n, '1'));
    return { app, oneNet, id: started.id };
  }

  /** Resolves once so many were closed. */
  async function closedAsStalled({ metricsUrl }: TestApp, count: number): Promise<void> {
    const line = `realname_subscribers_closed_total{reason="stalled"} ${count}\n`;
    while (!(await (await fetch(metricsUrl)).text()).includes(line));
  }

  /** What graphql-ws's own client opens its sockets with: kept, so that the test can stop their reading. */
  function keptSockets(): { readonly sockets: WebSocket[]; readonly Kept: unknown } {
    const sockets: WebSocket[] = [];
    class Kept extends WebSocket {
      constructor(address: string | URL, protocols?: string | string[]) {
        super(address, protocols);
        sockets.push(this);
      }
    }
    return { sockets, Kept };
  }

  it('is closed with 1013 after SUBSCRIBER_STALL_MS and told how to resume; other subscribers still receive everything', async () => {
    const { app, id } = await scene(stallMs);
    const socket = await greetedSocket(app);
    socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload: { query: bulky, variables: { id } } }));
    socket.pause();
    const closed = once(socket, 'close');

    const other = app.subscribe<never>(verificationUpdated, { id, sinceVersion: 0 });
    expect((await nextUpdates(other, versions.length)).map(({ version }) => version)).toEqual(versions);
    await other.stop();
    await closedAsStalled(app, 1);
    socket.resume();

    const [code, reason] = await closed;
    expect({ code, reason: String(reason) }).toEqual({
      code: 1013,
      reason: 'Reader too slow: resume with sinceVersion',
    });
  });

  it('reconnects by itself with the client of graphql-ws, and then receives everything', async () => {
    const { app, id } = await scene(stallMs);
    const { sockets, Kept } = keptSockets();
    const client = createClient({
      url: `${app.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: Kept,
      retryWait: async () => {},
      on: { connected: () => sockets.length === 1 && sockets[0]?.pause() },
    });
    opened.keep({ close: async () => client.dispose() });
    const events = client.iterate<{ verificationUpdated: { version: number } }>({
      query: bulky,
      variables: { id },
    });
    const first = events.next();
    await closedAsStalled(app, 1);
    sockets[0]?.resume();

    const seen = [(await first).value];
    while (sockets.length === 1 || seen.at(-1)?.data?.verificationUpdated.version !== versions.at(-1)) {
      seen.push((await events.next()).value);
    }

    // At least one more: a machine that is busy enough makes a stalled reader of this one too, which comes again.
    expect(sockets.length).toBeGreaterThan(1);
    const again = seen.slice(-versions.length).map((result) => result?.data?.verificationUpdated.version);
    expect(again).toEqual(versions);
    await events.return?.();
  });

  it('is closed at once if more events are waiting than the buffer may hold', async () => {
    const { app } = await scene(600_000);
    const socket = await greetedSocket(app);
    const closed = once(socket, 'close');
    const ping = JSON.stringify({ type: 'ping', payload: { echo: 'e'.repeat(60_000) } });
    socket.pause();
    for (const _ of range(1, 500)) socket.send(ping);
    await closedAsStalled(app, 1);
    socket.resume();

    expect((await closed)[0]).toBe(1013);
  });

  it('on an event stream is cut without a complete event, so that it reconnects', async () => {
    const { app, id } = await scene(stallMs);
    const socket = connect(Number(new URL(app.url).port), '127.0.0.1');
    const body = JSON.stringify({ query: bulky, variables: { id } });
    socket.write(
      `POST /graphql HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    // Without a listener for data nothing is read.
    await closedAsStalled(app, 1);
    let text = '';
    socket.on('data', (chunk) => {
      text += String(chunk);
    });
    socket.on('error', () => {});
    await once(socket, 'close');

    expect(text).toContain('event: next');
    expect(text).not.toContain('event: complete');
  });

  async function greetedSocket({ url }: TestApp): Promise<WebSocket> {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    opened.keep({ close: async () => socket.terminate() });
    await once(socket, 'open');
    socket.send(JSON.stringify({ type: 'connection_init' }));
    await once(socket, 'message');
    return socket;
  }
});
