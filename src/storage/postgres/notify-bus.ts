import { Client, type Pool } from 'pg';
import type { WakeBus, WakeBusListener } from './wake-bus';

const channel = 'realname_changes';

const reconnectPauseMs = 500;

/** LISTEN on a connection of its own, NOTIFY through the pool. */
export class NotifyBus implements WakeBus {
  #client: Client | null = null;
  #reconnect: NodeJS.Timeout | undefined;
  #closed = false;

  private constructor(
    private readonly pool: Pool,
    private readonly url: string,
    private readonly listener: WakeBusListener,
  ) {}

  static async open(pool: Pool, url: string, listener: WakeBusListener): Promise<NotifyBus> {
    const bus = new NotifyBus(pool, url, listener);
    await bus.#connect();
    return bus;
  }

  async publish(message: string): Promise<void> {
    await this.pool.query('select pg_notify($1, $2)', [channel, message]);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#reconnect);
    await this.#client?.end().catch((error: unknown) => this.listener.report(error));
  }

  async #connect(): Promise<void> {
    const client = new Client({
      connectionString: this.url,
      application_name: 'realname-subgraph changes',
      // A database that is gone without a word is noticed.
      keepAlive: true,
    });
    client.on('notification', ({ payload }) => this.listener.onMessage(payload ?? '[]'));
    client.on('error', (error) => {
      this.listener.report(error);
      this.#retry(client);
    });
    client.on('end', () => this.#retry(client));
    this.#client = client;
    try {
      await client.connect();
      await client.query(`listen ${channel}`);
      this.listener.onListening();
    } catch (error) {
      this.listener.report(error);
      this.#retry(client);
    }
  }

  #retry(client: Client): void {
    if (this.#closed || this.#client !== client) return;
    this.#client = null;
    client.end().catch(() => {});
    this.#reconnect = setTimeout(() => void this.#connect(), reconnectPauseMs);
    this.#reconnect.unref();
  }
}
