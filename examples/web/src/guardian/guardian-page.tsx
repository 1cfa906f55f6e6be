import { useTexts } from '../language/language.tsx';
import { MethodForm } from '../methods/method-form.tsx';
import { addressOfGuardian, type Guardianship, home, show } from '../route.ts';
import { useAccount } from '../session.tsx';
import { useFocus } from '../use-focus.ts';
import { ChildForm } from './child-form.tsx';
import { Relation } from './relation.tsx';
import { StepList } from './step-list.tsx';

interface GuardianPageProps {
  /** How far the guardian has come, as far as the address says it; the service knows the rest. */
  readonly guardianship: Guardianship;
  /** Signs in with another account, which is for examples only. */
  onSwitch(account: string): void;
}

/**
 * A guardian agrees for a child: names the child's account, shows the relation, reads the notice and agrees. Each step is
 * in the address or stored by the service, so that a reload goes on where it was.
 */
export function GuardianPage({ guardianship, onSwitch }: GuardianPageProps) {
  const { guardian, words } = useTexts().cases;
  const account = useAccount();
  const heading = useFocus();
  return (
    <>
      <p className="another">
        <a href={home}>{words.all}</a>
      </p>
      <h1 ref={heading} tabIndex={-1}>
        {guardian.heading}
      </h1>
      <p className="lead">{guardian.lead}</p>
      {guardianship.child === account ? (
        <p className="card">{guardian.signIn}</p>
      ) : (
        <Steps guardianship={guardianship} onSwitch={onSwitch} />
      )}
    </>
  );
}

function Steps({ guardianship, onSwitch }: GuardianPageProps) {
  const { child, relation } = guardianship;
  const goTo = (next: Partial<Guardianship>) => show(addressOfGuardian({ ...guardianship, ...next }));
  if (child === null)
    return (
      <StepList now={0}>
        <ChildForm onNamed={(guid) => goTo({ child: guid })} />
      </StepList>
    );
  if (relation === null)
    return (
      <StepList now={1}>
        <MethodForm
          method="RELATION"
          initial={{}}
          onDraft={() => {}}
          onStarted={(id) => goTo({ relation: id })}
        />
      </StepList>
    );
  return (
    <Relation
      key={relation}
      proof={{ ...guardianship, child, relation }}
      onAgain={() => goTo({ relation: null })}
      onSwitch={onSwitch}
    />
  );
}
