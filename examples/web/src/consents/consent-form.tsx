import { type FormEvent, useState } from 'react';
import { type Client, useClient } from 'urql';
import { type ConsentKind, RecordConsentDocument } from '../../generated/operations.ts';
import { FormField } from '../form-field.tsx';
import { useLanguage, useTexts } from '../language/language.tsx';
import { Notices } from '../notices.tsx';
import { errorsAt, errorsElsewhere, type InputError, type SubmitOutcome } from '../submission.ts';
import { useSubmit } from '../use-submit.ts';
import { consentOutcomeOf } from './consent-outcome.ts';
import { digestOf, versionOf } from './notice.ts';

interface ConsentFormProps {
  readonly purpose: string;
  readonly kinds: readonly ConsentKind[];
  /** Left out if the page has one already. */
  readonly heading?: string;
  /** For a guardian's consent: the child's account, and the verification that shows the relation. */
  readonly child?: { readonly guid: string; readonly relationProof: string } | undefined;
  onGiven(): void;
}

/** The notices to read, each with a box of its own to tick. No box is ticked beforehand. */
export function ConsentForm({ purpose, kinds, heading, child, onGiven }: ConsentFormProps) {
  const { cases } = useTexts();
  const language = useLanguage();
  const client = useClient();
  const [ticked, setTicked] = useState<ReadonlySet<ConsentKind>>(new Set());
  const { busy, errors, failure, submit } = useSubmit();

  const agree = async (event: FormEvent) => {
    event.preventDefault();
    const outcome = await submit(async () => {
      const left = kinds.filter((kind) => !ticked.has(kind));
      if (left.length > 0) return notTicked(left);
      return record(client, { purpose, kinds, language, textOf: (kind) => cases.notices[kind].text, child });
    });
    if (outcome?.kind === 'accepted') onGiven();
  };
  const notTicked = (left: readonly ConsentKind[]): SubmitOutcome => ({
    kind: 'refused',
    errors: left.map((kind) => ({ path: [kind], code: 'REQUIRED', message: cases.words.tick })),
  });
  // The service speaks of a verification that it does not show: the guardian has verified a relation.
  const inOwnWords = (error: InputError) =>
    error.path[0] === 'relationProof' ? { ...error, message: cases.guardian.relationUnfit } : error;
  const tick = (kind: ConsentKind, isTicked: boolean) =>
    setTicked((before) => new Set([...before].filter((one) => one !== kind).concat(isTicked ? kind : [])));

  return (
    <form className="card consent" onSubmit={agree} noValidate>
      {heading && <h2>{heading}</h2>}
      <Notices errors={errorsElsewhere(errors, kinds).map(inOwnWords)} failure={failure} />
      {kinds.map((kind) => (
        <div key={kind} className="notice-text" data-notice={kind}>
          <h3>{cases.notices[kind].title}</h3>
          <p>{cases.notices[kind].text}</p>
          <p className="hint">
            {cases.words.noticeVersion} {versionOf(language)}
          </p>
          <FormField label={cases.notices[kind].agree} errors={errorsAt(errors, kind)}>
            {(control) => (
              <input
                {...control}
                name={`consent-${kind}`}
                type="checkbox"
                checked={ticked.has(kind)}
                onChange={({ target }) => tick(kind, target.checked)}
              />
            )}
          </FormField>
        </div>
      ))}
      <div className="buttons">
        <button type="submit" className="primary" disabled={busy}>
          {cases.words.agree}
        </button>
      </div>
    </form>
  );
}

interface Given extends Pick<ConsentFormProps, 'purpose' | 'kinds' | 'child'> {
  readonly language: string;
  textOf(kind: ConsentKind): string;
}

/** One after the other: the answer is the first that was not accepted, otherwise the last. */
async function record(
  client: Client,
  { purpose, kinds, language, textOf, child }: Given,
): Promise<SubmitOutcome> {
  let outcome: SubmitOutcome = { kind: 'refused', errors: [] };
  for (const kind of kinds) {
    const input = {
      purpose,
      kind,
      noticeVersion: versionOf(language),
      noticeDigest: await digestOf(textOf(kind)),
      ...child,
    };
    outcome = consentOutcomeOf(await client.mutation(RecordConsentDocument, { input }));
    if (outcome.kind !== 'accepted') return outcome;
  }
  return outcome;
}
