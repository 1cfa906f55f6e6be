import type { Outcome } from '../../../src/domain/verification/outcome';
import type { Expected } from './cases';

/** What of an outcome matters to everybody else. */
export function summary(outcome: Outcome): Expected {
  return summaryOf({
    kind: outcome.kind,
    ...('failure' in outcome && { code: outcome.failure.code, retryable: outcome.failure.retryable }),
    ...('secondInspection' in outcome &&
      outcome.secondInspection && { secondInspection: outcome.secondInspection }),
  });
}

/** Without saying so, nothing is worth repeating. */
export function summaryOf({ kind, code, retryable, secondInspection }: Expected): Expected {
  return {
    kind,
    ...(code && { code, retryable: retryable ?? false }),
    ...(secondInspection && { secondInspection }),
  };
}

/** Which of the texts stand inside. */
export function found(texts: readonly string[], inside: string): string[] {
  return texts.filter((text) => inside.includes(text));
}

export function expectWarning(log: readonly string[], value: string): void {
  const line = log.find((candidate) => candidate.includes('"level":"warn"') && candidate.includes(value));
  expect(line).toBeDefined();
}
