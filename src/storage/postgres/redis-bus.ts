import { createClient } from '@redis/client';
import type { WakeBus, WakeBusListener } from './wake-bus';

const channel = 'realname:changes';

const maxReconnectPauseMs = 5000;

/** Redis PUBLISH and SUBSCRIBE, for databases that speak PostgreSQL's protocol but have no NOTIFY. */
export class RedisBus implements WakeBus {
  readonly #publisher: ReturnType<typeof connection>;
  readonly #subscriber: ReturnType<typeof connection>;

  private constructor(url: string, listener: WakeBusListener) {
    this.#publisher = connection(url);
    this.#subscriber = connection(url);
    for (const client of [this.#publisher, this.#subscriber]) client.on('error', listener.report);
    // At every connect, because a connection that broke before it had subscribed would not subscribe by itself.
    this.#subscriber.on('ready', () => {
      this.#subscriber
        .subscribe(channel, listener.onMessage)
        .then(listener.onListening)
        .catch(listener.report);
    });
    // Retried until it succeeds: without Redis, wake-ups are late, but the service starts.
    for (const client of [this.#publisher, this.#subscriber]) client.connect().catch(listener.report);
  }

  static open(url: string, listener: WakeBusListener): RedisBus {
    return new RedisBus(url, listener);
  }

  async publish(message: string): Promise<void> {
    // Without Redis the message is dropped: every process searches the event table anyway.
    if (this.#publisher.isReady) await this.#publisher.publish(channel, message);
  }

  async close(): Promise<void> {
    this.#publisher.destroy();
    this.#subscriber.destroy();
  }
}

function connection(url: string) {
  return createClient({
    url,
    name: 'realname-subgraph',
    disableOfflineQueue: true,
    socket: {
      reconnectStrategy: (attempts) => Math.min(100 * 2 ** Math.min(attempts, 10), maxReconnectPauseMs),
    },
  });
}
