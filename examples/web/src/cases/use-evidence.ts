import { type RefObject, useEffect, useRef, useState } from 'react';
import type { Values } from '../methods/values.ts';
import type { InputError, SubmitOutcome } from '../submission.ts';
import { type SubmitState, useSubmit } from '../use-submit.ts';
import type { EvidenceName } from './evidence.ts';

export interface EvidenceState extends Omit<SubmitState, 'submit'> {
  readonly values: Values;
  /** The form, so that its first wrong field gets the focus. */
  readonly form: RefObject<HTMLFormElement | null>;
  change(name: EvidenceName, value: string): void;
  fill(values: Values): void;
  /** Sends with one key per intention, as a method's form does. */
  send(ask: (idempotencyKey: string) => Promise<SubmitOutcome>): Promise<SubmitOutcome | null>;
}

/** The evidence that a person has filled in, and the answer to it. */
export function useEvidence(): EvidenceState {
  const [values, setValues] = useState<Values>({ certType: 'RESIDENT_ID_CARD' });
  const { submit, ...state } = useSubmit();
  const form = useRef<HTMLFormElement>(null);
  const key = useRef<string | null>(null);
  useFirstError(form, state.errors);
  const fill = (changed: Values) => {
    key.current = null;
    setValues((before) => ({ ...before, ...changed }));
  };
  return {
    ...state,
    values,
    form,
    fill,
    change: (name, value) => fill({ [name]: value }),
    async send(ask) {
      key.current ??= crypto.randomUUID();
      const sentWith = key.current;
      const outcome = await submit(() => ask(sentWith));
      if (outcome?.kind !== 'failed') key.current = null;
      return outcome;
    },
  };
}

function useFirstError(form: RefObject<HTMLFormElement | null>, errors: readonly InputError[]): void {
  useEffect(() => {
    if (errors.length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [form, errors]);
}
