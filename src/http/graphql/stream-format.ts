import type { ExecutionResult } from 'graphql';
import { restartingError } from '../server/graceful-close';
import { mediaTypes, type StreamForm } from './accept';

/** How a stream of results is written. */
export interface StreamFormat {
  readonly contentType: string;
  readonly opening: string;
  readonly keepAlive: string;
  /** `id` is what a client sends as Last-Event-ID to resume after this result; null if it cannot. */
  result(result: ExecutionResult, id: string | null): string;
  readonly complete: string;
  /** The last message before the stream is cut because the service ends: the client reconnects. */
  readonly restarting: string;
}

/** Server-Sent Events, in the distinct connections mode of the graphql-sse protocol. */
const eventStream: StreamFormat = {
  contentType: mediaTypes['event-stream'],
  // Some browsers wait for a first byte before they call a stream open.
  opening: ':\n\n',
  keepAlive: ':\n\n',
  result: (result, id) =>
    `${id === null ? '' : `id: ${id}\n`}event: next\ndata: ${JSON.stringify(result)}\n\n`,
  complete: 'event: complete\ndata:\n\n',
  // A result and not an event of its own: graphql-sse's client would take one that it does not know as final.
  restarting: `event: next\ndata: ${JSON.stringify({ errors: [restartingError] })}\n\n`,
};

/**
 * Apollo's multipart subscriptions (subscriptionSpec=1.0). A part ends with the next boundary, which is sent with it:
 * Apollo Client reads a part when it sees that.
 */
const multipart: StreamFormat = {
  contentType: mediaTypes.multipart,
  opening: '\r\n--graphql',
  keepAlive: part({}),
  result: (payload) => part({ payload }),
  complete: '--\r\n',
  restarting: `${part({ payload: null, errors: [restartingError] })}--\r\n`,
};

function part(content: object): string {
  return `\r\ncontent-type: application/json\r\n\r\n${JSON.stringify(content)}\r\n--graphql`;
}

export const streamFormats: Readonly<Record<StreamForm, StreamFormat>> = {
  'event-stream': eventStream,
  multipart,
};
