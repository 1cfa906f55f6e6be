import type { ReactNode } from 'react';
import { useTexts } from '../language/language.tsx';

interface StepListProps {
  /** The step that the guardian is at, from 0. */
  readonly now: number;
  readonly children: ReactNode;
}

/** The steps of the walk, with the present one open. */
export function StepList({ now, children }: StepListProps) {
  const { guardian } = useTexts().cases;
  const titles = [guardian.childStep, guardian.relationStep, guardian.agreeStep, guardian.releasedStep];
  return (
    <ol className="steps">
      {titles.map((title, step) => (
        <li key={title} data-step={stateOf(step, now)} aria-current={step === now ? 'step' : undefined}>
          <h2>
            <span className="step-sign" aria-hidden="true">
              {step < now ? '✓' : step + 1}
            </span>
            {title}
            {step < now && <span className="hint"> {guardian.done}</span>}
          </h2>
          {step === now && children}
        </li>
      ))}
    </ol>
  );
}

function stateOf(step: number, now: number): 'done' | 'now' | 'later' {
  if (step === now) return 'now';
  return step < now ? 'done' : 'later';
}
