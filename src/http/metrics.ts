import { Counter, collectDefaultMetrics, Registry } from 'prom-client';
import type { ServiceMeter } from '../service/tools';

/** Prometheus counters behind what the use cases report. */
export function createMetrics(): { readonly registry: Registry; readonly meter: ServiceMeter } {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const changes = new Counter({
    name: 'realname_verification_changes_total',
    help: 'Recorded changes of verifications, by provider, method, status after the change, and cause.',
    labelNames: ['provider', 'method', 'status', 'cause'],
    registers: [registry],
  });
  const pushes = new Counter({
    name: 'realname_pushes_total',
    help: 'Pushes received from providers, by what became of them.',
    labelNames: ['provider', 'result'],
    registers: [registry],
  });
  return {
    registry,
    meter: {
      changed: (labels) => changes.inc(labels),
      push: (labels) => pushes.inc(labels),
    },
  };
}
