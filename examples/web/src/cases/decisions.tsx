import type { ShownCaseFragment } from '../../generated/operations.ts';
import { useTexts } from '../language/language.tsx';
import { Chosen, Ways } from './ways.tsx';

/** Every decision of the case, oldest first, with its reasons. */
export function Decisions({
  shown: { decisions, required, status, attempts },
}: {
  readonly shown: ShownCaseFragment;
}) {
  const { cases } = useTexts();
  // An account that had the level already needed no way.
  const hadIt = status === 'ACHIEVED' && attempts.length === 0;
  return (
    <section className="card decisions">
      <h2>{cases.words.decisions}</h2>
      {hadIt && <p>{cases.words.hadIt}</p>}
      {decisions.map((decision, index) => (
        <div key={decision.decidedAt + String(index)} className="decision">
          {decisions.length > 1 && <h3>{cases.decisionOf(index + 1)}</h3>}
          {!hadIt && <Chosen decision={decision} />}
          <Ways decision={decision} required={required} />
        </div>
      ))}
    </section>
  );
}
