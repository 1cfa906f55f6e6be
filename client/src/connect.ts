import type { FollowedCaseFragment, FollowedEventFragment } from '../generated/operations.ts';
import { ask } from './ask.ts';
import type { TypedDocument } from './document.ts';
import type { Endpoint } from './endpoint.ts';
import { openEventStreams, type StreamSettings } from './event-stream.ts';
import { type FollowCaseOptions, followCase, type LeastCase } from './follow-case.ts';
import {
  type FollowVerificationOptions,
  followVerification,
  type LeastEvent,
} from './follow-verification.ts';
import { openSockets, type SocketSettings } from './sockets.ts';
import { type ResultSink, subscribe } from './subscribe.ts';

export interface ConnectOptions extends Endpoint {
  /**
   * How subscriptions travel. Default `websocket`: one socket for all. `sse` is one request for each, with its headers;
   * for networks that let no WebSocket through.
   */
  readonly transport?: 'websocket' | 'sse';
  readonly sockets?: SocketSettings;
  readonly streams?: StreamSettings;
}

export interface RealnameClient {
  /** Runs a query or a mutation. Throws RequestRefused. */
  ask<Data, Variables>(document: TypedDocument<Data, Variables>, variables: Variables): Promise<Data>;
  /** Every change of a verification after `sinceVersion`, once each and in order. Throws FollowingEnded. */
  followVerification<Event extends LeastEvent = FollowedEventFragment>(
    id: string,
    options?: FollowVerificationOptions<Event>,
  ): AsyncGenerator<Event, void, undefined>;
  /** A case as it stands, then after every change. Throws FollowingEnded. */
  followCase<Case extends LeastCase = FollowedCaseFragment>(
    id: string,
    options?: FollowCaseOptions<Case>,
  ): AsyncGenerator<Case, void, undefined>;
  /**
   * A subscription to `verificationUpdated` or `identityCaseUpdated` for another GraphQL client: resumed without a gap
   * or a repeat. Returns the function that ends it.
   */
  subscribe(query: string, variables: Readonly<Record<string, unknown>>, sink: ResultSink): () => void;
  /** Ends every subscription. */
  close(): Promise<void>;
}

/** A client of the schema. Opens nothing before it is needed. */
export function connect(options: ConnectOptions): RealnameClient {
  const { transport: kind = 'websocket', sockets, streams, print } = options;
  const transport = kind === 'sse' ? openEventStreams(options, streams) : openSockets(options, sockets);
  return {
    ask: (document, variables) => ask(options, document, variables),
    followVerification: (id, following) => followVerification(transport, id, following, print),
    followCase: (id, following) => followCase(transport, id, following, print),
    subscribe: (query, variables, sink) => subscribe(transport, query, variables, sink),
    close: () => transport.close(),
  };
}
