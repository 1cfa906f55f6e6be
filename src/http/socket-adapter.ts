import { CloseCode, type Server } from 'graphql-ws';
import { WebSocket } from 'ws';

export interface SocketAdapterOptions {
  /** Time between two pings; a socket that has not answered one when the next is due is cut. In milliseconds. */
  readonly keepAliveMs: number;
  /** How long a message may wait for its reader to take it, in milliseconds; then the socket is closed with 1013. */
  readonly stallMs: number;
  /** Told when a reader was too slow. */
  readonly onStalled: () => void;
  /** Told of faults of ours while a message is handled. */
  readonly report: (error: unknown) => void;
}

/** No honest burst of answers comes near this; who only asks and never reads is closed before the time is over. */
const maxWaitingBytes = 8 * 1024 * 1024;

/** Try Again Later: clients of graphql-ws connect again by themselves. */
const tooSlow = { code: 1013, reason: 'Reader too slow: resume with sinceVersion' } as const;

/**
 * Hands a socket to graphql-ws, whose own adapter writes faults, with what clients sent, to standard error.
 */
export function adaptSocket<Extra extends { readonly socket: WebSocket }>(
  server: Server<Extra>,
  extra: Extra,
  { keepAliveMs, stallMs, onStalled, report }: SocketAdapterOptions,
): void {
  const { socket } = extra;
  // A message that is too large, or no WebSocket frame: ws closes the socket with the right code by itself.
  socket.on('error', () => {});

  let waiting = 0;
  const closeStalled = () => {
    if (socket.readyState !== WebSocket.OPEN) return;
    onStalled();
    socket.close(tooSlow.code, tooSlow.reason);
    // The close frame waits behind what is not read: nothing more is to be gathered meanwhile.
    end(tooSlow.code, tooSlow.reason);
  };

  const closed = server.opened(
    {
      protocol: socket.protocol,
      send: (text) =>
        new Promise((resolve, reject) => {
          if (socket.bufferedAmount > maxWaitingBytes) closeStalled();
          if (socket.readyState !== WebSocket.OPEN) return resolve();
          const patience = setTimeout(closeStalled, stallMs);
          waiting += 1;
          socket.send(text, (error) => {
            clearTimeout(patience);
            waiting -= 1;
            if (error) reject(error);
            else resolve();
          });
        }),
      close: (code, reason) => socket.close(code, reason),
      onMessage: (handle) =>
        socket.on('message', (data) => {
          // What still comes after the close frame is nobody's business any more.
          if (socket.readyState !== WebSocket.OPEN) return;
          handle(String(data)).catch((error: unknown) => {
            if (socket.readyState !== WebSocket.OPEN) return;
            if (isOfServer(error)) return socket.close(CloseCode.BadRequest, 'Invalid message received');
            report(error);
            socket.close(CloseCode.InternalServerError, 'Internal server error');
          });
        }),
    },
    extra,
  );
  const end = (code: number, reason: string) => {
    closed(code, reason).catch(report);
  };

  let isAnswered = true;
  socket.on('pong', () => {
    isAnswered = true;
  });
  const pinging = setInterval(() => {
    // A ping would wait behind what is not read yet; how long that may take is `stallMs`.
    if (waiting > 0) return;
    if (!isAnswered) return socket.terminate();
    isAnswered = false;
    socket.ping();
  }, keepAliveMs);

  socket.once('close', (code, reason) => {
    clearInterval(pinging);
    end(code, String(reason));
  });
}

/** Calls back once a socket is closed, at once where it already is. */
export function whenClosed(socket: WebSocket, callback: () => void): void {
  if (socket.readyState === WebSocket.CLOSED) callback();
  else socket.once('close', callback);
}

/** graphql-ws throws, as if the fault were ours, where a client sends what only a server may: its code is 4400. */
function isOfServer(error: unknown): boolean {
  return error instanceof Error && /^Unexpected message of type /.test(error.message);
}
