import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { useSockets } from '../session.tsx';
import { type WatchState, watchVerification } from './watch-verification.ts';

/** A verification as it stands now. `again` starts over, where it could not be read. */
export function useVerification(id: string): { readonly state: WatchState; again(): void } {
  const client = useClient();
  const sockets = useSockets();
  const [state, setState] = useState<WatchState>({ kind: 'loading' });
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try reads anew.
  useEffect(() => {
    const stop = new AbortController();
    setState({ kind: 'loading' });
    void watchVerification({ client, sockets }, id, stop.signal, setState);
    return () => stop.abort();
  }, [client, sockets, id, tries]);
  return { state, again: () => setTries((before) => before + 1) };
}
