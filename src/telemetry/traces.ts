import type { IncomingHttpHeaders } from 'node:http';
import type { Attributes, Context, Span, TextMapGetter } from '@opentelemetry/api';
import type { SpanExporter } from '@opentelemetry/sdk-trace';
import type { LogFieldName, LogFields } from '../domain/log-fields';

/** Where spans go, or where they would go. */
export interface Traces {
  /** A span for a request, within the caller's trace where the headers name one. Null where it is not to be recorded. */
  request(name: string, headers: IncomingHttpHeaders): OpenSpan | null;
  /** Sends what is not sent yet, and gives up soon where nobody takes it. */
  close(): Promise<void>;
}

export interface OpenSpan {
  readonly traceId: string;
  rename(name: string): void;
  set(fields: SpanFields): void;
  /** Something within it that has just ended and took so many seconds. */
  child(name: string, fields: SpanFields, seconds: number, failed: boolean): void;
  end(failed: boolean): void;
}

/** All that a span may tell: of the log's fields those that are ours, and no word of a provider's. */
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

/** Traces are off: nothing is loaded, nothing is kept. */
export const noTraces: Traces = {
  request: () => null,
  close: async () => {},
};

export interface TraceSettings {
  /** Base address of an OTLP/HTTP collector; spans are posted to `/v1/traces` below it, as JSON. */
  readonly endpoint: string;
  readonly serviceName: string;
}

/** How long the last spans may take when the service closes, in milliseconds. */
const farewellMs = 2000;

/** For one batch of spans, in milliseconds. */
const postTimeoutMs = 5000;

/** OpenTelemetry's codes of an export; their enum would have to be loaded. */
const success = 0;
const failed = 1;

/**
 * Loads OpenTelemetry and begins to send spans. Nothing global is set, and no setting is read but ours: what the
 * SDK's own exporter takes from the environment by itself does not apply.
 */
export async function openTraces(
  { endpoint, serviceName }: TraceSettings,
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
  const exporter: SpanExporter = {
    export(spans, done) {
      post(fetch, url, JsonTraceSerializer.serializeRequest(spans)).then((isTaken) =>
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
      // What a stream reads long after it was opened is not part of its opening.
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
      const patience = Promise.withResolvers<void>();
      const timer = setTimeout(patience.resolve, farewellMs);
      // A collector that is away costs its spans, and nothing else.
      await Promise.race([provider.shutdown().catch(() => {}), patience.promise]);
      clearTimeout(timer);
    },
  };
}

/** True where the collector took them. One that does not costs its spans. */
async function post(
  fetch: typeof globalThis.fetch,
  url: string,
  body: Uint8Array | undefined,
): Promise<boolean> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
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
