/** Readers for single values that only ucenter's bodies have. */
import { dayInChina } from '../china-day';
import { anything, asReference, readText } from '../values';

export const reference = anything.transform((value) => asReference(readText(value)));

/**
 * A Unix time in seconds or milliseconds, or a day in eight digits. Only for a time that must be about now, such as
 * finishTime: below 1e11 it can then only be seconds.
 */
export const recentTime = anything.transform((value): Date | null => {
  const number = Number(readText(value) ?? Number.NaN);
  if (!(number > 0)) return null;
  const date = new Date(dayInChina(number) ?? (number >= 1e11 ? number : number * 1000));
  return Number.isNaN(date.getTime()) ? null : date;
});
