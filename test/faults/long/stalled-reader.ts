import { once } from 'node:events';
import { connect } from 'node:net';
import { WebSocket } from 'ws';

/** How it ended, and what it had been sent by then. */
export interface Ending {
  readonly versions: readonly number[];
  /** Of a WebSocket. */
  readonly code: number | null;
  /** Whether the server said that the stream is complete. */
  readonly isCompleted: boolean;
}

export interface StalledReader {
  /** Begins to read after all, until it is closed. */
  readOn(): Promise<Ending>;
  close(): void;
}

/** Long names make each event half a megabyte, so that a dozen fill every buffer on the way. */
const names = Array.from({ length: 90 }, (_, n) => `${'long'.repeat(1500)}${n}: status`).join(' ');
const bulky = `subscription ($id: ID!) { verificationUpdated(id: $id, sinceVersion: 0) { version ${names} } }`;

/** Subscribes to a verification over a WebSocket, and never reads. */
export async function stalledSocket(url: string, guid: string, id: string): Promise<StalledReader> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
    headers: { 'x-dev-guid': guid },
  });
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init' }));
  await once(socket, 'message');
  socket.pause();
  const versions: number[] = [];
  let isCompleted = false;
  socket.on('message', (data) => {
    const message = JSON.parse(String(data)) as {
      readonly type: string;
      readonly payload?: { readonly data?: { readonly verificationUpdated: { readonly version: number } } };
    };
    if (message.type === 'complete') isCompleted = true;
    const version = message.payload?.data?.verificationUpdated.version;
    if (version !== undefined) versions.push(version);
  });
  const closed = once(socket, 'close');
  socket.on('error', () => {});
  socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload: { query: bulky, variables: { id } } }));
  return {
    async readOn() {
      socket.resume();
      const [code] = (await closed) as [number];
      return { versions, code, isCompleted };
    },
    close: () => socket.terminate(),
  };
}

/** The same over SSE. */
export async function stalledStream(url: string, guid: string, id: string): Promise<StalledReader> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.on('error', () => {});
  await once(socket, 'connect');
  const body = JSON.stringify({ query: bulky, variables: { id } });
  const head = [
    'POST /graphql HTTP/1.1',
    'Host: localhost',
    `x-dev-guid: ${guid}`,
    'Accept: text/event-stream',
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
  ];
  // Nobody listens for data: nothing is read.
  socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  const closed = once(socket, 'close');
  return {
    async readOn() {
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk.toString('latin1');
      });
      await closed;
      const versions = [...text.matchAll(/"version":(\d+)/g)].map(([, version]) => Number(version));
      return { versions, code: null, isCompleted: text.includes('event: complete') };
    },
    close: () => socket.destroy(),
  };
}
