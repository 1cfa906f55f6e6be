import type { LogFields } from '../privacy/log-fields';
import type { Outcome } from './outcome';

/** A value from a provider that its document does not name, or that does not have the document's form. */
export interface Oddity {
  readonly field: string;
  /** A value without a name, fit for the log: one short word, a number, or the kind of value. Null for an odd form. */
  readonly value: string | null;
}

/** The meaning of a provider's message, and its undocumented parts. */
export interface Reading {
  readonly outcome: Outcome;
  readonly oddities: readonly Oddity[];
}

/** A reading without oddities. */
export function plain(outcome: Outcome): Reading {
  return { outcome, oddities: [] };
}

/** Logs what is odd in the same words for every provider, so that an operator can search for one sentence. */
export function logOddities(
  log: { warn(fields: LogFields, message: string): void },
  line: LogFields,
  oddities: readonly Oddity[],
): void {
  for (const { field, value } of oddities) {
    if (value === null) continue;
    log.warn({ ...line, field, value }, 'provider sent a value that its document does not name');
  }
  const misshapen = oddities.filter(({ value }) => value === null).map(({ field }) => field);
  if (misshapen.length === 0) return;
  log.warn(
    { ...line, odd: misshapen.join(', ') },
    'provider sent values of an odd form, stored as they came',
  );
}
