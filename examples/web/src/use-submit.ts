import { useState } from 'react';
import type { InputError, RequestFailure, SubmitOutcome } from './submission.ts';

export interface SubmitState {
  readonly busy: boolean;
  readonly errors: readonly InputError[];
  readonly failure: RequestFailure | null;
  /** Sends once at a time, and keeps what came back unless it was accepted. */
  submit(send: () => Promise<SubmitOutcome>): Promise<SubmitOutcome | null>;
}

export function useSubmit(): SubmitState {
  const [state, setState] = useState<Omit<SubmitState, 'submit'>>(idle);
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
