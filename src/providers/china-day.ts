const chinaOffsetMs = 8 * 3_600_000;

/**
 * The moment at which a day begins in China, in milliseconds since 1970. `digits` is the day in eight digits, such as
 * 19870412; null if that is not a day between 1850-01-01 and 9999-12-31.
 */
export function dayInChina(digits: number): number | null {
  if (!Number.isInteger(digits) || digits < 18500101 || digits > 99991231) return null;
  const year = Math.floor(digits / 10_000);
  const month = Math.floor(digits / 100) % 100;
  const day = digits % 100;
  const midnight = new Date(Date.UTC(year, month - 1, day));
  // A day that the month lacks becomes a day of another month.
  const isDay = midnight.getUTCMonth() === month - 1 && midnight.getUTCDate() === day;
  return isDay ? midnight.getTime() - chinaOffsetMs : null;
}
