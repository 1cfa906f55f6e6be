import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import type { VerificationMethod } from '../../generated/operations.ts';
import { ConsentNeeded } from '../consents/consent-needed.tsx';
import { consentsIn, withoutConsents } from '../consents/missing.ts';
import { useTexts } from '../language/language.tsx';
import { Notices } from '../notices.tsx';
import { SendCode } from '../send-code.tsx';
import { useAccount } from '../session.tsx';
import { errorsAt, errorsElsewhere, type SubmitOutcome } from '../submission.ts';
import { useFocus } from '../use-focus.ts';
import { useSubmit } from '../use-submit.ts';
import { MethodField } from './control.tsx';
import { forms } from './forms.ts';
import { type Draft, sampleValues, unfilled, type Values, withoutSecrets } from './values.ts';

interface MethodFormProps {
  readonly method: VerificationMethod;
  readonly initial: Values;
  onDraft(draft: Draft): void;
  onStarted(id: string): void;
}

/** The form of one method. The service reports errors, and each is shown at its field. */
export function MethodForm({ method, initial, onDraft, onStarted }: MethodFormProps) {
  const { methods, methodNames, methodHelp, methodNotes } = useTexts();
  const client = useClient();
  const account = useAccount();
  const [values, setValues] = useState(initial);
  const { busy, errors, failure, submit } = useSubmit();
  const form = useRef<HTMLFormElement>(null);
  const heading = useFocus();
  // One key per intention: it lives until the answer comes or the values change, so that sending again after a lost
  // answer starts nothing twice.
  const key = useRef<string | null>(null);
  const { fields, submit: send, sendCode } = forms[method];
  const names = fields.map(([name]) => name);

  useEffect(() => {
    if (errors.length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [errors]);

  const change = (changed: Values) => {
    key.current = null;
    setValues((before) => ({ ...before, ...changed }));
  };
  const start = async () => {
    key.current ??= crypto.randomUUID();
    const sentWith = key.current;
    const outcome = await submit(async () => {
      const missing = unfilled(fields, values);
      return missing.length > 0 ? notFilled(missing) : send(client, values, sentWith);
    });
    if (outcome?.kind !== 'failed') key.current = null;
    if (outcome?.kind !== 'accepted') return;
    onDraft({ method, values: withoutSecrets(fields, values) });
    onStarted(outcome.id);
  };

  const notFilled = (missing: ReturnType<typeof unfilled>): SubmitOutcome => ({
    kind: 'refused',
    errors: missing.map(([name, { kind }]) => ({
      path: [name],
      code: 'REQUIRED',
      message: kind === 'choice' ? methods.chooseOne : methods.required,
    })),
  });

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    return start();
  };
  // A mutation that names no purpose is for this one.
  const purpose = 'default';
  const held = consentsIn(errors);

  if (held.length > 0) return <ConsentNeeded purpose={purpose} kinds={held} again={start} />;
  return (
    <form
      className="card method-form"
      ref={form}
      onSubmit={onSubmit}
      noValidate
      aria-labelledby="method-name"
    >
      <h2 id="method-name" ref={heading} tabIndex={-1}>
        {methodNames[method]}
      </h2>
      <p className="muted">{methodHelp[method]}</p>
      {methodNotes[method] && <p className="notice">{methodNotes[method]}</p>}
      <Notices errors={errorsElsewhere(withoutConsents(errors), names)} failure={failure} />
      <div className="fields">
        {fields.map(([name, field]) => (
          <MethodField
            key={name}
            name={name}
            field={field}
            value={values[name] ?? ''}
            errors={errorsAt(errors, name)}
            onChange={(value) => change({ [name]: value })}
          />
        ))}
      </div>
      {sendCode && <SendCode send={() => sendCode(client, values)} />}
      <div className="buttons">
        <button type="submit" className="primary" disabled={busy}>
          {busy ? methods.starting : methods.start}
        </button>
        <button
          type="button"
          title={methods.exampleHint}
          onClick={() => change(sampleValues(fields, account))}
        >
          {methods.example}
        </button>
      </div>
    </form>
  );
}
