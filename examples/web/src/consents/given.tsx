import { useClient } from 'urql';
import { type ShownConsentFragment, WithdrawConsentDocument } from '../../generated/operations.ts';
import { useTexts, useTimeFormat } from '../language/language.tsx';
import { Notices } from '../notices.tsx';
import { useSubmit } from '../use-submit.ts';
import { consentOutcomeOf } from './consent-outcome.ts';

interface GivenProps {
  readonly consents: readonly ShownConsentFragment[];
  onWithdrawn(): void;
}

/** The consents that stand, each of which can be taken back. */
export function GivenConsents({ consents, onWithdrawn }: GivenProps) {
  const { cases } = useTexts();
  const time = useTimeFormat();
  const client = useClient();
  const { busy, errors, failure, submit } = useSubmit();
  const withdraw = async (id: string) => {
    const outcome = await submit(async () =>
      consentOutcomeOf(await client.mutation(WithdrawConsentDocument, { id })),
    );
    if (outcome?.kind === 'accepted') onWithdrawn();
  };
  if (consents.length === 0) return null;
  return (
    <section className="card given">
      <Notices errors={errors} failure={failure} />
      <ul>
        {consents.map(({ id, kind, givenAt }) => (
          <li key={id} data-consent={kind}>
            <strong>{cases.notices[kind].title}</strong>
            <span className="hint">
              {cases.words.agreed} {time(givenAt)}
            </span>
            <button type="button" disabled={busy} onClick={() => withdraw(id)}>
              {cases.words.withdraw}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
