import type { ShownEventFragment } from '../../generated/operations.ts';
import { useTexts, useTimeFormat } from '../language/language.tsx';

/** Every change, newest first; each shows its version, so that a gap would be visible. */
export function History({ events }: { readonly events: readonly ShownEventFragment[] }) {
  const { view, statuses, causes } = useTexts();
  const time = useTimeFormat();
  return (
    <section className="card">
      <h2>{view.history}</h2>
      <ol className="history" reversed>
        {events.toReversed().map(({ version, status, cause, message, recordedAt }) => (
          <li key={version} value={version}>
            <span className="history-head">
              <strong>{statuses[status].name}</strong>
              <time dateTime={recordedAt}>{time(recordedAt)}</time>
            </span>
            <span className="hint">
              {causes[cause]}
              {message && ` · ${message}`}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
