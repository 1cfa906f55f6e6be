import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { UnverifiedBodies } from './unverified-bodies';

/** A client that does not answer the close frame is cut after this, in milliseconds. */
const goodbyeMs = 2000;

/**
 * Bounds the messages of a WebSocket without a verified token, finished or not. Call the returned function once its
 * token is verified.
 */
export function limitUnverified(socket: Duplex, webSocket: WebSocket, bodies: UnverifiedBodies): () => void {
  const end = (code: number, reason: string) => {
    stop();
    webSocket.close(code, reason);
    // Later bytes are not read, and so not kept.
    webSocket.pause();
    setTimeout(() => webSocket.terminate(), goodbyeMs).unref();
  };
  const held = bodies.hold(() => end(1013, 'Too many unfinished messages: try again later'));
  const count = (chunk: Buffer) => {
    if (!held.add(chunk.length)) {
      const limit = bodies.limits.perBody;
      end(1009, `At most ${limit} bytes without an access token (UNAUTHENTICATED_BODY_BYTES)`);
    }
  };
  const finished = () => held.empty();
  const stop = () => {
    socket.off('data', count);
    for (const event of events) webSocket.off(event, finished);
    held.empty();
  };
  // Counted before ws reads the chunk: a message that ends in it is then already counted.
  socket.prependListener('data', count);
  for (const event of events) webSocket.on(event, finished);
  webSocket.once('close', stop);
  return stop;
}

const events = ['message', 'ping', 'pong'] as const;
