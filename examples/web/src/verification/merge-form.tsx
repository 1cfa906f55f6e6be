import { type FormEvent, useState } from 'react';
import { useClient } from 'urql';
import { MergeAccountDocument, type ShownVerificationFragment } from '../../generated/operations.ts';
import { FormField } from '../form-field.tsx';
import { useTexts } from '../language/language.tsx';
import { Notices } from '../notices.tsx';
import { errorsAt, errorsElsewhere, outcomeOf } from '../submission.ts';
import { useSubmit } from '../use-submit.ts';

interface MergeFormProps {
  readonly verificationId: string;
  readonly conflict: NonNullable<ShownVerificationFragment['conflict']>;
}

/** Another account holds this identity: its owner, who gets an SMS code, may merge it into this one. */
export function MergeForm({ verificationId, conflict }: MergeFormProps) {
  const { view } = useTexts();
  const client = useClient();
  const [code, setCode] = useState('');
  const [confirmed, setConfirmed] = useState(false);
  const { busy, errors, failure, submit } = useSubmit();
  if (!conflict.mergeable) return null;

  const merge = (event: FormEvent) => {
    event.preventDefault();
    const input = { verificationId, code, confirmIrreversible: confirmed };
    return submit(async () => outcomeOf(await client.mutation(MergeAccountDocument, { input })));
  };
  return (
    <form className="card" onSubmit={merge} noValidate>
      <h2>{view.conflict}</h2>
      <p>
        {view.holder} <code>{conflict.mobileNo ?? '–'}</code>
      </p>
      <Notices errors={errorsElsewhere(errors, ['code', 'confirmIrreversible'])} failure={failure} />
      <FormField label={view.code} errors={errorsAt(errors, 'code')}>
        {(control) => (
          <input
            {...control}
            name="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            value={code}
            onChange={({ target }) => setCode(target.value)}
          />
        )}
      </FormField>
      <FormField label={view.confirm} errors={errorsAt(errors, 'confirmIrreversible')}>
        {(control) => (
          <input
            {...control}
            name="confirmIrreversible"
            type="checkbox"
            checked={confirmed}
            onChange={({ target }) => setConfirmed(target.checked)}
          />
        )}
      </FormField>
      <div className="buttons">
        <button type="submit" className="primary" disabled={busy}>
          {busy ? view.merging : view.merge}
        </button>
      </div>
    </form>
  );
}
