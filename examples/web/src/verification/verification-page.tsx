import { useTexts } from '../language/language.tsx';
import { Notices } from '../notices.tsx';
import { addressOfCase, methodsAddress } from '../route.ts';
import { useFocus } from '../use-focus.ts';
import { Actions } from './actions.tsx';
import { Failure } from './failure.tsx';
import { History } from './history.tsx';
import { MergeForm } from './merge-form.tsx';
import { Person } from './person.tsx';
import { ProviderPage } from './provider-page.tsx';
import { StatusPanel } from './status-panel.tsx';
import { useVerification } from './use-verification.ts';
import type { Watched } from './watch-verification.ts';

/** One verification, live. */
export function VerificationPage({ id }: { readonly id: string }) {
  const { page, view } = useTexts();
  const { state, again } = useVerification(id);
  switch (state.kind) {
    case 'loading':
      return <p role="status">{page.loading}</p>;
    case 'absent':
      return (
        <>
          <p className="card">{view.absent}</p>
          <Another caseId={null} />
        </>
      );
    case 'failed':
      return (
        <>
          <Notices errors={[]} failure={state.failure} />
          <button type="button" onClick={again}>
            {page.retry}
          </button>
        </>
      );
    case 'watched':
      return <Shown {...state.watched} />;
  }
}

function Shown({ verification, history, connection }: Watched) {
  const { methodNames, providers } = useTexts();
  const heading = useFocus();
  const { id, method, provider, status, authUrl, conflict, failure, identityCase } = verification;
  return (
    <>
      <Another caseId={identityCase?.id ?? null} />
      <h1 ref={heading} tabIndex={-1}>
        {methodNames[method]}
      </h1>
      <p className="lead">{providers[provider]}</p>
      <div className="columns">
        <div>
          <StatusPanel verification={verification} connection={connection} />
          {status === 'AWAITING_USER' && authUrl && <ProviderPage authUrl={authUrl} method={method} />}
          {status === 'CONFLICT' && conflict && <MergeForm verificationId={id} conflict={conflict} />}
          {failure && <Failure failure={failure} hasForm={status === 'CONFLICT'} />}
          <Actions verification={verification} />
        </div>
        <div>
          <Person verification={verification} />
          <History events={history} />
        </div>
      </div>
    </>
  );
}

/** Back to the case that this verification serves, otherwise to the choice of a method. */
function Another({ caseId }: { readonly caseId: string | null }) {
  const { view, cases } = useTexts();
  return (
    <p className="another">
      {caseId === null ? (
        <a href={methodsAddress}>{view.another}</a>
      ) : (
        <a href={addressOfCase(caseId)}>{cases.words.theCase}</a>
      )}
    </p>
  );
}
