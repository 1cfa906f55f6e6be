import { useEffect, useState } from 'react';
import { useLocale } from '../language/language.tsx';
import { useFollower } from '../session.tsx';
import { type CaseState, watchCase } from './watch-case.ts';

/** A case as it stands now. */
export function useCase(id: string): CaseState {
  const follower = useFollower();
  const locale = useLocale();
  const [state, setState] = useState<CaseState>({ kind: 'loading' });
  useEffect(() => {
    const stop = new AbortController();
    setState({ kind: 'loading' });
    void watchCase(follower, locale, id, stop.signal, setState);
    return () => stop.abort();
  }, [follower, locale, id]);
  return state;
}
