import type { IdentityCaseStatus, ShownCaseFragment } from '../../generated/operations.ts';
import { useTexts, useTimeFormat } from '../language/language.tsx';
import { Badge } from '../verification/badge.tsx';
import type { Watched } from '../verification/watch-verification.ts';

/** A status's appearance, in addition to its words: never colour alone. */
const looks: Readonly<Record<IdentityCaseStatus, { readonly tone: string; readonly sign: string }>> = {
  OPEN: { tone: 'wait', sign: '…' },
  NEEDS_EVIDENCE: { tone: 'warn', sign: '?' },
  ACHIEVED: { tone: 'good', sign: '✓' },
  NOT_ACHIEVED: { tone: 'bad', sign: '✕' },
  EXPIRED: { tone: 'idle', sign: '–' },
  CANCELED: { tone: 'idle', sign: '–' },
};

interface CaseStatusProps {
  readonly shown: ShownCaseFragment;
  readonly connection: Watched['connection'];
}

/** The status of a case, and the level that is needed and reached. Screen readers announce a change. */
export function CaseStatus({ shown, connection }: CaseStatusProps) {
  const { cases, levels, view } = useTexts();
  const time = useTimeFormat();
  const { status, required, achieved, version, expiresAt } = shown;
  const { tone, sign } = looks[status];
  return (
    <section className={`card status ${tone}`} data-case={status}>
      <div className="status-words" role="status" aria-live="polite" aria-atomic="true">
        <span className="sign" aria-hidden="true">
          {sign}
        </span>
        <div>
          <h2>{cases.statuses[status].name}</h2>
          <p>{cases.statuses[status].meaning}</p>
        </div>
      </div>
      <dl className="levels">
        <dt>{cases.words.needed}</dt>
        <dd>{levels[required]}</dd>
        <dt>{cases.words.reached}</dt>
        <dd>
          <Badge assurance={achieved} />
        </dd>
      </dl>
      <p className="status-foot">
        <span className={`connection ${connection}`}>{connection === 'ended' ? '' : view[connection]}</span>
        <span>
          {view.version} {version}
        </span>
        {expiresAt && (
          <span>
            {view.until} {time(expiresAt)}
          </span>
        )}
      </p>
    </section>
  );
}
