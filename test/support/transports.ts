import type { GraphQLAnswerError } from './app';
import { callbackWish, openCallbackRouter } from './callback-router';
import { openEventStream } from './event-stream';
import { openSocket } from './socket';

export interface TransportRequest {
  readonly query?: string;
  readonly variables?: Record<string, unknown>;
  /** Other members of the request, such as documentId. */
  readonly more?: Record<string, unknown>;
  readonly headers?: Record<string, string>;
}

/** The first and only result of an operation, or the errors it was refused with. */
export interface TransportAnswer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLAnswerError[];
}

type Transport = (appUrl: string, request: TransportRequest) => Promise<TransportAnswer>;

async function overHttp(appUrl: string, request: TransportRequest): Promise<TransportAnswer> {
  const { query, variables, more, headers } = request;
  const response = await fetch(`${appUrl}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables, ...more }),
  });
  const answer = (await response.json()) as TransportAnswer;
  // A refusal has a status that says so, but for a persisted query: its client sends the text next.
  const isAskedAgain = refusals(answer).some(({ code }) =>
    /^PERSISTED_QUERY_NOT_(FOUND|SUPPORTED)$/.test(code ?? ''),
  );
  if (answer.data === undefined && !isAskedAgain) expect(response.status).toBeGreaterThanOrEqual(400);
  return answer;
}

async function overSocket(appUrl: string, request: TransportRequest): Promise<TransportAnswer> {
  const { query, variables, more, headers } = request;
  const socket = await openSocket(appUrl, headers ? { headers } : {});
  try {
    await socket.next();
    socket.send({ type: 'subscribe', id: '1', payload: { query, variables, ...more } });
    const { type, payload } = await socket.next();
    return (type === 'error' ? { errors: payload } : payload) as TransportAnswer;
  } finally {
    await socket.close();
  }
}

async function overEventStream(appUrl: string, request: TransportRequest): Promise<TransportAnswer> {
  const { query, variables = {}, more = {}, headers = {} } = request;
  const stream = await openEventStream(appUrl, query, { variables, more, headers });
  try {
    return (await stream.next()) ?? {};
  } finally {
    await stream.close();
  }
}

/** Only subscriptions run this way. The answer is the refusal, or the first event that is posted. */
export async function overCallback(appUrl: string, request: TransportRequest): Promise<TransportAnswer> {
  const { query, variables, more, headers } = request;
  const router = await openCallbackRouter();
  try {
    const extensions = { ...(more?.['extensions'] as object), subscription: callbackWish(router.url) };
    const response = await fetch(`${appUrl}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables, ...more, extensions }),
    });
    const answer = (await response.json()) as TransportAnswer;
    if (answer.errors) return answer;
    const { payload } = await router.until(({ action }) => action === 'next');
    return payload as TransportAnswer;
  } finally {
    await router.close();
  }
}

/** The three ways to run an operation. Every rule holds for all of them. */
export const transports: readonly (readonly [name: string, run: Transport])[] = [
  ['HTTP', overHttp],
  ['a WebSocket', overSocket],
  ['SSE', overEventStream],
];

/** Code and text of what an operation was refused with, over each transport. */
export function refusals(
  answer: TransportAnswer,
): { readonly code: string | undefined; readonly message: string }[] {
  return (answer.errors ?? []).map(({ message, extensions }) => ({ code: extensions?.code, message }));
}
