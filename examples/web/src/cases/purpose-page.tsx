import { ConsentForm } from '../consents/consent-form.tsx';
import { GivenConsents } from '../consents/given.tsx';
import { useConsents } from '../consents/use-consents.ts';
import { useTexts } from '../language/language.tsx';
import { Notices } from '../notices.tsx';
import { isPurpose, type PurposeName, purposes } from '../purposes.ts';
import { home } from '../route.ts';
import { useFocus } from '../use-focus.ts';
import { CaseForm } from './case-form.tsx';

/** One purpose: first the consents that it needs, then the evidence. */
export function PurposePage({ purpose }: { readonly purpose: string }) {
  const { cases } = useTexts();
  return (
    <>
      <p className="another">
        <a href={home}>{cases.words.all}</a>
      </p>
      {isPurpose(purpose) ? (
        <KnownPurpose purpose={purpose} />
      ) : (
        <p className="card">{cases.words.unknownPurpose}</p>
      )}
    </>
  );
}

function KnownPurpose({ purpose }: { readonly purpose: PurposeName }) {
  const { cases, page } = useTexts();
  const heading = useFocus();
  const consents = useConsents(purpose);
  const missing = (purposes[purpose].consent ?? []).filter((kind) => !consents.has(kind));
  return (
    <>
      <h1 ref={heading} tabIndex={-1}>
        {cases.purposes[purpose].name}
      </h1>
      <p className="lead">{cases.purposes[purpose].help}</p>
      {consents.loading && <p role="status">{page.loading}</p>}
      {consents.failure && (
        <>
          <Notices errors={[]} failure={consents.failure} />
          <button type="button" onClick={consents.again}>
            {page.retry}
          </button>
        </>
      )}
      {!consents.loading && !consents.failure && (
        <>
          {missing.length > 0 ? (
            <ConsentForm
              purpose={purpose}
              kinds={missing}
              heading={cases.words.consents}
              onGiven={consents.again}
            />
          ) : (
            <CaseForm purpose={purpose} consents={consents} />
          )}
          <GivenConsents consents={consents.live} onWithdrawn={consents.again} />
        </>
      )}
    </>
  );
}
