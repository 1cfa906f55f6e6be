import type { ShownVerificationFragment, VerificationStatus } from '../../generated/operations.ts';
import { useTexts, useTimeFormat } from '../language/language.tsx';
import type { Watched } from './watch-verification.ts';

/** A status's appearance, in addition to its words: never colour alone. */
const looks: Readonly<Record<VerificationStatus, { readonly tone: string; readonly sign: string }>> = {
  AWAITING_USER: { tone: 'wait', sign: '→' },
  PENDING: { tone: 'wait', sign: '…' },
  IN_REVIEW: { tone: 'wait', sign: '…' },
  APPROVED: { tone: 'good', sign: '✓' },
  REJECTED: { tone: 'bad', sign: '✕' },
  CONFLICT: { tone: 'warn', sign: '!' },
  BLOCKED: { tone: 'bad', sign: '!' },
  FAILED: { tone: 'bad', sign: '!' },
  EXPIRED: { tone: 'idle', sign: '–' },
  CANCELED: { tone: 'idle', sign: '–' },
};

interface StatusPanelProps {
  readonly verification: ShownVerificationFragment;
  readonly connection: Watched['connection'];
}

/** The current status. Screen readers announce a change. */
export function StatusPanel({ verification, connection }: StatusPanelProps) {
  const { statuses, inspections, view } = useTexts();
  const time = useTimeFormat();
  const { status, secondInspection, expiresAt, version } = verification;
  const { tone, sign } = looks[status];
  return (
    <section className={`card status ${tone}`} data-status={status}>
      <div className="status-words" role="status" aria-live="polite" aria-atomic="true">
        <span className="sign" aria-hidden="true">
          {sign}
        </span>
        <div>
          <h2>{statuses[status].name}</h2>
          <p>{statuses[status].meaning}</p>
          {secondInspection && (
            <p>
              {view.secondInspection}: {inspections[secondInspection]}
            </p>
          )}
        </div>
      </div>
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
