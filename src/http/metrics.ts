import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { ProviderMeter } from '../providers/provider';
import type { ServiceMeter } from '../service/tools';
import type { PushInbox } from '../storage/store';

export interface Metrics {
  readonly registry: Registry;
  readonly meter: ServiceMeter & ProviderMeter;
}

/** Prometheus metrics behind what use cases and providers report. Labels are fixed names, never anything personal. */
export function createMetrics(inbox: Pick<PushInbox, 'counts'>): Metrics {
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
  const subscribersClosed = new Counter({
    name: 'realname_subscribers_closed_total',
    help: 'Sockets and streams that we closed, by why: stalled readers did not take what they were sent.',
    labelNames: ['reason'],
    registers: [registry],
  });
  const calls = new Histogram({
    name: 'realname_provider_call_seconds',
    help: 'Calls to providers, by call and by what came back.',
    labelNames: ['provider', 'call', 'result'],
    registers: [registry],
  });
  const breakers = new Gauge({
    name: 'realname_provider_unavailable',
    help: '1 while a provider is so silent that nothing is sent to it.',
    labelNames: ['provider'],
    registers: [registry],
  });
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
  return {
    registry,
    meter: {
      changed: (labels) => changes.inc(labels),
      push: (labels) => pushes.inc(labels),
      subscriberClosed: (labels) => subscribersClosed.inc(labels),
      call: (labels, seconds) => calls.observe(labels, seconds),
      breaker: ({ provider, isOpen }) => breakers.set({ provider }, isOpen ? 1 : 0),
    },
  };
}
