import { z } from 'zod';
import type { CommittedChange, StoreChangeFeed } from '../dialect';
import type { ChangeTopic, Wake } from '../events/contract';
import { Listeners } from '../events/listeners';
import { NotifyBus } from './notify-bus';
import type { GuardedPool } from './pool';
import { RedisBus } from './redis-bus';
import type { WakeBus, WakeBusListener } from './wake-bus';

/** A payload of NOTIFY holds at most 8000 bytes; an id with its account has fewer than 200. */
const changesPerMessage = 30;

/** How often the feed is searched for changes whose wake-up was lost. */
const lookPauseMs = 5000;
/** After more events than this every listener is woken, which costs less than to find those that are concerned. */
const mostLooked = 5000;

/** Stands for a verification's id in a message which says that events have got their places. */
const placedMark = 'placed';

/** Begins the name of a destroyed data key, in the place of a verification's id. */
const keyPrefix = 'key:';

/** Stands for it in a message which says that the settings of destinations have changed. */
const destinationsMark = 'destinations';

/** Ids of verifications, each with its account. */
const messageSchema = z.array(z.tuple([z.string(), z.string().nullable()]));

export interface PostgresChangeFeedOptions {
  readonly pool: GuardedPool;
  readonly databaseUrl: string;
  /** Redis that carries the wake-ups; null for NOTIFY of the database itself. */
  readonly busUrl: string | null;
  readonly report: (error: unknown) => void;
}

/**
 * Wakes the listeners of every process on the same database. A wake-up is sent after the commit and many changes at
 * once, so that commits never wait for it. It is only a hint: if a process ends between commit and wake-up, or a
 * connection is down, the regular search of the feed finds the change. It goes by places in the feed and by no clock.
 */
export class PostgresChangeFeed implements StoreChangeFeed {
  readonly #local = new Listeners();
  readonly #waiting = new Map<string, CommittedChange>();
  #bus: WakeBus | null = null;
  #sending: Promise<void> = Promise.resolve();
  #isScheduled = false;
  #look: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();
  #closed = false;
  #forgetKeys: (ids?: readonly string[]) => void = () => {};
  /** The newest place in the feed at the last look; null if the listeners of now have seen none. */
  #place: number | null = null;
  /** The version of each case that was listened to at the last look. */
  #caseVersions: ReadonlyMap<string, number> = new Map();

  private constructor(
    private readonly pool: GuardedPool,
    private readonly report: (error: unknown) => void,
  ) {}

  static async open(options: PostgresChangeFeedOptions): Promise<PostgresChangeFeed> {
    const { pool, databaseUrl, busUrl, report } = options;
    const feed = new PostgresChangeFeed(pool, report);
    const listener: WakeBusListener = {
      onMessage: (message) => feed.#receive(message),
      // Wake-ups may have been lost before: every listener reads again from its position.
      onListening() {
        feed.#local.wakeAll();
        feed.#forgetKeys();
      },
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
    this.#local.announceCommitted();
    this.#publishSoon(change);
  }

  announcePlaced(): void {
    this.#local.announcePlaced();
    this.#publishSoon({ id: placedMark, guid: null });
  }

  /** In the form of a change, which the release before this one takes for a verification without followers. */
  keysDestroyed(ids: readonly string[]): void {
    for (const id of ids) this.#publishSoon({ id: `${keyPrefix}${id}`, guid: null });
  }

  onKeysDestroyed(listener: (ids?: readonly string[]) => void): void {
    this.#forgetKeys = listener;
  }

  announceDestinations(): void {
    this.#local.announceDestinations();
    this.#publishSoon({ id: destinationsMark, guid: null });
  }

  #publishSoon(change: CommittedChange): void {
    this.#waiting.set(change.id, change);
    if (this.#isScheduled || this.#closed) return;
    this.#isScheduled = true;
    // One message at a time: changes that are committed meanwhile go with the next.
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

  /** Any client of the database or Redis can send on the bus: a message that is not ours is reported and skipped. */
  #receive(message: string): void {
    try {
      for (const [id, guid] of messageSchema.parse(JSON.parse(message))) {
        if (id === placedMark) this.#local.announcePlaced();
        else if (id.startsWith(keyPrefix)) this.#forgetKeys([id.slice(keyPrefix.length)]);
        else if (id === destinationsMark) this.#local.announceDestinations();
        else this.#local.announce({ id, guid });
      }
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
    if (this.#local.isIdle) {
      this.#place = null;
      return;
    }
    try {
      const newest = await this.#newestPlace();
      const place = this.#place;
      // The first look, a long backlog, or a database that was set back: every listener reads for itself.
      if (place === null || newest < place || newest - place > mostLooked) this.#local.wakeAll();
      else if (newest > place) await this.#announcePlaces(place, newest);
      this.#place = newest;
      await this.#announceCases();
      this.#local.announcePlaced();
    } catch (error) {
      this.report(error);
    }
  }

  /** Cases have no places in the feed: their versions tell what is new. */
  async #announceCases(): Promise<void> {
    const ids = this.#local.caseIds;
    const { rows } =
      ids.length === 0
        ? { rows: [] }
        : await this.pool.query<{ id: string; version: number }>(
            'select id, version from identity_case where id = any($1)',
            [ids],
          );
    for (const { id, version } of rows) {
      if (version !== this.#caseVersions.get(id)) this.#local.announce({ id, guid: null });
    }
    this.#caseVersions = new Map(rows.map(({ id, version }) => [id, version]));
  }

  async #newestPlace(): Promise<number> {
    const { rows } = await this.pool.query<{ newest: number }>(
      'select coalesce(max(place), 0) as newest from event_feed',
    );
    return rows[0]?.newest ?? 0;
  }

  async #announcePlaces(after: number, to: number): Promise<void> {
    const { rows } = await this.pool.query<{ id: string; guid: string | null }>(
      `select distinct verification_id as id, guid
       from event_feed join verification_event using (verification_id, version)
       where place > $1 and place <= $2`,
      [after, to],
    );
    for (const change of rows) this.#local.announce(change);
  }
}
