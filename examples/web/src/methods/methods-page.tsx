import { useState } from 'react';
import { useQuery } from 'urql';
import { MethodsDocument, type VerificationMethod } from '../../generated/operations.ts';
import { useTexts } from '../language/language.tsx';
import { Notices } from '../notices.tsx';
import { home } from '../route.ts';
import { failureOf } from '../submission.ts';
import { MethodForm } from './method-form.tsx';
import { MethodList } from './method-list.tsx';
import { Mine } from './mine.tsx';
import type { Draft } from './values.ts';

interface MethodsPageProps {
  /** The form that was sent last, for another attempt. */
  readonly draft: Draft | null;
  onDraft(draft: Draft): void;
  onStarted(id: string): void;
}

/** Choice of a method, and its form. On a narrow screen one after the other, otherwise side by side. */
export function MethodsPage({ draft, onDraft, onStarted }: MethodsPageProps) {
  const { methods, page, cases } = useTexts();
  const [{ data, error, fetching }, ask] = useQuery({ query: MethodsDocument });
  const [chosen, setChosen] = useState<VerificationMethod | null>(draft?.method ?? null);
  const offered = data?.verificationMethods ?? [];
  const shown = offered.find(({ method }) => method === chosen);
  return (
    <>
      <p className="another">
        <a href={home}>{cases.words.all}</a>
      </p>
      <h1>{methods.heading}</h1>
      <p className="lead">{methods.lead}</p>
      {fetching && <p role="status">{page.loading}</p>}
      {error && (
        <>
          <Notices errors={[]} failure={failureOf(error)} />
          <button type="button" onClick={() => ask({ requestPolicy: 'network-only' })}>
            {page.retry}
          </button>
        </>
      )}
      <div className="methods" data-chosen={shown !== undefined}>
        <MethodList offered={offered} chosen={chosen} onChoose={setChosen} />
        {shown ? (
          <div>
            <button type="button" className="quiet back" onClick={() => setChosen(null)}>
              {methods.all}
            </button>
            <MethodForm
              key={shown.method}
              method={shown.method}
              initial={draft?.method === shown.method ? draft.values : {}}
              onDraft={onDraft}
              onStarted={onStarted}
            />
          </div>
        ) : (
          data && <p className="card muted method-none">{methods.pickOne}</p>
        )}
      </div>
      <Mine />
    </>
  );
}
