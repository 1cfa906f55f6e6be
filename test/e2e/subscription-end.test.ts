import { closeAfterEach } from '../support/closing';
import { openEventStream } from '../support/event-stream';
import { openFakeOneNet, startAtOneNet } from '../support/fake-onenet';
import { laterPush, pushAccepted } from '../support/onenet-push';
import { countListeners, startProbedApp } from '../support/probed-app';
import { openSocket, type RawSocket } from '../support/socket';
import { range, verificationUpdated } from '../support/updates';

const opened = closeAfterEach();

async function scene() {
  const oneNet = opened.keep(await openFakeOneNet());
  const app = opened.keep(await startProbedApp({ env: oneNet.env }));
  const started = await startAtOneNet(app, oneNet);
  return { app, oneNet, started, listeners: countListeners(app.tools) };
}

async function greeted(app: { url: string }): Promise<RawSocket> {
  const socket = opened.keep(await openSocket(app.url));
  expect(await socket.next()).toEqual({ type: 'connection_ack' });
  return socket;
}

function followOn(socket: RawSocket, id: string, verificationId: string): void {
  const variables = { id: verificationId, sinceVersion: 1 };
  socket.send({ type: 'subscribe', id, payload: { query: verificationUpdated, variables } });
}

/** Waits until a subscription of a socket has brought that many events. */
async function broughtOn(socket: RawSocket, id: string, count: number): Promise<void> {
  while (socket.received.filter((message) => message.id === id).length < count) await socket.next();
}

describe('a subscription completed by its client', () => {
  it('sends nothing more, while others on the same socket continue', async () => {
    const { app, started } = await scene();
    const socket = await greeted(app);
    followOn(socket, 'left', started.id);
    followOn(socket, 'kept', started.id);
    await broughtOn(socket, 'left', 1);
    await broughtOn(socket, 'kept', 1);

    socket.send({ type: 'complete', id: 'left' });
    socket.send({ type: 'ping' });
    while ((await socket.next()).type !== 'pong');
    for (const n of range(1, 5)) await pushAccepted(started.callbackUrl, laterPush(started, n, '0'));
    await broughtOn(socket, 'kept', 6);
    socket.send({ type: 'ping' });
    while ((await socket.next()).type !== 'pong');

    expect(socket.received.filter(({ id }) => id === 'left')).toHaveLength(1);
  });

  it('does not send an event that is being resolved', async () => {
    const { app, started } = await scene();
    const socket = await greeted(app);
    followOn(socket, 'left', started.id);
    await broughtOn(socket, 'left', 1);
    const { store } = app.tools;
    const { find } = store.verifications;
    const [asked, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    store.verifications.find = async (ids) => {
      asked.resolve();
      await released.promise;
      return find(ids);
    };

    await pushAccepted(started.callbackUrl, laterPush(started, 1, '0'));
    await asked.promise;
    socket.send({ type: 'complete', id: 'left' });
    socket.send({ type: 'ping' });
    while ((await socket.next()).type !== 'pong');
    store.verifications.find = find;
    released.resolve();
    // An event that another subscription brings was made ready after it.
    followOn(socket, 'kept', started.id);
    await broughtOn(socket, 'kept', 2);

    expect(socket.received.filter(({ id }) => id === 'left')).toHaveLength(1);
  });

  it('leaves no listener, also if it is completed before it has started', async () => {
    const { app, started, listeners } = await scene();
    const socket = await greeted(app);

    for (const n of range(1, 50)) {
      followOn(socket, `s${n}`, started.id);
      if (n % 2 === 0) await broughtOn(socket, `s${n}`, 1);
      socket.send({ type: 'complete', id: `s${n}` });
    }
    followOn(socket, 'last', started.id);
    await broughtOn(socket, 'last', 1);
    expect(listeners.open).toBeGreaterThan(0);
    socket.send({ type: 'complete', id: 'last' });

    await listeners.none();
    expect(listeners.total).toBeGreaterThanOrEqual(26);
  });

  it('can be started again under the same id', async () => {
    const { app, started } = await scene();
    const socket = await greeted(app);
    followOn(socket, '1', started.id);
    await broughtOn(socket, '1', 1);
    socket.send({ type: 'complete', id: '1' });
    socket.send({ type: 'ping' });
    while ((await socket.next()).type !== 'pong');

    followOn(socket, '1', started.id);

    await broughtOn(socket, '1', 2);
  });
});

describe('a client that disconnects', () => {
  it('leaves no listener when its socket closes', async () => {
    const { app, started, listeners } = await scene();
    const sockets = await Promise.all(range(1, 5).map(() => greeted(app)));
    for (const socket of sockets) {
      for (const n of range(1, 4)) followOn(socket, `s${n}`, started.id);
      for (const n of range(1, 4)) await broughtOn(socket, `s${n}`, 1);
    }
    expect(listeners.open).toBe(20);

    await Promise.all(sockets.map((socket) => socket.close()));

    await listeners.none();
  });

  it('leaves no listener when it hangs up on SSE, even without further events', async () => {
    const { app, started, listeners } = await scene();
    const variables = { id: started.id, sinceVersion: 1 };
    const streams = await Promise.all(
      range(1, 5).map(() => openEventStream(app.url, verificationUpdated, { variables })),
    );
    await Promise.all(streams.map((stream) => stream.next()));
    expect(listeners.open).toBe(5);

    await Promise.all(streams.map((stream) => stream.close()));

    await listeners.none();
  });
});

describe('a long-lived subscription', () => {
  it('does not grow in memory with every event', async () => {
    const { app, started, listeners } = await scene();
    const socket = await greeted(app);
    followOn(socket, '1', started.id);
    await broughtOn(socket, '1', 1);

    for (const n of range(1, 20)) {
      await pushAccepted(started.callbackUrl, laterPush(started, n, '0'));
      await broughtOn(socket, '1', n + 1);
    }

    expect(listeners.total).toBe(1);
  });
});

describe('the shutdown of the service', () => {
  it('closes sockets with 1012, ends event streams, and leaves no listener', async () => {
    const { app, started, listeners } = await scene();
    const socket = await greeted(app);
    followOn(socket, '1', started.id);
    const variables = { id: started.id, sinceVersion: 1 };
    const stream = opened.keep(await openEventStream(app.url, verificationUpdated, { variables }));
    await broughtOn(socket, '1', 1);
    await stream.next();
    const rest = stream.next();

    const ended = expect(rest).resolves.toMatchObject({
      errors: [{ extensions: { code: 'SERVICE_RESTARTING' } }],
    });
    const cut = rest.then(() => expect(stream.next()).rejects.toThrow());
    await app.close();

    expect(await socket.closed).toMatchObject({ code: 1012 });
    await ended;
    await cut;
    await listeners.none();
    expect(app.logLines.filter(({ level }) => level === 'error' || level === 'warn')).toEqual([]);
  });
});
