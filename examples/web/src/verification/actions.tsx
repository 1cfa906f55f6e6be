import { useState } from 'react';
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

/** The actions that are possible now. Their results arrive like every other change. */
export function Actions({ verification }: { readonly verification: ShownVerificationFragment }) {
  const { view } = useTexts();
  const client = useClient();
  const { busy, errors, failure, submit } = useSubmit();
  const [isRefreshed, setRefreshed] = useState(false);
  const { id } = verification;
  const act = (document: typeof CancelDocument | typeof RefreshDocument) => async () => {
    setRefreshed(false);
    const outcome = await submit(async () => outcomeOf(await client.mutation(document, { id })));
    // An answer without news adds nothing to the history, so the page itself says that the query went through.
    setRefreshed(document === RefreshDocument && outcome?.kind === 'accepted');
  };
  return (
    <>
      <Notices errors={errors} failure={failure} />
      {isRefreshed && <p role="status">{view.refreshed}</p>}
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

/** ucenter is queried by its ticket, LinkID by the parameter that its page returned; the others cannot be queried. */
function canBeAsked({ status, method, references }: ShownVerificationFragment): boolean {
  if (['CONFLICT', 'BLOCKED', 'FAILED', 'CANCELED'].includes(status)) return false;
  return references.rnAuthTicket !== null || references.at !== null || method === 'LINKID_APP';
}
