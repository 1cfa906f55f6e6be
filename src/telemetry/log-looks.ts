import { Gauge, type Registry } from 'prom-client';
import type { Store } from '../storage/store';

export interface LogLookOptions {
  readonly registry: Registry;
  readonly store: { readonly log: Pick<Store['log'], 'oldestWaiting'> };
  readonly now: () => Date;
}

/** A metric of the transparency log that is read at each scrape: how far it is behind. */
export function lookAtLog({ registry, store, now }: LogLookOptions): void {
  new Gauge({
    name: 'realname_log_oldest_seconds',
    help: 'Age of the oldest event or record that has no entry in the transparency log yet; 0 if none waits.',
    registers: [registry],
    async collect() {
      const oldest = await store.log.oldestWaiting().catch(() => undefined);
      if (oldest === undefined) return;
      this.set(oldest === null ? 0 : Math.max(0, (now().getTime() - oldest.getTime()) / 1000));
    },
  });
}
