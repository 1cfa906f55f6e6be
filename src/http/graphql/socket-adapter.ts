import { CloseCode, type Server, type WebSocket as ServerSocket } from 'graphql-ws';
import { WebSocket } from 'ws';

export interface SocketAdapterOptions {
  /** Time between two pings; a socket that has not answered one when the next is due is cut. In milliseconds. */
  readonly keepAliveMs: number;
  /** How long a message may wait for its reader to take it, in milliseconds; then the socket is closed with 1013. */
  readonly stallMs: number;
  /** Called when a reader was too slow. */
  readonly onStalled: () => void;
  /** Called with a fault of ours while a message is handled. */
  readonly report: (error: unknown) => void;
}

/** Far above any honest burst of answers: a client that sends requests and never reads is closed before `stallMs`. */
const maxWaitingBytes = 8 * 1024 * 1024;

/** Try Again Later: clients of graphql-ws connect again by themselves. */
const tooSlow = { code: 1013, reason: 'Reader too slow: resume with sinceVersion' } as const;

/**
 * Hands a socket to graphql-ws, whose own adapter writes faults, with what clients sent, to standard error.
 */
export function adaptSocket<Extra extends { readonly socket: WebSocket }>(
  server: Server<Extra>,
  extra: Extra,
  options: SocketAdapterOptions,
): void {
  const { socket } = extra;
  // A message that is too large, or no WebSocket frame: ws closes the socket with the right code by itself.
  socket.on('error', ignore);
  const adapted = new AdaptedSocket(socket, options);
  adapted.begin(server.opened(adapted, extra));
}

class AdaptedSocket implements ServerSocket {
  readonly protocol: string;
  /** Messages that are not on their way yet. */
  #waiting = 0;
  #isAnswered = true;
  #closed: (code: number, reason: string) => Promise<void> = async () => {};

  constructor(
    private readonly socket: WebSocket,
    private readonly options: SocketAdapterOptions,
  ) {
    this.protocol = socket.protocol;
  }

  begin(closed: (code: number, reason: string) => Promise<void>): void {
    this.#closed = closed;
    this.socket.on('pong', () => {
      this.#isAnswered = true;
    });
    const pinging = setInterval(ping, this.options.keepAliveMs, this);
    this.socket.on('close', (code, reason) => {
      clearInterval(pinging);
      this.#end(code, String(reason));
    });
  }

  send(text: string): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.socket.bufferedAmount > maxWaitingBytes) this.closeStalled();
      if (this.socket.readyState !== WebSocket.OPEN) return resolve();
      const patience = setTimeout(closeStalled, this.options.stallMs, this);
      this.#waiting += 1;
      this.socket.send(text, (error) => {
        clearTimeout(patience);
        this.#waiting -= 1;
        if (error) reject(error);
        else resolve();
      });
    });
  }

  close(code: number, reason: string): void {
    this.socket.close(code, reason);
  }

  onMessage(handle: (text: string) => Promise<void>): void {
    const { socket } = this;
    socket.on('message', (data) => {
      // Results after the close frame are dropped.
      if (socket.readyState !== WebSocket.OPEN) return;
      handle(String(data)).catch((error: unknown) => {
        if (socket.readyState !== WebSocket.OPEN) return;
        if (isOfServer(error)) return socket.close(CloseCode.BadRequest, 'Invalid message received');
        this.options.report(error);
        socket.close(CloseCode.InternalServerError, 'Internal server error');
      });
    });
  }

  closeStalled(): void {
    if (this.socket.readyState !== WebSocket.OPEN) return;
    this.options.onStalled();
    this.socket.close(tooSlow.code, tooSlow.reason);
    // The close frame waits for the unread data: nothing more may be queued in the meantime.
    this.#end(tooSlow.code, tooSlow.reason);
  }

  ping(): void {
    // A ping would wait for the unread data; `stallMs` limits how long that may take.
    if (this.#waiting > 0) return;
    if (this.#isAnswered) this.socket.ping();
    else this.socket.terminate();
    this.#isAnswered = false;
  }

  #end(code: number, reason: string): void {
    this.#closed(code, reason).catch(this.options.report);
  }
}

// Timers get these functions and the socket as an argument: a closure for each of ten thousand sockets costs memory.
const ping = (socket: AdaptedSocket) => socket.ping();
const closeStalled = (socket: AdaptedSocket) => socket.closeStalled();
const ignore = () => {};

/** Calls back once a socket is closed; at once if it already is. */
export function whenClosed(socket: WebSocket, callback: () => void): void {
  if (socket.readyState === WebSocket.CLOSED) callback();
  // A socket emits it only once.
  else socket.on('close', callback);
}

/** graphql-ws throws, as for a fault of ours, if a client sends a message that only a server may: the code is 4400. */
function isOfServer(error: unknown): boolean {
  return error instanceof Error && /^Unexpected message of type /.test(error.message);
}
