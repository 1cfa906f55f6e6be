import type { Evidence } from './assurance';
import { type AssuranceRules, endsOf, proofOf } from './of-verification';

/** From the first moment until just before the second, in milliseconds; all of it is one answer to a question. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

export const always: Span = { from: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY };

export function holdsAt({ from, until }: Span, at: Date): boolean {
  return at.getTime() >= from && at.getTime() < until;
}

/**
 * The time around a moment in which this evidence gives the same assurance, of each verification and of an account:
 * between two moments at which an approval lapses.
 */
export function spanAround(all: readonly Evidence[], rules: AssuranceRules, moment: Date): Span {
  let { from, until } = always;
  for (const evidence of all) {
    if (evidence.status !== 'APPROVED') continue;
    for (const { at } of endsOf(evidence, proofOf(evidence, rules.policy))) {
      if (at <= moment) from = Math.max(from, at.getTime());
      else until = Math.min(until, at.getTime());
    }
  }
  return { from, until };
}
