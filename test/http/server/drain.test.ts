import { startTestApp } from '../../support/app';
import { closeAfterEach } from '../../support/closing';
import { openEventStream } from '../../support/event-stream';
import { openFakeOneNet } from '../../support/fake-onenet';
import { openSocket } from '../../support/socket';

const opened = closeAfterEach();

const start = `mutation { startOneNetVerification(input: { userId: 1, phone: "19912340000" }) {
  verification { status }
} }`;

/** A service that is asked to end while OneNET still thinks about one start. */
async function scene() {
  const [asked, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const oneNet = opened.keep(
    await openFakeOneNet({
      beforeAnswer: () => {
        asked.resolve();
        return released.promise;
      },
    }),
  );
  const app = await startTestApp({ env: oneNet.env });
  const draining = async () => {
    const closed = app.close();
    while ((await fetch(`${app.url}/readyz`)).status !== 503);
    return { closed, release: () => released.resolve() };
  };
  return { app, oneNet, asked: asked.promise, draining };
}

describe('the shutdown of the service', () => {
  it('completes a mutation whose response goes over an event stream', async () => {
    const { app, asked, draining } = await scene();
    const streaming = openEventStream(app.url, start);
    await asked;

    const { closed, release } = await draining();
    release();

    const stream = await streaming;
    expect(await stream.next()).toEqual({
      data: { startOneNetVerification: { verification: { status: 'AWAITING_USER' } } },
    });
    // Cut before it is complete, a client would send it again.
    expect(await stream.next()).toBeNull();
    await closed;
  });

  it('refuses new operations on a socket, and completes running ones', async () => {
    const { app, oneNet, asked, draining } = await scene();
    const socket = await openSocket(app.url);
    expect(await socket.next()).toEqual({ type: 'connection_ack' });
    socket.send({ type: 'subscribe', id: 'begun', payload: { query: start } });
    await asked;

    const { closed, release } = await draining();
    socket.send({ type: 'subscribe', id: 'late', payload: { query: start } });
    socket.send({ type: 'ping' });
    while ((await socket.next()).type !== 'pong');
    release();

    expect((await socket.closed).code).toBe(1012);
    await closed;
    expect(oneNet.starts).toHaveLength(1);
    expect(socket.received.filter(({ id }) => id !== undefined).map(({ type, id }) => [type, id])).toEqual([
      ['next', 'begun'],
      ['complete', 'begun'],
    ]);
  });
});
