import type { FormEvent } from 'react';
import { useClient } from 'urql';
import { ContinueCaseDocument, type ShownCaseFragment } from '../../generated/operations.ts';
import { ConsentNeeded } from '../consents/consent-needed.tsx';
import { consentsIn, withoutConsents } from '../consents/missing.ts';
import { useTexts } from '../language/language.tsx';
import { sampleValues } from '../methods/values.ts';
import { Notices } from '../notices.tsx';
import { useAccount } from '../session.tsx';
import { errorsElsewhere, type SubmitOutcome } from '../submission.ts';
import { caseOutcomeOf } from './case-outcome.ts';
import { evidenceOf, fieldsFor, namesOf, openable } from './evidence.ts';
import { EvidenceFields } from './evidence-fields.tsx';
import { useEvidence } from './use-evidence.ts';
import { reasonFor } from './ways.tsx';

type Way = ReturnType<typeof openable>[number];

/** Asks for what the ways still need that more evidence can open. */
export function MoreEvidence({ shown }: { readonly shown: ShownCaseFragment }) {
  const texts = useTexts();
  const { cases, methods, methodNames } = texts;
  const client = useClient();
  const account = useAccount();
  const { values, form, busy, errors, failure, change, fill, send } = useEvidence();
  const { id, purpose, decision, required, attempts } = shown;
  // After a wrong code or password, the way that was tried comes first.
  const tried = attempts.at(-1)?.method;
  const distance = ({ method, missing }: Way) => (method === tried ? 0 : missing.length);
  const ways = openable(decision).toSorted((one, other) => distance(one) - distance(other));
  const fields = fieldsFor(ways);

  const more = () =>
    send(async (idempotencyKey) => {
      const given = new Set(namesOf(fields, values));
      const opened = ways.some(({ missing }) => missing.every((name) => given.has(name)));
      const [nearest] = ways;
      if (!opened && nearest) return notFilled(nearest, given);
      const input = { id, evidence: evidenceOf(fields, values), idempotencyKey };
      return caseOutcomeOf(await client.mutation(ContinueCaseDocument, { input }));
    });
  const notFilled = ({ method, missing }: Way, given: ReadonlySet<string>): SubmitOutcome => ({
    kind: 'refused',
    errors: missing
      .filter((name) => !given.has(name))
      .map((name) => ({ path: [name], code: 'REQUIRED', message: cases.neededBy(methodNames[method]) })),
  });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    return more();
  };
  const names = fields.map(([name]) => name);

  return (
    <>
      <ConsentNeeded purpose={purpose} kinds={consentsIn(errors)} again={() => void more()} />
      <form className="card" ref={form} onSubmit={onSubmit} noValidate aria-labelledby="more-evidence">
        <h2 id="more-evidence">{cases.words.more}</h2>
        <p className="hint">{cases.words.moreHint}</p>
        <ul className="openable">
          {ways.map((way) => (
            <li key={way.method}>
              <strong>{methodNames[way.method]}</strong>{' '}
              <span className="hint">{reasonFor(way, required, texts)}</span>
            </li>
          ))}
        </ul>
        <Notices errors={errorsElsewhere(withoutConsents(errors), names)} failure={failure} />
        <EvidenceFields fields={fields} values={values} errors={errors} onChange={change} />
        <div className="buttons">
          <button type="submit" className="primary" disabled={busy}>
            {busy ? methods.starting : cases.words.send}
          </button>
          <button
            type="button"
            title={methods.exampleHint}
            onClick={() => fill(sampleValues(fields, account))}
          >
            {methods.example}
          </button>
        </div>
      </form>
    </>
  );
}
