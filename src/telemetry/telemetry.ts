import type { Registry } from 'prom-client';
import type { LogFields } from '../domain/log-fields';
import type { Observer } from '../http/observer';
import type { ServiceLog } from '../service/tools';
import type { PushInbox, Store } from '../storage/store';
import { lookOnScrape } from './looks';
import { createMetrics, type Meter } from './metrics';
import { observedStore } from './observed-store';
import { createObserver } from './observer';
import { Scopes } from './scope';
import { noTraces, openTraces, type TraceSettings } from './traces';

/** What operators see of the service: fields of log lines, metrics, traces. */
export interface Telemetry {
  /** What every log line of the work under way has. */
  readonly scopeFields: () => LogFields;
  readonly metrics: Registry;
  readonly meter: Meter;
  readonly expect: ReturnType<typeof createMetrics>['expect'];
  /** The store with its work measured; its backlog, and the inbox's, are among the metrics from now on. */
  observe(store: Store, inbox: Pick<PushInbox, 'counts'>, now: () => Date): Store;
  observer(options: { readonly log: ServiceLog; readonly allNames: boolean }): Observer;
  close(): Promise<void>;
}

/** `settings`: where traces go; null where they are off, and OpenTelemetry is not even loaded. */
export async function openTelemetry(
  settings: TraceSettings | null,
  fetch: typeof globalThis.fetch,
): Promise<Telemetry> {
  const traces = settings ? await openTraces(settings, fetch) : noTraces;
  const scopes = new Scopes();
  const { registry, meter: counting, expect } = createMetrics();
  const meter: Meter = settings ? tracing(counting, scopes) : counting;
  return {
    scopeFields: scopes.fields,
    metrics: registry,
    meter,
    expect,
    observe(store, inbox, now) {
      lookOnScrape({ registry, store, inbox, now });
      return observedStore(store, meter);
    },
    observer: ({ log, allNames }) => createObserver({ scopes, traces, log, meter, allNames }),
    close: () => traces.close(),
  };
}

/** What is counted is told to the span of the request it belongs to as well; what belongs to none is not traced. */
function tracing(meter: Meter, scopes: Scopes): Meter {
  return {
    ...meter,
    changed(change) {
      meter.changed(change);
      const { verificationId, provider, method, status } = change;
      scopes.current?.span?.set({ verificationId, provider, method, status });
    },
    push(labels) {
      meter.push(labels);
      scopes.current?.span?.set({ provider: labels.provider, outcome: labels.result });
    },
    call(labels, seconds) {
      meter.call(labels, seconds);
      const { provider, call, result } = labels;
      const failed = !result.startsWith('http-');
      scopes.current?.span?.child(
        `${provider} ${call}`,
        { provider, call, outcome: result },
        seconds,
        failed,
      );
    },
    store(work, seconds) {
      meter.store(work, seconds);
      const { name, kind, result } = work;
      const failed = result === 'failed';
      scopes.current?.span?.child(`database ${kind}`, { call: name, outcome: result }, seconds, failed);
    },
  };
}
