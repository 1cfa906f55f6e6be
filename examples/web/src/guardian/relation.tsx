import { useTexts } from '../language/language.tsx';
import { Notices } from '../notices.tsx';
import { StatusPanel } from '../verification/status-panel.tsx';
import { useVerification } from '../verification/use-verification.ts';
import { Agreement, type Proof } from './agreement.tsx';
import { StepList } from './step-list.tsx';

interface RelationProps {
  readonly proof: Proof;
  /** Back to the form of the relation. */
  onAgain(): void;
  onSwitch(account: string): void;
}

/** The verification of the relation, live; once it is approved, the notice. */
export function Relation({ proof, onAgain, onSwitch }: RelationProps) {
  const { page, view, cases } = useTexts();
  const { state, again } = useVerification(proof.relation);
  if (state.kind === 'watched' && state.watched.verification.status === 'APPROVED')
    return <Agreement proof={proof} onAgain={onAgain} onSwitch={onSwitch} />;
  return (
    <StepList now={1}>
      {state.kind === 'loading' && <p role="status">{page.loading}</p>}
      {state.kind === 'absent' && <p className="card">{view.absent}</p>}
      {state.kind === 'failed' && (
        <>
          <Notices errors={[]} failure={state.failure} />
          <button type="button" onClick={again}>
            {page.retry}
          </button>
        </>
      )}
      {state.kind === 'watched' && (
        <>
          <StatusPanel {...state.watched} />
          {state.watched.verification.failure && <p>{state.watched.verification.failure.message}</p>}
        </>
      )}
      {state.kind !== 'loading' && state.kind !== 'failed' && (
        <button type="button" onClick={onAgain}>
          {cases.guardian.relationAgain}
        </button>
      )}
    </StepList>
  );
}
