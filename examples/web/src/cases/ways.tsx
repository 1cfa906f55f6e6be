import type { AssuranceLevel, RoutingVerdict, ShownDecisionFragment } from '../../generated/operations.ts';
import { useTexts } from '../language/language.tsx';
import type { Texts } from '../language/texts.ts';
import { asFieldName } from './evidence.ts';

type Candidate = ShownDecisionFragment['candidates'][number];

interface WaysProps {
  readonly decision: ShownDecisionFragment;
  readonly required: AssuranceLevel;
}

/** The chosen way, why it was chosen, and which way without a face there is. */
export function Chosen({ decision: { chosen, withoutFace, candidates } }: Pick<WaysProps, 'decision'>) {
  const texts = useTexts();
  const { cases, methodNames } = texts;
  const candidate = candidates.find(({ method }) => method === chosen);
  if (!candidate) return <p className="muted">{cases.words.noneChosen}</p>;
  return (
    <>
      <p data-chosen={candidate.method}>
        <span className="muted">{cases.words.chosen}</span> <strong>{methodNames[candidate.method]}</strong>
      </p>
      <p className="hint">{candidate.reason}</p>
      {candidate.usesFace && (
        <p data-without-face={withoutFace ?? ''}>
          {withoutFace ? (
            <>
              <span className="muted">{cases.words.faceless}</span>{' '}
              <strong>{methodNames[withoutFace]}</strong>
            </>
          ) : (
            <span className="muted">{cases.words.noFaceless}</span>
          )}
        </p>
      )}
    </>
  );
}

/** Every way with its verdict, in the order in which they would be tried; those that are not for this purpose together. */
export function Ways({ decision: { candidates }, required }: WaysProps) {
  const texts = useTexts();
  const { cases, methodNames } = texts;
  const out = Map.groupBy(candidates.filter(isOut), ({ reason }) => reason);
  return (
    <details className="ways">
      <summary className="hint">{cases.words.everyWay}</summary>
      <ul>
        {candidates
          .filter((candidate) => !isOut(candidate))
          .map((candidate) => (
            <Way
              key={candidate.method}
              names={methodNames[candidate.method]}
              verdict={candidate.verdict}
              reason={reasonFor(candidate, required, texts)}
            />
          ))}
        {[...out].map(([reason, own]) => (
          <Way
            key={reason}
            names={cases.list(own.map(({ method }) => methodNames[method]))}
            verdict={own[0]?.verdict ?? 'NOT_ALLOWED'}
            reason={reason}
          />
        ))}
      </ul>
    </details>
  );
}

interface WayProps {
  readonly names: string;
  readonly verdict: RoutingVerdict;
  readonly reason: string;
}

function Way({ names, verdict, reason }: WayProps) {
  const { verdicts } = useTexts().cases;
  return (
    <li>
      <span className="way-head">
        <strong>{names}</strong>
        <span className={verdict === 'CHOSEN' || verdict === 'STANDBY' ? 'tag good' : 'tag'}>
          {verdicts[verdict]}
        </span>
      </span>
      <span className="hint">{reason}</span>
    </li>
  );
}

function isOut({ verdict }: Candidate): boolean {
  return verdict === 'NOT_ALLOWED' || verdict === 'DISABLED';
}

/** The service's sentence; where that would name fields and levels as programs do, one in the words of this page. */
export function reasonFor(
  { verdict, missing, expected, reason }: Candidate,
  required: AssuranceLevel,
  { cases, levels, fields }: Texts,
): string {
  if (verdict === 'INSUFFICIENT') return cases.insufficient(levels[expected], levels[required]);
  if (verdict !== 'MISSING_EVIDENCE') return reason;
  const names = missing.map(asFieldName).filter((name) => name !== null);
  return names.length < missing.length
    ? cases.words.ownForm
    : cases.needsMore(names.map((name) => fields[name]));
}
