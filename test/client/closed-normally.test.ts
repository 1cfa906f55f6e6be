import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type WebSocket as Socket, WebSocket, WebSocketServer } from 'ws';
import { connect } from '../../client/src/index';
import { closeAfterEach } from '../support/closing';

const closing = closeAfterEach();
/** More than the losses that the tests wait for: a client that asks so often does not pause. */
const tooMany = 12;

const fail = () => {
  throw new Error('The client asks too often.');
};

/** A server that does with each socket what `serve` does, and counts them. */
async function open(serve: (socket: Socket) => void, onTooMany: () => void) {
  let sockets = 0;
  const server = new WebSocketServer({
    port: 0,
    host: '127.0.0.1',
    handleProtocols: ([first = '']) => first,
  });
  server.on('connection', (socket) => {
    sockets += 1;
    if (sockets === tooMany) onTooMany();
    if (sockets <= tooMany) serve(socket);
  });
  await once(server, 'listening');
  closing.keep({
    async close() {
      for (const socket of server.clients) socket.terminate();
      server.close();
      await once(server, 'close');
    },
  });
  const client = closing.keep(
    connect({
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
      sockets: { webSocketImpl: WebSocket },
    }),
  );
  return { client, sockets: () => sockets };
}

describe('a client whose socket is closed with 1000', () => {
  // Cosmo Router does the first with a token that it refuses.
  it.each([
    ['after it was acknowledged', 'connection_init'],
    ['after it subscribed', 'subscribe'],
  ])('pauses before it connects again: %s', async (_when, last) => {
    const stop = new AbortController();
    const { client, sockets } = await open(
      (socket) =>
        socket.on('message', (data) => {
          const { type } = JSON.parse(String(data)) as { type: string };
          if (type === 'connection_init') socket.send(JSON.stringify({ type: 'connection_ack' }));
          if (type === last) socket.close(1000, 'Normal closure');
        }),
      () => stop.abort(),
    );
    const pauses: (number | null)[] = [];
    const onLost = (againInMs: number | null) => {
      pauses.push(againInMs);
      if (pauses.length === 3) stop.abort();
    };

    const options = { pauses: { firstMs: 4, longestMs: 8 }, random: () => 0.5, onLost, signal: stop.signal };
    const seen: unknown[] = [];
    for await (const event of client.followVerification('0', options)) seen.push(event);

    expect([seen, pauses.length, sockets()]).toEqual([[], 3, 3]);
  });

  it('loses nothing if it begins to follow while its own last socket still closes', async () => {
    const { client, sockets } = await open((socket) => {
      socket.on('message', (data) => {
        const { type, id } = JSON.parse(String(data)) as { type: string; id?: string };
        if (type === 'connection_init') socket.send(JSON.stringify({ type: 'connection_ack' }));
        const payload = { data: { verificationUpdated: { version: 1 } } };
        if (type === 'subscribe') socket.send(JSON.stringify({ type: 'next', id, payload }));
      });
    }, fail);
    const losses: unknown[] = [];
    const onLost = (againInMs: number | null) => {
      if (againInMs !== null) losses.push(againInMs);
    };

    for (const id of ['0', '1', '2']) {
      const events = client.followVerification(id, { onLost });
      expect((await events.next()).value?.version).toBe(1);
      await events.return();
    }

    expect([losses, sockets()]).toEqual([[], 3]);
  });
});
