import { useTexts } from '../language/language.tsx';
import { Mine } from '../methods/mine.tsx';
import { purposeNames } from '../purposes.ts';
import { addressOfGuardian, addressOfPurpose, methodsAddress } from '../route.ts';

/** What is it for? The person need not know any method. */
export function PurposesPage() {
  const { cases } = useTexts();
  const { words, purposes, guardian } = cases;
  return (
    <>
      <h1>{words.heading}</h1>
      <p className="lead">{words.lead}</p>
      <ul className="purposes">
        {purposeNames.map((name) => (
          <li key={name} className="card purpose">
            <a className="purpose-name" href={addressOfPurpose(name)}>
              {purposes[name].name}
            </a>
            <span className="muted">{purposes[name].help}</span>
          </li>
        ))}
      </ul>
      <p>
        <a href={addressOfGuardian({ purpose: 'child', child: null, relation: null })}>{guardian.begin}</a>
      </p>
      <p>
        <a href={methodsAddress}>{words.byMethod}</a>
      </p>
      <Mine />
    </>
  );
}
