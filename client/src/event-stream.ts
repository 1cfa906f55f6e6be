import type { Answer, AnswerError } from './answer.ts';
import type { Endpoint } from './endpoint.ts';
import { eventsIn } from './events-in.ts';
import type { Transport } from './transport.ts';

export interface StreamSettings {
  /**
   * A stream without a byte for this many milliseconds is dead. Default 40,000: the service sends a comment every 12
   * seconds, routers at least every 30.
   */
  readonly silenceMs?: number;
}

/** The server answered a subscription with something else than a stream of events. */
export class StreamRefused extends Error {
  override readonly name = 'StreamRefused';
  readonly status: number;
  readonly errors: readonly AnswerError[];

  constructor(status: number, errors: readonly AnswerError[]) {
    super(
      errors.map(({ message }) => message).join(' ') || `The stream was refused with HTTP status ${status}.`,
    );
    this.status = status;
    this.errors = errors;
  }
}

/** Subscriptions over Server-Sent Events (the distinct connections mode of graphql-sse): one request, one stream. */
export function openEventStreams(endpoint: Endpoint, { silenceMs = 40_000 }: StreamSettings = {}): Transport {
  const closed = new AbortController();
  return {
    async *results<Data>(query: string, variables: Readonly<Record<string, unknown>>, signal: AbortSignal) {
      const silent = new AbortController();
      let patience: ReturnType<typeof setTimeout> | undefined;
      const waiting = {
        begin() {
          patience = setTimeout(() => silent.abort(), silenceMs);
        },
        end: () => clearTimeout(patience),
      };
      // Ends the request, too, when the reader leaves.
      const left = new AbortController();
      try {
        waiting.begin();
        const response = await fetch(endpoint.url, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            accept: 'text/event-stream',
            ...endpoint.headers?.(),
          },
          body: JSON.stringify({ query, variables }),
          signal: AbortSignal.any([signal, closed.signal, silent.signal, left.signal]),
        });
        waiting.end();
        const body = await streamOf(response);
        for await (const { event, data } of eventsIn(body, waiting)) {
          if (event === 'complete') return;
          // The types come from the schema, and the server answers by it.
          if (event === 'next') yield JSON.parse(data) as Answer<Data>;
        }
      } finally {
        waiting.end();
        left.abort();
      }
    },
    close: async () => closed.abort(),
  };
}

async function streamOf(response: Response): Promise<ReadableStream<Uint8Array>> {
  const isStream = /^text\/event-stream\b/.test(response.headers.get('content-type') ?? '');
  if (response.ok && isStream && response.body) return response.body;
  const { errors } = (await response.json().catch(() => ({}))) as Answer<unknown>;
  throw new StreamRefused(response.status, Array.isArray(errors) ? errors : []);
}
