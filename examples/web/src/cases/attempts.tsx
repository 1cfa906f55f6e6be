import type { ShownCaseFragment } from '../../generated/operations.ts';
import { useTexts } from '../language/language.tsx';
import { addressOf } from '../route.ts';

/** The attempts of a case, in order; each is a verification with a page of its own. */
export function Attempts({ attempts }: Pick<ShownCaseFragment, 'attempts'>) {
  const { cases, methodNames, statuses } = useTexts();
  return (
    <section className="card attempts">
      <h2>{cases.words.attempts}</h2>
      {attempts.length === 0 && <p className="hint">{cases.words.noAttempts}</p>}
      <ol>
        {attempts.map(({ id, method, status, failure }) => (
          <li key={id} data-attempt={`${method} ${status}`}>
            <a href={addressOf(id)}>{methodNames[method]}</a>{' '}
            <span className={status === 'APPROVED' ? 'tag good' : 'tag'}>{statuses[status].name}</span>
            {failure && <span className="hint attempt-failure">{failure.message}</span>}
          </li>
        ))}
      </ol>
    </section>
  );
}
