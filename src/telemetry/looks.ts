import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Gauge, type Registry } from 'prom-client';
import { isUndecided, verificationStatuses } from '../domain/verification/status';
import { withTimeout } from '../domain/with-timeout';
import type { PushInbox } from '../storage/inbox/contract';
import type { Store } from '../storage/store';

export interface LookOptions {
  readonly registry: Registry;
  readonly store: {
    readonly undecided: Pick<Store['undecided'], 'count'>;
    readonly retention: Pick<Store['retention'], 'outlived'>;
    readonly database: Pick<Store['database'], 'connections' | 'ping'>;
  };
  readonly inbox: Pick<PushInbox, 'counts'>;
  readonly now: () => Date;
  /** How long personal data is kept, in milliseconds. */
  readonly retentionMs: number;
  /** The file of the inbox, whose disk is watched; `:memory:` for none. */
  readonly inboxPath: string;
  /** How long values read from the database are reused, in milliseconds. */
  readonly keptMs?: number;
}

/** Independent of the number of scrapers and their interval. */
const defaultKeptMs = 15_000;

/** At most this many verifications are counted, oldest first; it bounds the cost of a scrape. */
const maxCounted = 10_000;

/** Data that should have been destroyed so long ago waits for more than the next round of the job. */
const overdueMs = 60 * 60 * 1000;
const maxOverdue = 1000;

/** A scraper usually waits ten seconds; a database that needs longer than this counts as unreachable. */
const patienceMs = 3000;

/** Metrics that are read at each scrape: how much waits, and for how long. */
export function lookOnScrape(options: LookOptions): void {
  const { registry, store, now, keptMs = defaultKeptMs } = options;
  const registers = [registry];
  watchInbox(options);
  new Gauge({
    name: 'realname_database_connections',
    help: 'Connections to PostgreSQL: open, idle among them, and requests that wait for one.',
    labelNames: ['state'],
    registers,
    collect() {
      const counts = store.database.connections();
      for (const [state, count] of Object.entries(counts ?? {})) this.set({ state }, count);
    },
  });

  const look = kept(keptMs, async () => ({
    at: now().getTime(),
    found: await withTimeout(
      store.database.ping().then(() => store.undecided.count(maxCounted)),
      patienceMs,
      'The store does not answer.',
    ).catch(() => null),
  }));
  new Gauge({
    ...databaseUp,
    registers,
    async collect() {
      const { found } = await look();
      this.set(found ? 1 : 0);
    },
  });
  new Gauge({
    name: 'realname_verifications_undecided',
    help: `Verifications that wait, by status; the oldest ${maxCounted} are counted.`,
    labelNames: ['status'],
    registers,
    async collect() {
      const { found } = await look();
      if (!found) return;
      for (const status of verificationStatuses.filter(isUndecided)) {
        this.set({ status }, found.counts.get(status) ?? 0);
      }
    },
  });
  new Gauge({
    name: 'realname_verifications_oldest_undecided_seconds',
    help: 'Age of the verification that has waited longest; 0 if none waits.',
    registers,
    async collect() {
      const { found, at } = await look();
      if (found) this.set(found.oldest === null ? 0 : Math.max(0, (at - found.oldest.getTime()) / 1000));
    },
  });

  const overdue = kept(keptMs, async () => {
    const before = new Date(now().getTime() - options.retentionMs - overdueMs);
    const found = store.retention.outlived(before, maxOverdue);
    return withTimeout(found, patienceMs, 'The store does not answer.').catch(() => null);
  });
  new Gauge({
    name: 'realname_retention_overdue',
    help: `Verifications whose personal data should have been destroyed more than an hour ago; at most ${maxOverdue} are counted.`,
    registers,
    async collect() {
      const found = await overdue();
      if (found) this.set(found.length);
    },
  });
}

const databaseUp = {
  name: 'realname_database_up',
  help: '1 while the database answers and takes changes.',
};

/** The same while a start waits for its database: what this machine alone can say. */
export function lookWhileAway(options: Pick<LookOptions, 'registry' | 'inbox' | 'inboxPath'>): void {
  watchInbox(options);
  new Gauge({ ...databaseUp, registers: [options.registry] }).set(0);
}

/** The inbox and its disk: when that is full, pushes are refused while the database is away. */
function watchInbox({
  registry,
  inbox,
  inboxPath,
}: Pick<LookOptions, 'registry' | 'inbox' | 'inboxPath'>): void {
  new Gauge({
    name: 'realname_inbox_pushes',
    help: 'Pushes kept on this machine: waiting for the database, or set aside.',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      const { waiting, aside } = inbox.counts();
      this.set({ state: 'waiting' }, waiting);
      this.set({ state: 'aside' }, aside);
    },
  });
  if (inboxPath === ':memory:') return;
  const folder = dirname(inboxPath);
  const registers = [registry];
  new Gauge({
    name: 'realname_volume_free_bytes',
    help: 'Free space on the disk of the inbox.',
    registers,
    async collect() {
      const { bavail, bsize } = await statfs(folder);
      this.set(bavail * bsize);
    },
  });
  new Gauge({
    name: 'realname_volume_size_bytes',
    help: 'Size of the disk of the inbox.',
    registers,
    async collect() {
      const { blocks, bsize } = await statfs(folder);
      this.set(blocks * bsize);
    },
  });
}

/** Reuses a result while it is fresh; concurrent callers share one read. */
function kept<Found>(keptMs: number, look: () => Promise<Found>): () => Promise<Found> {
  let last: { readonly at: number; readonly found: Promise<Found> } | null = null;
  return () => {
    if (!last || performance.now() - last.at >= keptMs) last = { at: performance.now(), found: look() };
    return last.found;
  };
}
