import { useQuery } from 'urql';
import { MineDocument } from '../../generated/operations.ts';
import { useTexts, useTimeFormat } from '../language/language.tsx';
import { addressOf } from '../route.ts';

/** The newest verifications of the account, each with a link to it. */
export function Mine() {
  const { view, methodNames, statuses, levels } = useTexts();
  const time = useTimeFormat();
  const [{ data }] = useQuery({ query: MineDocument, requestPolicy: 'network-only' });
  if (!data) return null;
  const { nodes } = data.verificationViewer.verifications;
  return (
    <section className="card mine">
      <h2>{view.mine}</h2>
      {nodes.length === 0 && <p className="hint">{view.mineNone}</p>}
      <ul>
        {nodes.map(({ id, method, status, createdAt, assurance: { level } }) => (
          <li key={id}>
            <a href={addressOf(id)}>{methodNames[method]}</a>
            <span className={level === 'NONE' ? 'tag' : 'tag good'}>
              {level === 'NONE' ? statuses[status].name : levels[level]}
            </span>
            <time className="hint" dateTime={createdAt}>
              {time(createdAt)}
            </time>
          </li>
        ))}
      </ul>
    </section>
  );
}
