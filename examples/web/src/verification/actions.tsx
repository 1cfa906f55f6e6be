import { useClient } from 'urql';
import {
  CancelDocument,
  RefreshDocument,
  type ShownVerificationFragment,
} from '../../generated/operations.ts';
import { useTexts } from '../language/language.tsx';
import { Notices } from '../notices.tsx';
import { outcomeOf } from '../submission.ts';
import { useSubmit } from '../use-submit.ts';

/** What can be done about it now. What comes of it arrives like every other change. */
export function Actions({ verification }: { readonly verification: ShownVerificationFragment }) {
  const { view } = useTexts();
  const client = useClient();
  const { busy, errors, failure, submit } = useSubmit();
  const { id } = verification;
  const act = (document: typeof CancelDocument | typeof RefreshDocument) => () =>
    submit(async () => outcomeOf(await client.mutation(document, { id })));
  return (
    <>
      <Notices errors={errors} failure={failure} />
      <div className="buttons">
        {canBeAsked(verification) && (
          <button type="button" disabled={busy} onClick={act(RefreshDocument)}>
            {view.refresh}
          </button>
        )}
        {canBeCanceled(verification) && (
          <button type="button" disabled={busy} onClick={act(CancelDocument)}>
            {view.cancel}
          </button>
        )}
      </div>
    </>
  );
}

function canBeCanceled({ status }: ShownVerificationFragment): boolean {
  return ['AWAITING_USER', 'PENDING', 'IN_REVIEW', 'CONFLICT'].includes(status);
}

/** ucenter is asked by its ticket, LinkID by what its page brought back; the others answer no questions. */
function canBeAsked({ status, method, references }: ShownVerificationFragment): boolean {
  if (['CONFLICT', 'BLOCKED', 'FAILED', 'CANCELED'].includes(status)) return false;
  return references.rnAuthTicket !== null || references.at !== null || method === 'LINKID_APP';
}
