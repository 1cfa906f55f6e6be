import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { isUndecided } from '../domain/status';
import type { ProviderMeter } from '../providers/provider';
import type { ServiceMeter } from '../service/tools';
import type { StoreMeter } from './observed-store';
import type { OperationMeter } from './observer';

export interface Metrics {
  readonly registry: Registry;
  readonly meter: Meter;
  /** Shows what this deployment has with zeros, before anything has happened. */
  expect(methods: readonly { readonly provider: string; readonly name: string }[]): void;
}

export type Meter = ServiceMeter & ProviderMeter & StoreMeter & OperationMeter;

/** In seconds. A provider may take as long as PROVIDER_TIMEOUT_MS. */
const callBuckets = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20];
const operationBuckets = [0.002, 0.005, 0.02, 0.1, 0.5, 2, 10];
const databaseBuckets = [0.0002, 0.001, 0.005, 0.02, 0.1, 0.5, 2, 5];
const lagBuckets = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/**
 * Prometheus metrics behind what the parts of the service report. Labels are fixed names, codes that are ours, and at
 * most fifty names of operations; never anything personal. docs/observability.md lists them.
 */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const counter = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Counter({ name, help, labelNames, registers });
  const gauge = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Gauge({ name, help, labelNames, registers });
  const histogram = <Label extends string>(
    name: string,
    help: string,
    buckets: number[],
    ...labelNames: Label[]
  ) => new Histogram({ name, help, buckets, labelNames, registers });

  const started = counter(
    'realname_verifications_started_total',
    'Verifications recorded and sent to their provider.',
    'provider',
    'method',
  );
  const decided = counter(
    'realname_verifications_decided_total',
    'Verifications that stopped waiting, by the status they have since.',
    'provider',
    'method',
    'outcome',
  );
  const failures = counter(
    'realname_verification_failures_total',
    'Verifications that failed or were rejected, by the code of their failure.',
    'provider',
    'method',
    'code',
  );
  const changes = counter(
    'realname_verification_changes_total',
    'Recorded changes of verifications, by status after the change, and cause.',
    'provider',
    'method',
    'status',
    'cause',
  );
  const pushesReceived = counter(
    'realname_pushes_received_total',
    'Pushes that came from providers.',
    'provider',
  );
  const pushes = counter(
    'realname_pushes_total',
    'Pushes by what became of them; one that was kept counts again when it is applied.',
    'provider',
    'result',
  );
  const calls = histogram(
    'realname_provider_call_seconds',
    'Calls to providers, by call and by what came back.',
    callBuckets,
    'provider',
    'call',
    'result',
  );
  const unavailable = gauge(
    'realname_provider_unavailable',
    '1 while any line to a provider is so silent that nothing is sent on it.',
    'provider',
  );
  const subscribers = gauge('realname_subscribers', 'Subscriptions that are open now.', 'transport');
  const subscribersClosed = counter(
    'realname_subscribers_closed_total',
    'Sockets and streams that we closed, by why: stalled readers did not take what they were sent.',
    'reason',
  );
  const eventLag = histogram(
    'realname_event_lag_seconds',
    'From the recording of a change until a subscriber has taken it; changes that were caught up with are left out.',
    lagBuckets,
  );
  const operations = histogram(
    'realname_graphql_seconds',
    'GraphQL operations; a subscription until it has begun. Operations beyond the first fifty names are other.',
    operationBuckets,
    'type',
    'operation',
    'outcome',
  );
  const faults = counter(
    'realname_internal_errors_total',
    'What went wrong here and is nobody else’s fault, by place.',
    'place',
  );
  const database = histogram(
    'realname_database_seconds',
    'Work of the store, waiting for its turn included, by kind and result.',
    databaseBuckets,
    'kind',
    'result',
  );

  const openLines = new Map<string, number>();
  return {
    registry,
    meter: {
      changed({ provider, method, before, status, cause, failure }) {
        changes.inc({ provider, method, status, cause });
        if (before === null) started.inc({ provider, method });
        else if (isUndecided(before) && !isUndecided(status)) {
          decided.inc({ provider, method, outcome: status });
        }
        if (failure !== null && before !== status) failures.inc({ provider, method, code: failure });
      },
      pushReceived: (labels) => pushesReceived.inc(labels),
      push: (labels) => pushes.inc(labels),
      delivered: (seconds) => eventLag.observe(Math.max(0, seconds)),
      subscriberClosed: (labels) => subscribersClosed.inc(labels),
      fault: (labels) => faults.inc(labels),
      call: (labels, seconds) => calls.observe(labels, seconds),
      breaker({ provider, isOpen }) {
        const open = (openLines.get(provider) ?? 0) + (isOpen ? 1 : -1);
        openLines.set(provider, open);
        unavailable.set({ provider }, open > 0 ? 1 : 0);
      },
      operation: (labels, seconds) => operations.observe(labels, seconds),
      subscribers: (transport, change) => subscribers.inc({ transport }, change),
      store: (labels, seconds) => database.observe({ kind: labels.kind, result: labels.result }, seconds),
    },
    expect(methods) {
      for (const { provider, name: method } of methods) {
        started.inc({ provider, method }, 0);
        pushesReceived.inc({ provider }, 0);
        unavailable.set({ provider }, 0);
      }
      for (const transport of ['websocket', 'sse', 'callback']) subscribers.inc({ transport }, 0);
      for (const place of ['graphql', 'http', 'sweeper']) faults.inc({ place }, 0);
      subscribersClosed.inc({ reason: 'stalled' }, 0);
      eventLag.zero({});
    },
  };
}
