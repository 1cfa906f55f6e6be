import { Gauge, type Registry } from 'prom-client';
import { type DestinationStatus, statusOf } from '../domain/destinations/destination';
import type { Destination } from '../storage/destinations/contract';
import type { Store } from '../storage/store';

const statuses: readonly DestinationStatus[] = ['ACTIVE', 'PAUSED', 'FAILING'];

export interface DestinationLookOptions {
  readonly registry: Registry;
  readonly store: Pick<Store, 'destinations' | 'feed'>;
  readonly now: () => Date;
}

/** Metrics of destinations that are read at each scrape: how many there are, and how long their events wait. */
export function lookAtDestinations({ registry, store, now }: DestinationLookOptions): void {
  const registers = [registry];
  new Gauge({
    name: 'realname_destinations',
    help: 'Destinations of events, by status.',
    labelNames: ['status'],
    registers,
    async collect() {
      const found = await store.destinations.list().catch(() => null);
      for (const status of found ? statuses : []) {
        this.set({ status }, found?.filter((one) => statusOf(one) === status).length ?? 0);
      }
    },
  });
  new Gauge({
    name: 'realname_destination_oldest_seconds',
    help: 'Age of the oldest event that waits for any destination that is not paused; 0 if none waits.',
    registers,
    async collect() {
      const found = await store.destinations.list().catch(() => null);
      if (!found) return;
      const running = found.filter(({ isPaused }) => !isPaused);
      const oldest = await Promise.all(running.map((one) => oldestOf(store, one).catch(() => null)));
      const ages = oldest.map((time) => (time === null ? 0 : (now().getTime() - time.getTime()) / 1000));
      this.set(Math.max(0, ...ages));
    },
  });
}

/** When the first event that waits was recorded; null if none waits. */
async function oldestOf(
  { destinations, feed }: DestinationLookOptions['store'],
  { id, reached }: Destination,
): Promise<Date | null> {
  const { first } = await destinations.waiting(id);
  const [entry] = await feed.after(first === null ? reached : Math.min(reached, first - 1), 1);
  return entry?.event.recordedAt ?? null;
}
