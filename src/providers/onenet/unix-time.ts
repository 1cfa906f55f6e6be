/** What a timestamp too small to tell by itself is counted in. */
export type UnixUnit = 'seconds' | 'milliseconds';

/** In seconds this is the year 5138, in milliseconds 1973: whatever is larger is milliseconds. */
const surelyMilliseconds = 1e11;

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

/** Milliseconds since 1970; null where nothing came, or a time outside the years 0 to 9999. */
export function toMilliseconds(value: number | null, small: UnixUnit): number | null {
  if (value === null) return null;
  const time = Math.round(isMilliseconds(value) || small === 'milliseconds' ? value : value * 1000);
  return time >= earliest && time <= latest ? time : null;
}

function isMilliseconds(value: number): boolean {
  return Math.abs(value) >= surelyMilliseconds;
}
