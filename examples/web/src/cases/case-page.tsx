import type { ShownCaseFragment } from '../../generated/operations.ts';
import { useTexts } from '../language/language.tsx';
import { isPurpose } from '../purposes.ts';
import { addressOfPurpose, home } from '../route.ts';
import { useFocus } from '../use-focus.ts';
import { ProviderPage } from '../verification/provider-page.tsx';
import { Attempts } from './attempts.tsx';
import { CancelCase } from './cancel-case.tsx';
import { CaseStatus } from './case-status.tsx';
import { Decisions } from './decisions.tsx';
import { MoreEvidence } from './more-evidence.tsx';
import { useCase } from './use-case.ts';
import type { CaseState } from './watch-case.ts';

/** One case, live. */
export function CasePage({ id }: { readonly id: string }) {
  const { page, cases } = useTexts();
  const state = useCase(id);
  return (
    <>
      <p className="another">
        <a href={home}>{cases.words.all}</a>
      </p>
      {state.kind === 'loading' && <p role="status">{page.loading}</p>}
      {state.kind === 'absent' && <p className="card">{cases.words.absent}</p>}
      {state.kind === 'watched' && <Shown {...state} />}
    </>
  );
}

function Shown({ shown, connection }: Extract<CaseState, { readonly kind: 'watched' }>) {
  const { cases } = useTexts();
  const heading = useFocus();
  const { id, version, status, purpose, attempts, authUrl } = shown;
  const last = attempts.at(-1);
  return (
    <>
      <h1 ref={heading} tabIndex={-1}>
        {isPurpose(purpose) ? cases.purposes[purpose].name : purpose}
      </h1>
      <p className="lead">{isPurpose(purpose) && cases.purposes[purpose].help}</p>
      <div className="columns">
        <div>
          <CaseStatus shown={shown} connection={connection} />
          {authUrl && last && <ProviderPage authUrl={authUrl} method={last.method} />}
          {status === 'NEEDS_EVIDENCE' && <MoreEvidence key={version} shown={shown} />}
          {isWaiting(shown) && <CancelCase id={id} />}
          {hasEndedWithout(shown) && (
            <p>
              <a className="button" href={addressOfPurpose(purpose)}>
                {cases.words.again}
              </a>
            </p>
          )}
        </div>
        <div>
          <Decisions shown={shown} />
          <Attempts attempts={attempts} />
        </div>
      </div>
    </>
  );
}

function isWaiting({ status }: ShownCaseFragment): boolean {
  return status === 'OPEN' || status === 'NEEDS_EVIDENCE';
}

function hasEndedWithout({ status }: ShownCaseFragment): boolean {
  return status === 'NOT_ACHIEVED' || status === 'EXPIRED' || status === 'CANCELED';
}
