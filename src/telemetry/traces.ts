import type { IncomingHttpHeaders } from 'node:http';
import type { Attributes, Context, Span, TextMapGetter } from '@opentelemetry/api';
import type { SpanExporter } from '@opentelemetry/sdk-trace';
import type { LogFieldName, LogFields } from '../domain/privacy/log-fields';
import { withTimeout } from '../domain/with-timeout';

/** Receives spans. */
export interface Traces {
  /** A span for a request, within the caller's trace if the headers name one. Null if it is not sampled. */
  request(name: string, headers: IncomingHttpHeaders): OpenSpan | null;
  /** Sends the remaining spans, and soon gives up if the collector does not answer. */
  close(): Promise<void>;
}

export interface OpenSpan {
  readonly traceId: string;
  rename(name: string): void;
  set(fields: SpanFields): void;
  /** Adds a child span that has just ended and took `seconds`. */
  child(name: string, fields: SpanFields, seconds: number, failed: boolean): void;
  end(failed: boolean): void;
}

/** The allow-list of span attributes: log fields with values of our own, none with a provider's text. */
export const attributeNames = {
  requestId: 'realname.request.id',
  operation: 'graphql.operation.name',
  type: 'graphql.operation.type',
  transport: 'realname.transport',
  verificationId: 'realname.verification.id',
  provider: 'realname.provider',
  method: 'realname.method',
  status: 'realname.status',
  call: 'realname.call',
  outcome: 'realname.outcome',
} as const satisfies { readonly [Name in LogFieldName]?: string };

export type SpanFields = Pick<LogFields, keyof typeof attributeNames>;

/** Tracing is off: nothing is loaded or kept. */
export const noTraces: Traces = {
  request: () => null,
  close: async () => {},
};

export interface TraceSettings {
  /** Base address of an OTLP/HTTP collector; spans are posted to `/v1/traces` below it, as JSON. */
  readonly endpoint: string;
  readonly serviceName: string;
  /** Sent with every batch, such as a collector's credentials. Never logged. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Time limit for the last spans when the service closes, in milliseconds. */
const farewellMs = 2000;

/** Time limit for one batch of spans, in milliseconds. */
const postTimeoutMs = 5000;

/** OpenTelemetry's result codes of an export, copied so that their module need not be loaded. */
const success = 0;
const failed = 1;

/**
 * Loads OpenTelemetry and starts to send spans. Nothing global is set, and only our own settings are read: environment
 * variables that the SDK's own exporter reads have no effect.
 */
export async function openTraces(
  { endpoint, serviceName, headers }: TraceSettings,
  fetch: typeof globalThis.fetch,
): Promise<Traces> {
  const [api, sdk, { JsonTraceSerializer }, { resourceFromAttributes }, { W3CTraceContextPropagator }] =
    await Promise.all([
      import('@opentelemetry/api'),
      import('@opentelemetry/sdk-trace'),
      import('@opentelemetry/otlp-transformer'),
      import('@opentelemetry/resources'),
      import('@opentelemetry/core'),
    ]);
  const url = `${endpoint.replace(/\/+$/, '')}/v1/traces`;
  const send = (body: Uint8Array | undefined) => post(fetch, url, headers, body);
  const exporter: SpanExporter = {
    export(spans, done) {
      send(JsonTraceSerializer.serializeRequest(spans)).then((isTaken) =>
        done({ code: isTaken ? success : failed }),
      );
    },
    async shutdown() {},
  };
  const provider = new sdk.TracerProvider({
    resource: resourceFromAttributes({ 'service.name': serviceName }),
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter })],
  });
  const tracer = provider.getTracer('realname-subgraph');
  const propagator = new W3CTraceContextPropagator();

  const open = (span: Span, context: Context): OpenSpan => ({
    traceId: span.spanContext().traceId,
    rename: (name) => span.updateName(name),
    set(fields) {
      if (span.isRecording()) span.setAttributes(attributesOf(fields));
    },
    child(name, fields, seconds, failed) {
      // Reads of a stream long after it was opened do not belong to the span of its opening.
      if (!span.isRecording()) return;
      const endTime = Date.now();
      const child = tracer.startSpan(
        name,
        {
          kind: api.SpanKind.CLIENT,
          startTime: endTime - seconds * 1000,
          attributes: attributesOf(fields),
        },
        api.trace.setSpan(context, span),
      );
      if (failed) child.setStatus({ code: api.SpanStatusCode.ERROR });
      child.end(endTime);
    },
    end(failed) {
      if (failed) span.setStatus({ code: api.SpanStatusCode.ERROR });
      span.end();
    },
  });
  return {
    request(name, headers) {
      const context = propagator.extract(api.ROOT_CONTEXT, headers, headerGetter);
      const span = tracer.startSpan(name, { kind: api.SpanKind.SERVER }, context);
      return span.isRecording() ? open(span, context) : null;
    },
    async close() {
      // An unreachable collector loses its spans and affects nothing else.
      await withTimeout(provider.shutdown(), farewellMs, 'The collector does not answer.').catch(() => {});
    },
  };
}

/** True if the collector accepted the spans; otherwise they are lost. */
async function post(
  fetch: typeof globalThis.fetch,
  url: string,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array | undefined,
): Promise<boolean> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: Buffer.from(body ?? []),
      redirect: 'manual',
      signal: AbortSignal.timeout(postTimeoutMs),
    });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

const headerGetter: TextMapGetter = {
  keys: (headers: IncomingHttpHeaders) => Object.keys(headers),
  get: (headers: IncomingHttpHeaders, name) => headers[name],
};

function attributesOf(fields: SpanFields): Attributes {
  const attributes: Attributes = {};
  for (const [field, name] of Object.entries(attributeNames)) {
    const value = fields[field as keyof SpanFields];
    if (value != null) attributes[name] = value;
  }
  return attributes;
}
