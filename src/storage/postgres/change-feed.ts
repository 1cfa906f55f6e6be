import type { Pool } from 'pg';
import { z } from 'zod';
import type { CommittedChange, StoreChangeFeed } from '../dialect';
import { LocalChangeFeed } from '../local-change-feed';
import type { ChangeTopic, Wake } from '../store';
import { NotifyBus } from './notify-bus';
import { RedisBus } from './redis-bus';
import type { WakeBus, WakeBusListener } from './wake-bus';

/** A payload of NOTIFY holds at most 8000 bytes; an id with its account has fewer than 200. */
const changesPerMessage = 30;

/** How often, and how far back, the event table is looked at for changes whose wake-up never came. */
const lookPauseMs = 5000;
const lookBackMs = 30_000;

/** Ids of verifications, each with its account. */
const messageSchema = z.array(z.tuple([z.string(), z.string().nullable()]));

export interface PostgresChangeFeedOptions {
  readonly pool: Pool;
  readonly databaseUrl: string;
  /** Redis that carries the wake-ups; null for NOTIFY of the database itself. */
  readonly busUrl: string | null;
  readonly report: (error: unknown) => void;
}

/**
 * Wakes the listeners of every process on the same database. A wake-up is sent after the commit and many changes at
 * once, so that commits never queue behind it. It is only a hint: a process that ends between commit and wake-up, or a
 * connection that is down meanwhile, is made up for by looking at the event table now and then.
 */
export class PostgresChangeFeed implements StoreChangeFeed {
  readonly #local = new LocalChangeFeed();
  readonly #waiting = new Map<string, CommittedChange>();
  #bus: WakeBus | null = null;
  #sending: Promise<void> = Promise.resolve();
  #isScheduled = false;
  #look: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();
  #closed = false;

  private constructor(
    private readonly pool: Pool,
    private readonly report: (error: unknown) => void,
  ) {}

  static async open(options: PostgresChangeFeedOptions): Promise<PostgresChangeFeed> {
    const { pool, databaseUrl, busUrl, report } = options;
    const feed = new PostgresChangeFeed(pool, report);
    const listener: WakeBusListener = {
      onMessage: (message) => feed.#receive(message),
      // Whatever was told while nobody listened: everybody reads again from where they stand.
      onListening: () => feed.#local.wakeAll(),
      report,
    };
    feed.#bus = busUrl ? RedisBus.open(busUrl, listener) : await NotifyBus.open(pool, databaseUrl, listener);
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
    // One message at a time: what is committed meanwhile goes with the next.
    this.#sending = this.#sending.then(() => this.#send());
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#look);
    await this.#sending;
    await this.#looking;
    await this.#bus?.close();
  }

  async #send(): Promise<void> {
    this.#isScheduled = false;
    const changes = [...this.#waiting.values()];
    this.#waiting.clear();
    try {
      for (let start = 0; start < changes.length; start += changesPerMessage) {
        const part = changes.slice(start, start + changesPerMessage).map(({ id, guid }) => [id, guid]);
        await this.#bus?.publish(JSON.stringify(part));
      }
    } catch (error) {
      this.report(error);
    }
  }

  /** The bus is open to whoever can reach it: what is not ours is reported and passed over. */
  #receive(message: string): void {
    try {
      for (const [id, guid] of messageSchema.parse(JSON.parse(message))) this.#local.announce({ id, guid });
    } catch (error) {
      this.report(error);
    }
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
