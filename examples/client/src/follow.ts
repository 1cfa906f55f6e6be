import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import type { Client } from 'graphql-ws';
import { FollowingEnded, finalityOf } from './final.ts';
import { type Pauses, pauseMs, usualPauses, wait } from './pause.ts';

/** The least that an event has to select. */
export interface FollowedEvent {
  readonly version: number;
  readonly cause: string;
}

/** Any subscription to `verificationUpdated`, whatever it selects of the event. */
export type FollowDocument<Event extends FollowedEvent> = TypedDocumentNode<
  { readonly verificationUpdated: Event },
  { id: string; sinceVersion?: number | null }
>;

export interface FollowOptions {
  /** Ends it: nothing more comes then, and nothing is thrown. */
  readonly signal?: AbortSignal;
  readonly pauses?: Pauses;
  /** From 0 to 1. Default Math.random. */
  readonly random?: () => number;
  /** Told when the connection is lost (in how many milliseconds it is tried again), and null when an event came. */
  readonly onLost?: (againInMs: number | null) => void;
}

/**
 * Every change of one verification after `sinceVersion` (0: from the first), each exactly once and in order, whatever
 * becomes of the socket. Ends after the verification's personal data was destroyed (cause REDACTED), which is the last
 * thing that can happen to it. Throws FollowingEnded where trying again would not help.
 */
export async function* follow<Event extends FollowedEvent>(
  sockets: Client,
  document: FollowDocument<Event>,
  id: string,
  sinceVersion = 0,
  options: FollowOptions = {},
): AsyncGenerator<Event, void, undefined> {
  const { signal = new AbortController().signal, pauses = usualPauses, random = Math.random } = options;
  const query = print(document);
  let version = sinceVersion;
  let failures = 0;
  while (!signal.aborted) {
    const results = sockets.iterate<{ verificationUpdated: Event }>({
      query,
      variables: { id, sinceVersion: version },
    });
    const stop = () => void results.return?.();
    signal.addEventListener('abort', stop);
    try {
      for await (const { data, errors } of results) {
        // A router reports what it cannot subscribe to as a result without data.
        if (!data) throw errors ?? [];
        const event = data.verificationUpdated;
        if (event.version <= version) continue;
        // This server leaves no gap. Were one made on the way, asking again from `version` fills it.
        if (event.version > version + 1) break;
        version = event.version;
        failures = 0;
        options.onLost?.(null);
        yield event;
        if (event.cause === 'REDACTED') return;
      }
    } catch (cause) {
      const end = finalityOf(cause);
      if (end) throw new FollowingEnded(end, version);
    } finally {
      signal.removeEventListener('abort', stop);
      stop();
    }
    // Also where the server completed it: a restart, or a router that lost the service, looks like that.
    if (signal.aborted) return;
    failures += 1;
    const pause = pauseMs(pauses, failures, random());
    options.onLost?.(pause);
    await wait(pause, signal);
  }
}
