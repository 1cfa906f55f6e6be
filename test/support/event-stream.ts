export interface StreamedResult {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

export interface EventStream {
  readonly status: number;
  readonly contentType: string | null;
  /** The next result; null once the stream is complete. Rejects when it is cut before that. */
  next(): Promise<StreamedResult | null>;
  /** The id of the last event that had one, as browsers remember it; null before that. */
  lastId(): string | null;
  /** Hangs up, as a browser does whose page is left. */
  close(): Promise<void>;
}

export interface StreamRequest {
  readonly method?: 'GET' | 'POST';
  readonly variables?: Record<string, unknown>;
  /** Other members of the request, such as documentId. */
  readonly more?: Record<string, unknown>;
  readonly headers?: Record<string, string>;
}

/** Follows an operation over Server-Sent Events, in graphql-sse's distinct connections mode. */
export async function openEventStream(
  appUrl: string,
  query: string | undefined,
  { method = 'POST', variables = {}, more = {}, headers = {} }: StreamRequest = {},
): Promise<EventStream> {
  const hangUp = new AbortController();
  const search = new URLSearchParams({ ...(query !== undefined && { query }) });
  for (const [name, value] of Object.entries({ variables, ...more })) {
    search.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  const response = await fetch(method === 'GET' ? `${appUrl}/graphql?${search}` : `${appUrl}/graphql`, {
    method,
    signal: hangUp.signal,
    headers: {
      accept: 'text/event-stream',
      ...(method === 'POST' && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(method === 'POST' && { body: JSON.stringify({ query, variables, ...more }) }),
  });
  const events = eventsOf(response, hangUp.signal);
  let lastId: string | null = null;
  return {
    status: response.status,
    contentType: response.headers.get('content-type'),
    async next() {
      const { done, value } = await events.next();
      if (done) throw new Error('the stream was cut');
      lastId = value.id ?? lastId;
      return value.event === 'complete' ? null : (JSON.parse(value.data) as StreamedResult);
    },
    lastId: () => lastId,
    async close() {
      hangUp.abort();
      await events.return(undefined);
    },
  };
}

interface ServerSentEvent {
  readonly id: string | undefined;
  readonly event: string;
  readonly data: string;
}

/** Events end with an empty line; a line that begins with a colon is a comment and keeps the connection alive. */
async function* eventsOf(
  response: Response,
  hungUp: AbortSignal,
): AsyncGenerator<ServerSentEvent, undefined, undefined> {
  let rest = '';
  try {
    for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      rest += Buffer.from(chunk).toString('latin1');
      const blocks = rest.split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const event = parseBlock(Buffer.from(block, 'latin1').toString('utf8'));
        if (event) yield event;
      }
    }
  } catch (error) {
    if (!hungUp.aborted) throw error;
  }
}

function parseBlock(block: string): ServerSentEvent | null {
  const fields = block
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith(':'))
    .map((line) => {
      const [name = '', ...value] = line.split(':');
      return [name, value.join(':').trimStart()] as const;
    });
  if (fields.length === 0) return null;
  const of = (name: string) => fields.flatMap(([field, value]) => (field === name ? [value] : []));
  return { id: of('id').at(-1), event: of('event').at(-1) ?? 'message', data: of('data').join('\n') };
}
