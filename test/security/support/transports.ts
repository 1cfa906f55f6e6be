import type { TestApp } from '../../support/app';
import { openEventStream } from '../../support/event-stream';
import { bearer } from '../../support/identity-provider';
import { openSocket, type RawSocket } from '../../support/socket';
import type { MatrixCaller } from './callers';

export interface Operation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface Answer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
}

export interface RawAnswer {
  /** As it came, byte for byte. */
  readonly text: string;
  readonly answer: Answer;
}

/** One caller's way in. Answers come in the order of the questions. */
export interface Transport {
  ask(operations: readonly Operation[]): Promise<readonly RawAnswer[]>;
  close(): Promise<unknown>;
}

/** How many questions are under way at once. */
const batchSize = 20;

const credentials = ({ token }: MatrixCaller) => (token === null ? {} : bearer(token));

/** POST /graphql; of a subscription the first result, by Server-Sent Events. */
export function overHttp(app: TestApp, caller: MatrixCaller): Transport {
  const headers = credentials(caller);
  const ask = async ({ query, variables }: Operation): Promise<RawAnswer> => {
    if (query.startsWith('subscription')) return firstOfStream(app, { query, variables }, headers);
    const response = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
    });
    return rawAnswer(await response.text());
  };
  return { ask: (operations) => inBatches(operations, ask), close: async () => {} };
}

async function firstOfStream(
  app: TestApp,
  { query, variables }: Operation,
  headers: Record<string, string>,
): Promise<RawAnswer> {
  const stream = await openEventStream(app.url, query, { variables, headers });
  try {
    return rawAnswer(JSON.stringify(await stream.next()));
  } finally {
    await stream.close();
  }
}

/**
 * One socket for all questions; of a subscription the first result. Null where the server does not let the caller in,
 * which is what 4403 says.
 */
export async function overSocket(app: TestApp, { token }: MatrixCaller): Promise<Transport | null> {
  const socket = await openSocket(app.url, token === null ? {} : { params: { token } });
  try {
    const greeting = await socket.next();
    if (greeting.type !== 'connection_ack') throw new Error(`greeted with ${greeting.type}`);
  } catch (error) {
    const { code } = await socket.closed;
    if (code === 4403) return null;
    throw error;
  }
  let asked = 0;
  const ask = async (operation: Operation): Promise<RawAnswer> => {
    asked += 1;
    return firstResult(socket, String(asked), operation);
  };
  return {
    // A socket's messages come one after the other: so do its questions.
    ask: async (operations) => {
      const answers: RawAnswer[] = [];
      for (const operation of operations) answers.push(await ask(operation));
      return answers;
    },
    close: () => socket.close(),
  };
}

async function firstResult(socket: RawSocket, id: string, payload: Operation): Promise<RawAnswer> {
  socket.send({ type: 'subscribe', id, payload });
  for (;;) {
    const message = await socket.next();
    if (message.id !== id) continue;
    if (payload.query.startsWith('subscription')) socket.send({ type: 'complete', id });
    const result = message.type === 'error' ? { errors: message.payload } : message.payload;
    return rawAnswer(JSON.stringify(result));
  }
}

async function inBatches<Question, Reply>(
  questions: readonly Question[],
  ask: (question: Question) => Promise<Reply>,
): Promise<readonly Reply[]> {
  const replies: Reply[] = [];
  for (let start = 0; start < questions.length; start += batchSize) {
    replies.push(...(await Promise.all(questions.slice(start, start + batchSize).map(ask))));
  }
  return replies;
}

function rawAnswer(text: string): RawAnswer {
  return { text, answer: JSON.parse(text) as Answer };
}
