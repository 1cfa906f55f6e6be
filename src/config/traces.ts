import { text, url } from '../domain/input/setting-value';
import { headers } from './values';

/** Destination of traces. */
export interface TraceConfig {
  /** Base address of an OpenTelemetry collector. */
  readonly endpoint: string;
  readonly serviceName: string;
  /** Headers for the collector. A secret. */
  readonly headers: Readonly<Record<string, string>>;
}

export const traceFields = {
  OTEL_EXPORTER_OTLP_ENDPOINT: url,
  OTEL_EXPORTER_OTLP_HEADERS: headers,
  OTEL_SERVICE_NAME: text.default('realname-subgraph'),
};

interface TraceSettings {
  readonly OTEL_EXPORTER_OTLP_ENDPOINT?: string | undefined;
  readonly OTEL_EXPORTER_OTLP_HEADERS?: Readonly<Record<string, string>> | undefined;
  readonly OTEL_SERVICE_NAME: string;
}

/** Null if traces are off. */
export function tracesOf(env: TraceSettings): TraceConfig | null {
  const endpoint = env.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (endpoint === undefined) return null;
  return { endpoint, serviceName: env.OTEL_SERVICE_NAME, headers: env.OTEL_EXPORTER_OTLP_HEADERS ?? {} };
}
