import { useEffect, useState } from 'react';
import type { FollowedCaseFragment, FollowedEventFragment } from '../generated/operations.ts';
import type { RealnameClient } from './connect.ts';
import { FollowingEnded } from './final.ts';
import type { FollowOptions } from './follow.ts';

export interface Following<Item> {
  /** Every item so far, oldest first. */
  readonly items: readonly Item[];
  /** The newest; null before the first comes. */
  readonly latest: Item | null;
  /** `ended` if nothing can follow: the last possible event came, or `ended` says why not. */
  readonly connection: 'connecting' | 'live' | 'lost' | 'ended';
  /** Why it cannot be followed: its `code` is NOT_FOUND, 4403 … */
  readonly ended: FollowingEnded | null;
}

const nothingYet: Following<never> = { items: [], latest: null, connection: 'connecting', ended: null };

/**
 * Every change of a verification, from the first, and live. Pass null to follow none. Make the client once, outside of
 * the component or in a state: another client or another id starts again.
 */
export function useVerification(client: RealnameClient, id: string | null): Following<FollowedEventFragment> {
  return useFollowing(client, id, openVerification);
}

/** A case as it stands, and live. Pass null to follow none. */
export function useIdentityCase(client: RealnameClient, id: string | null): Following<FollowedCaseFragment> {
  return useFollowing(client, id, openCase);
}

type Open<Item> = (client: RealnameClient, id: string, options: FollowOptions) => AsyncIterable<Item>;

const openVerification: Open<FollowedEventFragment> = (client, id, options) =>
  client.followVerification(id, options);
const openCase: Open<FollowedCaseFragment> = (client, id, options) => client.followCase(id, options);

function useFollowing<Item>(client: RealnameClient, id: string | null, open: Open<Item>): Following<Item> {
  const [state, setState] = useState<Following<Item>>(nothingYet);
  useEffect(() => {
    setState(nothingYet);
    if (id === null) return;
    const stop = new AbortController();
    const change = (part: (before: Following<Item>) => Partial<Following<Item>>) => {
      if (!stop.signal.aborted) setState((before) => ({ ...before, ...part(before) }));
    };
    void report(open, client, id, stop.signal, change);
    return () => stop.abort();
  }, [client, id, open]);
  return state;
}

async function report<Item>(
  open: Open<Item>,
  client: RealnameClient,
  id: string,
  signal: AbortSignal,
  change: (part: (before: Following<Item>) => Partial<Following<Item>>) => void,
): Promise<void> {
  const onLost = (againInMs: number | null) => {
    if (againInMs !== null) change(() => ({ connection: 'lost' }));
  };
  try {
    for await (const latest of open(client, id, { signal, onLost })) {
      change(({ items }) => ({ items: [...items, latest], latest, connection: 'live' }));
    }
    change(() => ({ connection: 'ended' }));
  } catch (cause) {
    if (!(cause instanceof FollowingEnded)) throw cause;
    change(() => ({ connection: 'ended', ended: cause }));
  }
}
