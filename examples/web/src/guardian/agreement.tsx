import { useQuery } from 'urql';
import { ChildConsentsDocument } from '../../generated/operations.ts';
import { ConsentForm } from '../consents/consent-form.tsx';
import { GivenConsents } from '../consents/given.tsx';
import { useTexts } from '../language/language.tsx';
import { Notices } from '../notices.tsx';
import { addressOfPurpose, type Guardianship, show } from '../route.ts';
import { failureOf } from '../submission.ts';
import { StepList } from './step-list.tsx';

/** A child, and the guardian's verification that shows the relation. */
export interface Proof extends Guardianship {
  readonly child: string;
  readonly relation: string;
}

interface AgreementProps {
  readonly proof: Proof;
  /** Back to the form of the relation. */
  onAgain(): void;
  onSwitch(account: string): void;
}

/** The notice to read, or the consent that was given. A guardian sees those consents of the child that it gave itself. */
export function Agreement({ proof: { purpose, child, relation }, onAgain, onSwitch }: AgreementProps) {
  const { page, cases } = useTexts();
  const { guardian } = cases;
  const [{ data, error }, ask] = useQuery({
    query: ChildConsentsDocument,
    variables: { guid: child },
    requestPolicy: 'network-only',
  });
  if (!data)
    return (
      <StepList now={2}>
        {error ? (
          <>
            <Notices errors={[]} failure={failureOf(error)} />
            <button type="button" onClick={() => ask()}>
              {page.retry}
            </button>
          </>
        ) : (
          <p role="status">{page.loading}</p>
        )}
      </StepList>
    );

  const live = data.user.consents.nodes.filter(
    (consent) => consent.kind === 'GUARDIAN' && consent.purpose === purpose && consent.status === 'LIVE',
  );
  if (live.length === 0)
    return (
      <StepList now={2}>
        <p>
          {guardian.childAccount} <strong>{data.user.name}</strong> <code>{child}</code>
        </p>
        <ConsentForm
          purpose={purpose}
          kinds={['GUARDIAN']}
          child={{ guid: child, relationProof: relation }}
          onGiven={() => ask()}
        />
        <button type="button" onClick={onAgain}>
          {guardian.relationAgain}
        </button>
      </StepList>
    );
  return (
    <StepList now={3}>
      <p role="status">{guardian.released}</p>
      <GivenConsents consents={live} onWithdrawn={() => ask()} />
      <button
        type="button"
        className="primary"
        onClick={() => {
          onSwitch(child);
          show(addressOfPurpose(purpose));
        }}
      >
        {guardian.goOn}
      </button>
    </StepList>
  );
}
