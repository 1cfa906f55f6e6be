import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface CuttingProxy {
  /** As the service's own address, with the proxy in between. */
  readonly url: string;
  /** How many connections were cut so far, and how many of them in the middle of what the server was sending. */
  readonly cuts: { readonly all: number; readonly midMessage: number };
  /** From now on every connection stays open, and passes everything on. */
  spare(): void;
  /** Holds back everything on the connections there are, without a sign of it. */
  freeze(): void;
  close(): Promise<void>;
}

/** The handshake alone is about 200 bytes, an event about 200 more: within this a cut comes anywhere in both. */
const mostBytes = 1500;
const mostMs = 40;

/**
 * A TCP proxy that cuts every connection at a moment of its own: after some time, or after some bytes of the server's
 * even if that is inside of a message. Half of the cuts are a reset, half of them an end of the stream.
 */
export async function openCuttingProxy(target: string, random: () => number): Promise<CuttingProxy> {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  const cuts = { all: 0, midMessage: 0 };
  let sparing = false;
  let frozen = false;

  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => open.delete(socket));
    }
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());

    let bytesLeft = Number.POSITIVE_INFINITY;
    const byReset = random() < 0.5;
    const cut = (): void => {
      if (client.destroyed || sparing) return;
      cuts.all += 1;
      if (byReset) client.resetAndDestroy();
      else client.destroySoon();
      upstream.destroy();
    };
    if (random() < 0.5) bytesLeft = Math.floor(random() * mostBytes);
    else setTimeout(cut, random() * mostMs).unref();

    client.on('data', (data) => {
      if (!frozen) upstream.write(data);
    });
    upstream.on('data', (data) => {
      if (frozen) return;
      const passed = sparing ? data : data.subarray(0, bytesLeft);
      bytesLeft -= passed.length;
      client.write(passed);
      if (passed.length === data.length) return;
      cuts.midMessage += 1;
      cut();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cuts,
    spare() {
      sparing = true;
    },
    freeze() {
      frozen = true;
      server.once('connection', () => {
        frozen = false;
      });
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}
