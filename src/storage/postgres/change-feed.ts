import { Client, type Pool } from 'pg';
import type { CommittedChange, StoreChangeFeed } from '../dialect';
import { LocalChangeFeed } from '../local-change-feed';
import type { ChangeTopic, Wake } from '../store';

const channel = 'realname_changes';

/** A payload holds at most 8000 bytes; an id with its account has fewer than 200. */
const changesPerNotification = 30;

const reconnectPauseMs = 500;

/** How often, and how far back, the event table is looked at for changes whose notification never came. */
const lookPauseMs = 5000;
const lookBackMs = 30_000;

/**
 * Wakes the listeners of every process on the same database. NOTIFY is sent after the commit and many changes at once,
 * so that commits never queue behind it. It is only a hint: a process that ends between commit and notification, or a
 * connection that is down meanwhile, is made up for by looking at the event table now and then.
 */
export class PostgresChangeFeed implements StoreChangeFeed {
  readonly #local = new LocalChangeFeed();
  readonly #waiting = new Map<string, CommittedChange>();
  #sending: Promise<void> = Promise.resolve();
  #isScheduled = false;
  #listener: Client | null = null;
  #reconnect: NodeJS.Timeout | undefined;
  #look: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();
  #closed = false;

  private constructor(
    private readonly pool: Pool,
    private readonly url: string,
    private readonly report: (error: unknown) => void,
  ) {}

  static async open(pool: Pool, url: string, report: (error: unknown) => void): Promise<PostgresChangeFeed> {
    const feed = new PostgresChangeFeed(pool, url, report);
    await feed.#connect();
    feed.#scheduleLook();
    return feed;
  }

  listen(topic: ChangeTopic): Wake {
    return this.#local.listen(topic);
  }

  announce(change: CommittedChange): void {
    this.#local.announce(change);
    this.#waiting.set(change.id, change);
    if (this.#isScheduled || this.#closed) return;
    this.#isScheduled = true;
    // One statement at a time: what is committed meanwhile goes with the next.
    this.#sending = this.#sending.then(() => this.#send());
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#reconnect);
    clearTimeout(this.#look);
    await this.#sending;
    await this.#looking;
    await this.#listener?.end().catch(this.report);
  }

  async #send(): Promise<void> {
    this.#isScheduled = false;
    const changes = [...this.#waiting.values()];
    this.#waiting.clear();
    try {
      for (let start = 0; start < changes.length; start += changesPerNotification) {
        const payload = changes
          .slice(start, start + changesPerNotification)
          .map(({ id, guid }) => [id, guid]);
        await this.pool.query('select pg_notify($1, $2)', [channel, JSON.stringify(payload)]);
      }
    } catch (error) {
      this.report(error);
    }
  }

  async #connect(): Promise<void> {
    const listener = new Client({
      connectionString: this.url,
      application_name: 'realname-subgraph changes',
    });
    listener.on('notification', ({ payload }) => this.#receive(payload ?? '[]'));
    listener.on('error', (error) => {
      this.report(error);
      this.#retry(listener);
    });
    listener.on('end', () => this.#retry(listener));
    this.#listener = listener;
    try {
      await listener.connect();
      await listener.query(`listen ${channel}`);
      // Whatever was told while nobody listened: everybody reads again from where they stand.
      this.#local.wakeAll();
    } catch (error) {
      this.report(error);
      this.#retry(listener);
    }
  }

  #retry(listener: Client): void {
    if (this.#closed || this.#listener !== listener) return;
    this.#listener = null;
    listener.end().catch(() => {});
    this.#reconnect = setTimeout(() => void this.#connect(), reconnectPauseMs);
    this.#reconnect.unref();
  }

  #receive(payload: string): void {
    const changes = JSON.parse(payload) as readonly (readonly [string, string | null])[];
    for (const [id, guid] of changes) this.#local.announce({ id, guid });
  }

  #scheduleLook(): void {
    if (this.#closed) return;
    this.#look = setTimeout(() => {
      this.#looking = this.#lookAtEvents().finally(() => this.#scheduleLook());
    }, lookPauseMs);
    this.#look.unref();
  }

  async #lookAtEvents(): Promise<void> {
    if (this.#local.isIdle) return;
    try {
      const { rows } = await this.pool.query<{ id: string; guid: string | null }>(
        `select distinct verification_id as id, guid from verification_event
         where recorded_at > (extract(epoch from now()) * 1000)::bigint - $1`,
        [lookBackMs],
      );
      for (const change of rows) this.#local.announce(change);
    } catch (error) {
      this.report(error);
    }
  }
}
