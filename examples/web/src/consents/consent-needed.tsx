import type { ConsentKind } from '../../generated/operations.ts';
import { useTexts } from '../language/language.tsx';
import { addressOfGuardian } from '../route.ts';
import { useAccount } from '../session.tsx';
import { ConsentForm } from './consent-form.tsx';

interface ConsentNeededProps {
  readonly purpose: string;
  /** The consents without which a request was held back. */
  readonly kinds: readonly ConsentKind[];
  /** Sends the request again: what was held back has used nothing up. */
  again(): void;
}

/** Why nothing was sent, and what to do: agree, or ask a guardian. */
export function ConsentNeeded({ purpose, kinds, again }: ConsentNeededProps) {
  const { cases, page } = useTexts();
  const child = useAccount();
  const own = kinds.filter((kind) => kind !== 'GUARDIAN');
  if (own.length > 0)
    return <ConsentForm purpose={purpose} kinds={own} heading={cases.words.consents} onGiven={again} />;
  if (kinds.length === 0) return null;
  const address = addressOfGuardian({ purpose, child, relation: null });
  return (
    <section className="card" role="alert">
      <p>{cases.words.guardianNeeded}</p>
      <p>
        {cases.guardian.forGuardian} <a href={address}>{new URL(address, location.href).href}</a>
      </p>
      <button type="button" onClick={again}>
        {page.retry}
      </button>
    </section>
  );
}
