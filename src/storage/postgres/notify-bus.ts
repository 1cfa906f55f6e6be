import { Client } from 'pg';
import { clientLimits, destroyLine, endClient } from './connection-limits';
import type { GuardedPool } from './pool';
import type { WakeBus, WakeBusListener } from './wake-bus';

const channel = 'realname_changes';

const reconnectPauseMs = 500;

/** A line that fell silent without being cut is noticed after both of them at the latest. */
const heartbeatPauseMs = 5000;
const heartbeatMs = 3000;

/** LISTEN on a connection of its own, NOTIFY through the pool. */
export class NotifyBus implements WakeBus {
  #client: Client | null = null;
  #reconnect: NodeJS.Timeout | undefined;
  #heartbeat: NodeJS.Timeout | undefined;
  #closed = false;

  private constructor(
    private readonly pool: GuardedPool,
    private readonly url: string,
    private readonly listener: WakeBusListener,
  ) {}

  static async open(pool: GuardedPool, url: string, listener: WakeBusListener): Promise<NotifyBus> {
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
    clearTimeout(this.#heartbeat);
    if (this.#client) await endClient(this.#client).catch((error: unknown) => this.listener.report(error));
  }

  async #connect(): Promise<void> {
    const client = new Client({
      connectionString: this.url,
      application_name: 'realname-subgraph changes',
      ...clientLimits,
      query_timeout: heartbeatMs,
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
      this.#scheduleHeartbeat(client);
    } catch (error) {
      this.listener.report(error);
      this.#retry(client);
    }
  }

  #scheduleHeartbeat(client: Client): void {
    if (this.#closed || this.#client !== client) return;
    this.#heartbeat = setTimeout(() => {
      const answered = () => this.#scheduleHeartbeat(client);
      client.query('select 1').then(answered, (error: unknown) => {
        // The other connections lead there as well.
        this.pool.distrustAll();
        this.listener.report(error);
        this.#retry(client);
      });
    }, heartbeatPauseMs);
    this.#heartbeat.unref();
  }

  #retry(client: Client): void {
    if (this.#closed || this.#client !== client) return;
    this.#client = null;
    clearTimeout(this.#heartbeat);
    destroyLine(client);
    this.#reconnect = setTimeout(() => void this.#connect(), reconnectPauseMs);
    this.#reconnect.unref();
  }
}
