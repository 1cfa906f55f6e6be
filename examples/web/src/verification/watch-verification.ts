import type { Client as SocketClient } from 'graphql-ws';
import type { Client as UrqlClient } from 'urql';
import { FollowingEnded } from '../../../client/src/final.ts';
import { follow } from '../../../client/src/follow.ts';
import {
  FollowVerificationDocument,
  type ShownEventFragment,
  type ShownVerificationFragment,
  VerificationDocument,
} from '../../generated/operations.ts';
import { failureOf, type RequestFailure } from '../submission.ts';

/** A verification and all that is known of how it came to be so. */
export interface Watched {
  readonly verification: ShownVerificationFragment;
  /** Oldest first, without a gap. */
  readonly history: readonly ShownEventFragment[];
  readonly connection: 'live' | 'lost' | 'ended';
}

export type WatchState =
  | { readonly kind: 'loading' }
  /** Unknown, or somebody else's. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'failed'; readonly failure: RequestFailure }
  | { readonly kind: 'watched'; readonly watched: Watched };

/**
 * Reads a verification once, then follows it from the version that was read: what happens in between is told as well.
 * Reports every state it comes to until `signal` ends it.
 */
export async function watchVerification(
  { client, sockets }: { readonly client: UrqlClient; readonly sockets: SocketClient },
  id: string,
  signal: AbortSignal,
  report: (state: WatchState) => void,
): Promise<void> {
  const { data, error } = await client.query(VerificationDocument, { id }, { requestPolicy: 'network-only' });
  if (signal.aborted) return;
  if (!data) return report({ kind: 'failed', failure: failureOf(error) });
  if (!data.verification) return report({ kind: 'absent' });

  const { history, ...verification } = data.verification;
  let watched: Watched = { verification, history, connection: 'live' };
  const tell = (change: Partial<Watched>) => {
    watched = { ...watched, ...change };
    if (!signal.aborted) report({ kind: 'watched', watched });
  };
  tell({});
  const onLost = (againInMs: number | null) => tell({ connection: againInMs === null ? 'live' : 'lost' });
  const since = history.at(-1)?.version ?? 0;
  try {
    const events = follow(sockets, FollowVerificationDocument, id, since, { signal, onLost });
    for await (const { verification: current, ...event } of events) {
      tell({ verification: current, history: [...watched.history, event] });
    }
  } catch (cause) {
    if (!(cause instanceof FollowingEnded)) throw cause;
  }
  tell({ connection: 'ended' });
}
