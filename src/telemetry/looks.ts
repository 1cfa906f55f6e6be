import { Gauge, type Registry } from 'prom-client';
import { inTime } from '../domain/in-time';
import { isUndecided, verificationStatuses } from '../domain/status';
import type { PushInbox, Store } from '../storage/store';

export interface LookOptions {
  readonly registry: Registry;
  readonly store: Pick<Store, 'undecided' | 'connections'>;
  readonly inbox: Pick<PushInbox, 'counts'>;
  readonly now: () => Date;
  /** For how long what was read from the database is shown again, in milliseconds. */
  readonly keptMs?: number;
}

/** However often we are scraped, and by however many. */
const defaultKeptMs = 15_000;

/** So many undecided verifications are counted, oldest first; it bounds what a scrape can cost. */
const maxCounted = 10_000;

/** Whoever scrapes waits ten seconds as a rule; a database that takes longer is away. */
const patienceMs = 3000;

/** Metrics that are looked up when somebody scrapes: how much waits, and for how long. */
export function lookOnScrape({ registry, store, inbox, now, keptMs = defaultKeptMs }: LookOptions): void {
  const registers = [registry];
  new Gauge({
    name: 'realname_inbox_pushes',
    help: 'Pushes kept on this machine: waiting for the database, or set aside.',
    labelNames: ['state'],
    registers,
    collect() {
      const { waiting, aside } = inbox.counts();
      this.set({ state: 'waiting' }, waiting);
      this.set({ state: 'aside' }, aside);
    },
  });
  new Gauge({
    name: 'realname_database_connections',
    help: 'Connections to PostgreSQL: open, idle among them, and requests that wait for one.',
    labelNames: ['state'],
    registers,
    collect() {
      const counts = store.connections();
      for (const [state, count] of Object.entries(counts ?? {})) this.set({ state }, count);
    },
  });

  const look = kept(keptMs, async () => ({
    at: now().getTime(),
    found: await inTime(store.undecided(maxCounted), patienceMs, 'The store does not answer.').catch(
      () => null,
    ),
  }));
  new Gauge({
    name: 'realname_database_up',
    help: '1 while the database answers.',
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
    help: 'Age of the verification that has waited longest; 0 where none waits.',
    registers,
    async collect() {
      const { found, at } = await look();
      if (found) this.set(found.oldest === null ? 0 : Math.max(0, (at - found.oldest.getTime()) / 1000));
    },
  });
}

/** Shows what it found again for as long as it is fresh; who asks meanwhile waits for the same look. */
function kept<Found>(keptMs: number, look: () => Promise<Found>): () => Promise<Found> {
  let last: { readonly at: number; readonly found: Promise<Found> } | null = null;
  return () => {
    if (!last || performance.now() - last.at >= keptMs) last = { at: performance.now(), found: look() };
    return last.found;
  };
}
