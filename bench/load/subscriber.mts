import { WebSocket } from 'ws';
import { subscriptionDocument } from '../data/subscription.mts';

/** One socket with one subscription (graphql-transport-ws), and the events that it received. */
export class Subscriber {
  /** The version of the newest event. */
  version: number;
  /** Events that were repeated, out of order, or after a gap. */
  faults = 0;
  /** Arrival of the newest event, in nanoseconds of the machine's monotonic clock. */
  arrivedAt = 0n;
  readonly #socket: WebSocket;
  #wake: (() => void) | null = null;
  #failed: Error | null = null;

  private constructor(socket: WebSocket, version: number) {
    this.#socket = socket;
    this.version = version;
  }

  /**
   * Asks for events after `version - 1` of a verification that is at `version`. Resolves when that event has come: the
   * subscription is alive.
   */
  static async open(
    url: URL,
    { verificationId, version, localAddress }: SubscriberOptions,
  ): Promise<Subscriber> {
    const socket = new WebSocket(`ws://${url.host}/graphql`, 'graphql-transport-ws', {
      perMessageDeflate: false,
      ...(localAddress !== undefined && { localAddress }),
    });
    const subscriber = new Subscriber(socket, version - 1);
    const variables = { id: verificationId, sinceVersion: version - 1 };
    socket.on('open', () => socket.send('{"type":"connection_init"}'));
    socket.on('error', (error) => subscriber.#fail(error));
    socket.on('close', (code) => subscriber.#fail(new Error(`The server closed the socket: ${code}.`)));
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as Message;
      if (message.type === 'connection_ack') {
        const payload = { query: subscriptionDocument, variables };
        socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload }));
      } else if (message.type === 'next') {
        subscriber.#take(message);
      } else if (message.type !== 'ping' && message.type !== 'pong') {
        subscriber.#fail(new Error(`The server said ${String(data).slice(0, 500)}`));
      }
    });
    await subscriber.reach(version);
    return subscriber;
  }

  /** Resolves when the event of that version has come. Rejects if the socket closes before. */
  async reach(version: number): Promise<void> {
    while (this.version < version) {
      if (this.#failed) throw this.#failed;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  close(): void {
    this.#socket.terminate();
  }

  #take({ payload }: Message): void {
    const version = payload?.data?.verificationUpdated.version;
    this.arrivedAt = process.hrtime.bigint();
    if (version === undefined) this.#fail(new Error(`An event came as ${JSON.stringify(payload)}`));
    else if (version === this.version + 1) this.version = version;
    else this.faults += 1;
    this.#wake?.();
  }

  #fail(error: Error): void {
    this.#failed ??= error;
    this.#wake?.();
  }
}

export interface SubscriberOptions {
  readonly verificationId: string;
  readonly version: number;
  readonly localAddress?: string | undefined;
}

interface Message {
  readonly type: string;
  readonly payload?: { readonly data?: { readonly verificationUpdated: { readonly version: number } } };
}
