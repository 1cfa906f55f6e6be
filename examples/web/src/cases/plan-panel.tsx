import type { ShownDecisionFragment } from '../../generated/operations.ts';
import { ConsentForm } from '../consents/consent-form.tsx';
import { useTexts } from '../language/language.tsx';
import { type PurposeName, purposes } from '../purposes.ts';
import { openable } from './evidence.ts';
import { Chosen, reasonFor, Ways } from './ways.tsx';

interface PlanPanelProps {
  readonly purpose: PurposeName;
  readonly decision: ShownDecisionFragment | null;
  onWithoutFace(): void;
  /** Called when the person has agreed to ways with a face. */
  onFaceConsent(): void;
}

/** The way that the form would lead to as it is filled in now, and why. */
export function PlanPanel({ purpose, decision, onWithoutFace, onFaceConsent }: PlanPanelProps) {
  const texts = useTexts();
  const { words } = texts.cases;
  const required = purposes[purpose].level;
  if (!decision) return <div />;
  const ways = openable(decision);
  return (
    <div>
      <section className="card plan" aria-live="polite">
        <h2>{words.plan}</h2>
        <p className="hint">{words.planHint}</p>
        {decision.chosen !== null && <Chosen decision={decision} />}
        {decision.withoutFace !== null && (
          <div className="buttons">
            <button type="button" onClick={onWithoutFace}>
              {words.takeFaceless}
            </button>
          </div>
        )}
        {decision.chosen === null && (
          <>
            <p>{ways.length > 0 ? words.planNone : words.noWay}</p>
            <ul className="openable">
              {ways.map((way) => (
                <li key={way.method}>
                  <strong>{texts.methodNames[way.method]}</strong>{' '}
                  <span className="hint">{reasonFor(way, required, texts)}</span>
                </li>
              ))}
            </ul>
          </>
        )}
        <Ways decision={decision} required={required} />
      </section>
      {waitsForFaceConsent(decision, purpose) && (
        <ConsentForm
          purpose={purpose}
          kinds={['SEPARATE']}
          heading={words.faceOffer}
          onGiven={onFaceConsent}
        />
      )}
    </div>
  );
}

/** True if the purpose allows a way with a face, which is not open without the separate consent. */
function waitsForFaceConsent({ candidates }: ShownDecisionFragment, purpose: PurposeName): boolean {
  const { allow } = purposes[purpose];
  return candidates.some(
    ({ method, usesFace, verdict }) => usesFace && verdict === 'NOT_ALLOWED' && allow.includes(method),
  );
}
