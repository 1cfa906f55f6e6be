import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { DemoFault, patienceMs, withPatience } from './fault.mts';

/** The demo's client of the service: GraphQL over HTTP, and subscriptions over a WebSocket. */
export interface DemoClient {
  /** The service's address, without a trailing slash. */
  readonly url: string;
  /** Runs a query or mutation and returns its data. Throws DemoFault if there is none. */
  ask<Data>(document: string, variables?: Record<string, unknown>): Promise<Data>;
  /** Follows a subscription; each result has `patienceMs` to arrive. Throws DemoFault if it breaks off. */
  follow<Data>(document: string, variables?: Record<string, unknown>): AsyncGenerator<Data, void, undefined>;
  /** A client of the same service for another account, which AUTH_MODE=dev believes. It needs no closing of its own. */
  as(guid: string): DemoClient;
  close(): Promise<void>;
}

interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly { readonly message: string }[];
}

/** `url` is the service's address, such as http://127.0.0.1:4001. Without `guid` the service names the account. */
export function connect(url: string, guid?: string): DemoClient {
  const account = guid === undefined ? {} : { 'x-dev-guid': guid };
  const base = url.replace(/\/+$/, '');
  const endpoint = new URL(`${base}/graphql`);
  const socketEndpoint = new URL(endpoint);
  socketEndpoint.protocol = endpoint.protocol === 'https:' ? 'wss:' : 'ws:';
  // The first subscription opens a socket; the end of the last closes it.
  const sockets = createClient({
    url: socketEndpoint.href,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: account,
  });

  return {
    url: base,
    async ask<Data>(document: string, variables: Record<string, unknown> = {}): Promise<Data> {
      const response = await post(endpoint, account, { query: document, variables });
      return dataOf(await readAnswer<Data>(response, endpoint));
    },
    async *follow<Data>(document: string, variables: Record<string, unknown> = {}) {
      const results = sockets.iterate<Data>({ query: document, variables });
      const seconds = patienceMs / 1000;
      try {
        for (;;) {
          const next = results.next().catch((cause: unknown) => {
            throw new DemoFault(`The subscription broke off: ${reasonOf(cause).replace(/\.$/, '')}.`, {
              cause,
            });
          });
          const result = await withPatience(next, `No event arrived within ${seconds} s.`);
          if (result.done) return;
          yield dataOf<Data>(result.value as Answer<Data>);
        }
      } finally {
        await results.return?.();
      }
    },
    as: (other) => connect(url, other),
    close: async () => sockets.dispose(),
  };
}

async function post(
  endpoint: URL,
  headers: Readonly<Record<string, string>>,
  body: unknown,
): Promise<Response> {
  try {
    return await fetch(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(patienceMs),
    });
  } catch (cause) {
    throw new DemoFault(
      `The service does not answer at ${endpoint.origin}: start it in another terminal with npm start, or set REALNAME_URL to where it runs.`,
      { cause },
    );
  }
}

async function readAnswer<Data>(response: Response, endpoint: URL): Promise<Answer<Data>> {
  const body: unknown = await response.json().catch(() => null);
  if (typeof body === 'object' && body !== null && ('data' in body || 'errors' in body)) {
    return body as Answer<Data>;
  }
  throw new DemoFault(
    `The server at ${endpoint.origin} is not this service (HTTP ${response.status}). Set its address in REALNAME_URL.`,
  );
}

function dataOf<Data>({ data, errors }: Answer<Data>): Data {
  if (data && !errors) return data;
  const said = errors?.map((error) => error.message).join(' ') ?? 'no data came';
  throw new DemoFault(`The service refused the operation: ${said}`);
}

/** graphql-ws rejects with GraphQL errors, with the socket's close event, or with an error of the socket. */
function reasonOf(cause: unknown): string {
  if (Array.isArray(cause)) return cause.map(({ message }: { message: string }) => message).join(' ');
  if (typeof cause !== 'object' || cause === null) return 'the socket failed';
  if ('code' in cause && 'reason' in cause) return `the socket was closed (${cause.code} ${cause.reason})`;
  return 'message' in cause && typeof cause.message === 'string' ? cause.message : 'the socket failed';
}
