import type { ShownAssuranceFragment } from '../../generated/operations.ts';
import { useTexts, useTimeFormat } from '../language/language.tsx';

/** The level of an account, and the rules that led to it. */
export function Badge({ assurance }: { readonly assurance: ShownAssuranceFragment }) {
  const { levels, view } = useTexts();
  const time = useTimeFormat();
  const { level, reasons, validUntil } = assurance;
  return (
    <>
      <span className={level === 'NONE' ? 'tag' : 'tag good'} data-level={level}>
        {levels[level]}
      </span>
      <details>
        <summary className="hint">{view.why}</summary>
        <ul className="hint reasons">
          {reasons.map(({ code, message }) => (
            <li key={code}>{message}</li>
          ))}
          {validUntil && (
            <li>
              {view.validUntil} {time(validUntil)}
            </li>
          )}
        </ul>
      </details>
    </>
  );
}
