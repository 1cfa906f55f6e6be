import { useId } from 'react';
import type { MethodsQuery, VerificationMethod, VerificationProvider } from '../../generated/operations.ts';
import { useTexts } from '../language/language.tsx';

export type OfferedMethod = MethodsQuery['verificationMethods'][number];

interface MethodListProps {
  readonly offered: readonly OfferedMethod[];
  readonly chosen: VerificationMethod | null;
  onChoose(method: VerificationMethod): void;
}

/** Every method, by provider; methods that this deployment does not offer cannot be chosen. */
export function MethodList({ offered, chosen, onChoose }: MethodListProps) {
  const { providers, methods } = useTexts();
  const byProvider = Map.groupBy(offered, ({ provider }): VerificationProvider => provider);
  return (
    <section className="method-list" aria-label={methods.heading}>
      {[...byProvider].map(([provider, own]) => (
        <div className="method-group" key={provider}>
          <h2>{providers[provider]}</h2>
          {own.map((method) => (
            <Choice
              key={method.method}
              offered={method}
              checked={method.method === chosen}
              onChoose={onChoose}
            />
          ))}
        </div>
      ))}
    </section>
  );
}

function Choice({
  offered: { method, enabled, available, deferred },
  checked,
  onChoose,
}: {
  readonly offered: OfferedMethod;
  readonly checked: boolean;
  onChoose(method: VerificationMethod): void;
}) {
  const { methods, methodNames, methodHelp } = useTexts();
  const id = useId();
  return (
    // The button holds the name alone, so that it is called what it shows; the style sheet extends it over the card.
    <div className="method-choice">
      <button
        type="button"
        className="method-name"
        aria-pressed={checked}
        aria-describedby={id}
        disabled={!enabled}
        onClick={() => onChoose(method)}
      >
        {methodNames[method]}
      </button>
      <span className="tag">{deferred ? methods.deferred : methods.atOnce}</span>
      <span className="method-description" id={id}>
        {methodHelp[method]}
      </span>
      {!enabled && <span className="method-note">{methods.off}</span>}
      {enabled && !available && <span className="method-note">{methods.away}</span>}
    </div>
  );
}
