import { type FormEvent, useState } from 'react';
import { useClient, useQuery } from 'urql';
import {
  MergeAccountDocument,
  MergePreviewDocument,
  SendMergeCodeDocument,
  type ShownVerificationFragment,
} from '../../generated/operations.ts';
import { FormField } from '../form-field.tsx';
import { useTexts, useTimeFormat } from '../language/language.tsx';
import { Notices } from '../notices.tsx';
import { SendCode } from '../send-code.tsx';
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
  const timeOf = useTimeFormat();
  const [{ data }, readAgain] = useQuery({
    query: MergePreviewDocument,
    variables: { verificationId },
    requestPolicy: 'network-only',
  });
  if (!conflict.mergeable) return null;
  const preview = data?.mergePreview;

  const merge = (event: FormEvent) => {
    event.preventDefault();
    const input = {
      verificationId,
      code,
      confirmIrreversible: confirmed,
      ...(preview && { previewDigest: preview.digest }),
    };
    return submit(async () => {
      const outcome = outcomeOf(await client.mutation(MergeAccountDocument, { input }));
      // The preview may be out of date: the person confirms the one that is shown next.
      if (outcome.kind === 'refused') readAgain();
      return outcome;
    });
  };
  return (
    <form className="card" onSubmit={merge} noValidate>
      <h2>{view.conflict}</h2>
      <p>
        {view.holder} <code>{conflict.mobileNo ?? '–'}</code>
      </p>
      {preview && (
        <p className="hint">
          {view.moves} {preview.verifications} · {view.movesUntil} {timeOf(preview.expiresAt)}
        </p>
      )}
      <SendCode send={async () => client.mutation(SendMergeCodeDocument, { input: { verificationId } })} />
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
      <FormField
        label={view.confirm}
        // The service speaks of an argument: the person has a box to tick.
        errors={errorsAt(errors, 'confirmIrreversible').map((error) => ({ ...error, message: view.tick }))}
      >
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
