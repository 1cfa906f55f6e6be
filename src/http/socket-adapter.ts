import { CloseCode, type Server } from 'graphql-ws';
import { WebSocket } from 'ws';

export interface SocketAdapterOptions {
  /** Time between two pings; a socket that has not answered one when the next is due is cut. In milliseconds. */
  readonly keepAliveMs: number;
  /** Told of faults of ours while a message is handled. */
  readonly report: (error: unknown) => void;
}

/**
 * Hands a socket to graphql-ws, whose own adapter writes faults, with what clients sent, to standard error.
 */
export function adaptSocket<Extra extends { readonly socket: WebSocket }>(
  server: Server<Extra>,
  extra: Extra,
  { keepAliveMs, report }: SocketAdapterOptions,
): void {
  const { socket } = extra;
  // A message that is too large, or no WebSocket frame: ws closes the socket with the right code by itself.
  socket.on('error', () => {});

  const closed = server.opened(
    {
      protocol: socket.protocol,
      send: (text) =>
        new Promise((resolve, reject) => {
          if (socket.readyState !== WebSocket.OPEN) return resolve();
          socket.send(text, (error) => (error ? reject(error) : resolve()));
        }),
      close: (code, reason) => socket.close(code, reason),
      onMessage: (handle) =>
        socket.on('message', (data) => {
          // What still comes after the close frame is nobody's business any more.
          if (socket.readyState !== WebSocket.OPEN) return;
          handle(String(data)).catch((error: unknown) => {
            if (socket.readyState !== WebSocket.OPEN) return;
            report(error);
            socket.close(CloseCode.InternalServerError, 'Internal server error');
          });
        }),
    },
    extra,
  );

  let isAnswered = true;
  socket.on('pong', () => {
    isAnswered = true;
  });
  const pinging = setInterval(() => {
    if (!isAnswered) return socket.terminate();
    isAnswered = false;
    socket.ping();
  }, keepAliveMs);

  socket.once('close', (code, reason) => {
    clearInterval(pinging);
    closed(code, String(reason)).catch(report);
  });
}

/** Calls back once a socket is closed, at once where it already is. */
export function whenClosed(socket: WebSocket, callback: () => void): void {
  if (socket.readyState === WebSocket.CLOSED) callback();
  else socket.once('close', callback);
}
