import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import type { FollowVerificationSubscription } from '../generated/operations.ts';
import { FollowVerificationDocument } from '../generated/operations.ts';
import { ask, type Endpoint } from './ask.ts';
import { type FollowOptions, follow } from './follow.ts';
import { openSockets, type SocketSettings } from './sockets.ts';

export type VerificationEvent = FollowVerificationSubscription['verificationUpdated'];

export interface RealnameClient {
  /** Runs a query or a mutation. Throws RequestRefused. */
  ask<Data, Variables>(document: TypedDocumentNode<Data, Variables>, variables: Variables): Promise<Data>;
  /** Every change of a verification after `sinceVersion`, once each and in order; see `follow`. */
  follow(
    verificationId: string,
    sinceVersion?: number,
    options?: FollowOptions,
  ): AsyncGenerator<VerificationEvent, void, undefined>;
  close(): Promise<void>;
}

/** Nothing is opened before it is needed. */
export function connect(endpoint: Endpoint, settings?: SocketSettings): RealnameClient {
  const sockets = openSockets(endpoint, settings);
  return {
    ask: (document, variables) => ask(endpoint, document, variables),
    follow: (verificationId, sinceVersion, options) =>
      follow(sockets, FollowVerificationDocument, verificationId, sinceVersion, options),
    close: async () => sockets.dispose(),
  };
}
