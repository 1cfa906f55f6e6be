import { dayInChina } from '../china-day';

/** The unit of a timestamp that is too small to show it by itself. */
export type UnixUnit = 'seconds' | 'milliseconds';

/** In seconds this is the year 5138, in milliseconds 1973: any larger value is in milliseconds. */
const surelyMilliseconds = 1e11;

const dayMs = 86_400_000;

/** Years that are written with four digits; a time outside them is no date of a person or a card. */
const earliest = Date.parse('0000-01-01T00:00:00.000Z');
const latest = Date.parse('9999-12-31T23:59:59.999Z');

/**
 * The unit of a body's small timestamps: that of its responseTime, the one time in it that must be about now.
 * Without one it is seconds, which is what "Unix时间戳" says.
 */
export function unitOf(responseTime: number | null): UnixUnit {
  return responseTime !== null && isMilliseconds(responseTime) ? 'milliseconds' : 'seconds';
}

/**
 * Milliseconds since 1970, of a Unix time or of a day in eight digits. Null for no value, or a time outside the years 0
 * to 9999.
 */
export function toMilliseconds(value: number | null, small: UnixUnit): number | null {
  if (value === null) return null;
  const isExact = isMilliseconds(value) || small === 'milliseconds';
  const time = dayInChina(value) ?? Math.round(isExact ? value : value * 1000);
  return time >= earliest && time <= latest ? time : null;
}

/** The time at which something ends; null when it does not end (长期, written as 0 or less). */
export function toEnd(value: number | null, small: UnixUnit): number | null {
  return value !== null && value <= 0 ? null : toMilliseconds(value, small);
}

/** The same for a validity: a last day, in eight digits, counts to its end in China. */
export function toEndOfValidity(value: number | null, small: UnixUnit): number | null {
  const lastDay = value === null ? null : dayInChina(value);
  return lastDay === null ? toEnd(value, small) : lastDay + dayMs;
}

function isMilliseconds(value: number): boolean {
  return Math.abs(value) >= surelyMilliseconds;
}
