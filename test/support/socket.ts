import { once } from 'node:events';
import { WebSocket } from 'ws';

/** A message of the graphql-transport-ws protocol. */
export interface SocketMessage {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

export interface RawSocket {
  /** Everything that came, in order. */
  readonly received: readonly SocketMessage[];
  /** When the server or the test closed it, and how. */
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  send(message: SocketMessage): void;
  /** Sends anything. */
  sendText(text: string): void;
  /** The next message that was not taken yet; rejects when the socket closes first. */
  next(): Promise<SocketMessage>;
  close(): Promise<void>;
  /** Goes away without a word. */
  cut(): void;
  /** The server's next sign of life. */
  pinged(): Promise<unknown>;
}

export interface SocketOptions {
  readonly params?: Record<string, string>;
  readonly headers?: Record<string, string>;
  /** False: says nothing when it is open. */
  readonly greets?: boolean;
  /** Null: names no subprotocol. */
  readonly protocol?: null;
  /** False: leaves the server's pings unanswered. */
  readonly answersPings?: boolean;
}

/** Opens a socket and greets; `connection_ack` is the first message, if the server lets it in. */
export async function openSocket(
  appUrl: string,
  { params, headers, greets = true, protocol, answersPings = true }: SocketOptions = {},
): Promise<RawSocket> {
  const socket = new WebSocket(
    `${appUrl.replace('http', 'ws')}/graphql`,
    protocol === null ? [] : ['graphql-transport-ws'],
    { headers: headers ?? {}, autoPong: answersPings },
  );
  const received: SocketMessage[] = [];
  let taken = 0;
  let wake = (): void => {};
  socket.on('message', (data) => {
    received.push(JSON.parse(String(data)) as SocketMessage);
    wake();
  });
  const closed = once(socket, 'close').then(([code, reason]) => ({
    code: code as number,
    reason: String(reason),
  }));
  socket.on('close', () => wake());
  await once(socket, 'open');
  const send = (message: SocketMessage): void => socket.send(JSON.stringify(message));
  if (greets) send({ type: 'connection_init', ...(params && { payload: params }) });
  return {
    received,
    closed,
    send,
    sendText: (text) => socket.send(text),
    async next() {
      for (;;) {
        const message = received[taken];
        if (message) {
          taken += 1;
          return message;
        }
        if (socket.readyState !== WebSocket.OPEN) throw new Error('the socket has closed');
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    async close() {
      socket.close();
      await closed;
    },
    cut: () => socket.terminate(),
    pinged: () => once(socket, 'ping'),
  };
}
