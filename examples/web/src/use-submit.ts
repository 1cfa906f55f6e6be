import { useEffect, useState } from 'react';
import { useLocale } from './language/language.tsx';
import type { InputError, RequestFailure, SubmitOutcome } from './submission.ts';

export interface SubmitState {
  readonly busy: boolean;
  readonly errors: readonly InputError[];
  readonly failure: RequestFailure | null;
  /** Sends one request at a time, and keeps the answer unless it was accepted. */
  submit(send: () => Promise<SubmitOutcome>): Promise<SubmitOutcome | null>;
}

export function useSubmit(): SubmitState {
  const [state, setState] = useState<Omit<SubmitState, 'submit'>>(idle);
  const locale = useLocale();
  // The answer that is shown is in the language of before.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another language, no answer.
  useEffect(() => setState((before) => (before.busy ? before : idle)), [locale]);
  return {
    ...state,
    async submit(send) {
      if (state.busy) return null;
      setState({ ...idle, busy: true });
      const outcome = await send();
      setState({
        ...idle,
        ...(outcome.kind === 'refused' && { errors: outcome.errors }),
        ...(outcome.kind === 'failed' && { failure: outcome.failure }),
      });
      return outcome;
    },
  };
}

const idle = { busy: false, errors: [], failure: null } as const;
