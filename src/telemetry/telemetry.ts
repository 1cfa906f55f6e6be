import { Registry } from 'prom-client';
import type { LogFields } from '../domain/privacy/log-fields';
import type { Observer } from '../http/server/observer';
import type { ServiceLog } from '../service/tools';
import { type DestinationLookOptions, lookAtDestinations } from './destination-looks';
import { type LogLookOptions, lookAtLog } from './log-looks';
import { type LookOptions, lookOnScrape, lookWhileAway } from './looks';
import { createMetrics, type Meter } from './metrics';
import { createObserver } from './observer';
import { Scopes } from './scope';
import { noTraces, openTraces, type TraceSettings } from './traces';

/** Everything that operators see of the service: fields of log lines, metrics, traces. */
export interface Telemetry {
  /** The fields that every log line of the current work has. */
  readonly scopeFields: () => LogFields;
  readonly metrics: Registry;
  readonly meter: Meter;
  readonly expect: ReturnType<typeof createMetrics>['expect'];
  /** Adds the backlogs of store and inbox to the metrics. */
  watch(options: Omit<LookOptions & DestinationLookOptions & LogLookOptions, 'registry'>): void;
  /** The metrics while a start waits for its database, with those of the inbox. */
  whileAway(options: Pick<LookOptions, 'inbox' | 'inboxPath'>): Registry;
  observer(options: { readonly log: ServiceLog; readonly allNames: boolean }): Observer;
  close(): Promise<void>;
}

/** `settings`: the destination of traces; null switches them off, and OpenTelemetry is not even loaded. */
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
    watch(options) {
      lookOnScrape({ ...options, registry });
      lookAtDestinations({ ...options, registry });
      lookAtLog({ ...options, registry });
    },
    whileAway(options) {
      const away = new Registry();
      lookWhileAway({ ...options, registry: away });
      return Registry.merge([registry, away]);
    },
    observer: ({ log, allNames }) => createObserver({ scopes, traces, log, meter, allNames }),
    close: () => traces.close(),
  };
}

/** Adds each measurement to the span of its request, too; a measurement outside any request is not traced. */
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
