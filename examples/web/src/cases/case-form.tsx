import { type FormEvent, useState } from 'react';
import { useClient } from 'urql';
import { type ShownDecisionFragment, VerifyIdentityDocument } from '../../generated/operations.ts';
import { ConsentNeeded } from '../consents/consent-needed.tsx';
import { consentsIn, withoutConsents } from '../consents/missing.ts';
import type { Consents } from '../consents/use-consents.ts';
import { FormField } from '../form-field.tsx';
import { useLocale, useTexts } from '../language/language.tsx';
import { sampleValues } from '../methods/values.ts';
import { Notices } from '../notices.tsx';
import type { PurposeName } from '../purposes.ts';
import { addressOfCase, show } from '../route.ts';
import { useAccount } from '../session.tsx';
import { errorsElsewhere, type SubmitOutcome } from '../submission.ts';
import { caseOutcomeOf } from './case-outcome.ts';
import { evidenceOf, fieldsFor, namesOf, openable, ownEvidence, samples } from './evidence.ts';
import { EvidenceFields } from './evidence-fields.tsx';
import { PlanPanel } from './plan-panel.tsx';
import { useEvidence } from './use-evidence.ts';
import { planNow, usePlan } from './use-plan.ts';

interface CaseFormProps {
  readonly purpose: PurposeName;
  readonly consents: Consents;
}

/**
 * Asks for evidence of any way that the purpose allows, and shows which way that evidence would lead to. The plan without
 * evidence says which fields there are.
 */
export function CaseForm({ purpose, consents }: CaseFormProps) {
  const { page } = useTexts();
  const [avoidFace, setAvoidFace] = useState(false);
  const { decision, failure, again } = usePlan({ purpose, avoidFace, evidence: ownEvidence }, consents);
  if (decision)
    return <Form {...{ purpose, consents, avoidFace, empty: decision }} onAvoidFace={setAvoidFace} />;
  if (!failure) return <p role="status">{page.loading}</p>;
  return (
    <>
      <Notices errors={[]} failure={failure} />
      <button type="button" onClick={again}>
        {page.retry}
      </button>
    </>
  );
}

interface FormProps extends CaseFormProps {
  readonly avoidFace: boolean;
  /** The plan for a form that is not filled in. */
  readonly empty: ShownDecisionFragment;
  onAvoidFace(avoid: boolean): void;
}

function Form({ purpose, consents, avoidFace, empty, onAvoidFace }: FormProps) {
  const { cases, methods, methodNames } = useTexts();
  const { words } = cases;
  const client = useClient();
  const locale = useLocale();
  const account = useAccount();
  const { values, form, busy, errors, failure, change, fill, send } = useEvidence();
  const fields = fieldsFor(openable(empty));
  const input = { purpose, avoidFace, evidence: namesOf(fields, values) };
  const { decision: plan } = usePlan(input, consents);

  const start = async () => {
    const outcome = await send(async (idempotencyKey) => {
      const decision = await planNow(client, input, locale);
      const [nearest] = decision?.chosen === null ? nearestFirst(openable(decision)) : [];
      if (nearest) return notFilled(nearest.missing, methodNames[nearest.method]);
      const evidence = evidenceOf(fields, values);
      const whole = { purpose, avoidFace, evidence, idempotencyKey };
      return caseOutcomeOf(await client.mutation(VerifyIdentityDocument, { input: whole }));
    });
    if (outcome?.kind === 'accepted') show(addressOfCase(outcome.id));
  };
  const notFilled = (names: readonly string[], way: string): SubmitOutcome => ({
    kind: 'refused',
    errors: names.map((name) => ({ path: [name], code: 'REQUIRED', message: cases.neededBy(way) })),
  });
  const withoutMyFace = (avoid: boolean) => {
    // Another request: it gets another key.
    fill({});
    onAvoidFace(avoid);
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    return start();
  };
  const names = fields.map(([name]) => name);

  return (
    <>
      <ConsentNeeded
        purpose={purpose}
        kinds={consentsIn(errors)}
        again={() => {
          consents.again();
          void start();
        }}
      />
      <div className="columns">
        <div>
          <form className="card" ref={form} onSubmit={onSubmit} noValidate aria-labelledby="evidence">
            <h2 id="evidence">{words.evidence}</h2>
            <p className="muted">{words.evidenceHint}</p>
            <Notices errors={errorsElsewhere(withoutConsents(errors), names)} failure={failure} />
            <EvidenceFields fields={fields} values={values} errors={errors} onChange={change} />
            {empty.candidates.some(({ usesFace, verdict }) => usesFace && concerns(verdict)) && (
              <FormField label={words.withoutFace} hint={words.withoutFaceHint} errors={[]}>
                {(control) => (
                  <input
                    {...control}
                    name="avoidFace"
                    type="checkbox"
                    checked={avoidFace}
                    onChange={({ target }) => withoutMyFace(target.checked)}
                  />
                )}
              </FormField>
            )}
            <div className="buttons">
              <button type="submit" className="primary" disabled={busy}>
                {busy ? methods.starting : methods.start}
              </button>
              <button
                type="button"
                title={methods.exampleHint}
                onClick={() => fill({ ...sampleValues(fields, account), ...samples[purpose] })}
              >
                {methods.example}
              </button>
            </div>
          </form>
        </div>
        <PlanPanel
          purpose={purpose}
          decision={plan}
          onWithoutFace={() => withoutMyFace(true)}
          onFaceConsent={consents.again}
        />
      </div>
    </>
  );
}

function nearestFirst<Candidate extends { readonly missing: readonly string[] }>(
  candidates: readonly Candidate[],
): readonly Candidate[] {
  return candidates.toSorted((one, other) => one.missing.length - other.missing.length);
}

/** False for ways that the person's choice does not change. */
function concerns(verdict: string): boolean {
  return verdict !== 'NOT_ALLOWED' && verdict !== 'DISABLED' && verdict !== 'INSUFFICIENT';
}
