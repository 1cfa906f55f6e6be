/** Readers for single values that only ucenter's bodies have. */
import { anything, asReference, readExactText } from '../values';

/** A value that the document does not name, for the log. Holds nothing personal. */
export interface Oddity {
  readonly field: string;
  readonly value: string;
}

/** What an answer was read into, and what in it no document names. */
export interface Noted<T> {
  readonly value: T;
  readonly oddities: readonly Oddity[];
}

export const reference = anything.transform((value) => asReference(readExactText(value)));

/**
 * A Unix time in seconds or milliseconds. Only for a time that must be about now, as finishTime is:
 * below 1e11 it can then only be seconds.
 */
export const recentTime = anything.transform((value): Date | null => {
  const number = Number(readExactText(value) ?? Number.NaN);
  if (!(number > 0)) return null;
  const date = new Date(number >= 1e11 ? number : number * 1000);
  return Number.isNaN(date.getTime()) ? null : date;
});
