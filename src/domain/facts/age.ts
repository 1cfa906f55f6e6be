import type { KnownPerson } from './known-person';

export type AgeBand = 'UNDER_14' | 'FROM_14_TO_17' | 'ADULT';

const CHINA_OFFSET_MS = 8 * 3_600_000;

/** A day of the calendar, with the month counted from 1. */
interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Full years on today's date in China; null if no birthday is known. */
export function ageOf(person: Pick<KnownPerson, 'identityNo' | 'birthday'>, now: Date): number | null {
  const birth = birthdayIn(person.identityNo) ?? dayInChina(person.birthday);
  const today = dayInChina(now.getTime());
  if (!birth || !today) return null;
  // A person born on 29 February is a year older from 1 March on in a year without that day.
  const isBefore = today.month < birth.month || (today.month === birth.month && today.day < birth.day);
  const age = today.year - birth.year - (isBefore ? 1 : 0);
  return age >= 0 ? age : null;
}

/**
 * The band, if `ages` allow it to be shown: the band must not give away a border that is not among the deployment's
 * ages.
 */
export function ageBandOf(age: number | null, ages: readonly number[]): AgeBand | null {
  if (age === null) return null;
  const [tells14, tells18] = [ages.includes(14), ages.includes(18)];
  if (tells18 && age >= 18) return 'ADULT';
  if (tells14 && age < 14) return 'UNDER_14';
  return tells14 && tells18 ? 'FROM_14_TO_17' : null;
}

/** Digits 7 to 14 of an identity number of 18 characters; null if they are not a day. */
function birthdayIn(identityNo: string | null): Day | null {
  const digits = /^\d{6}(\d{4})(\d{2})(\d{2})\d{3}[\dX]$/i.exec(identityNo ?? '');
  if (!digits) return null;
  const [year, month, day] = digits.slice(1).map(Number) as [number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? { year, month, day } : null;
}

function dayInChina(ms: number | null): Day | null {
  if (ms === null) return null;
  const date = new Date(ms + CHINA_OFFSET_MS);
  if (Number.isNaN(date.getTime())) return null;
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}
