import { FollowingEnded, type RealnameClient } from 'realname-subgraph/client';
import type { Client as UrqlClient } from 'urql';
import {
  FollowVerificationDocument,
  type MessageLocale,
  type ShownEventFragment,
  type ShownVerificationFragment,
  VerificationDocument,
} from '../../generated/operations.ts';
import { failureOf, type RequestFailure } from '../submission.ts';

/** A verification and all known events of it. */
export interface Watched {
  readonly verification: ShownVerificationFragment;
  /** Oldest first, without a gap. */
  readonly history: readonly ShownEventFragment[];
  readonly connection: 'live' | 'lost' | 'ended';
}

export type WatchState =
  | { readonly kind: 'loading' }
  /** Unknown, or another account's. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'failed'; readonly failure: RequestFailure }
  | { readonly kind: 'watched'; readonly watched: Watched };

/** The connections, and the language of the service's texts. */
export interface Watching {
  readonly client: UrqlClient;
  readonly follower: RealnameClient;
  readonly locale: MessageLocale;
}

/**
 * Reads a verification once, then follows it from that version, so that changes in between are reported too. Reports
 * every state until `signal` ends it.
 */
export async function watchVerification(
  { client, follower, locale }: Watching,
  id: string,
  signal: AbortSignal,
  report: (state: WatchState) => void,
): Promise<void> {
  const { data, error } = await client.query(
    VerificationDocument,
    { id, locale },
    { requestPolicy: 'network-only' },
  );
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
  const sinceVersion = history.at(-1)?.version ?? 0;
  const document = FollowVerificationDocument;
  try {
    const options = { document, sinceVersion, signal, onLost, variables: { locale } };
    const events = follower.followVerification(id, options);
    for await (const { verification: current, ...event } of events) {
      tell({ verification: current, history: [...watched.history, event] });
    }
  } catch (cause) {
    if (!(cause instanceof FollowingEnded)) throw cause;
  }
  tell({ connection: 'ended' });
}
