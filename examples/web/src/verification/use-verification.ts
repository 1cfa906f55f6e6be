import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { useLocale } from '../language/language.tsx';
import { useFollower } from '../session.tsx';
import { type WatchState, watchVerification } from './watch-verification.ts';

/** A verification as it stands now. `again` starts over if it could not be read. */
export function useVerification(id: string): { readonly state: WatchState; again(): void } {
  const client = useClient();
  const follower = useFollower();
  const locale = useLocale();
  const [state, setState] = useState<WatchState>({ kind: 'loading' });
  const [attempts, setAttempts] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt reads again.
  useEffect(() => {
    const stop = new AbortController();
    setState({ kind: 'loading' });
    void watchVerification({ client, follower, locale }, id, stop.signal, setState);
    return () => stop.abort();
  }, [client, follower, locale, id, attempts]);
  return { state, again: () => setAttempts((before) => before + 1) };
}
