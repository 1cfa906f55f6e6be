import { useClient } from 'urql';
import { CancelCaseDocument } from '../../generated/operations.ts';
import { useTexts } from '../language/language.tsx';
import { Notices } from '../notices.tsx';
import { useSubmit } from '../use-submit.ts';
import { caseOutcomeOf } from './case-outcome.ts';

/** Ends a case that waits. The change arrives like every other one. */
export function CancelCase({ id }: { readonly id: string }) {
  const { cases } = useTexts();
  const client = useClient();
  const { busy, errors, failure, submit } = useSubmit();
  const cancel = () => submit(async () => caseOutcomeOf(await client.mutation(CancelCaseDocument, { id })));
  return (
    <>
      <Notices errors={errors} failure={failure} />
      <div className="buttons">
        <button type="button" disabled={busy} onClick={cancel}>
          {cases.words.cancel}
        </button>
      </div>
    </>
  );
}
