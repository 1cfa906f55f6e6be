/** A time from one moment on, up to another one that is not part of it. */
export interface Period {
  readonly from: Date;
  readonly until: Date;
}

/** A calendar year in China, which is 8 hours ahead of UTC all year. */
export function yearInChina(year: number): Period {
  return { from: newYear(year), until: newYear(year + 1) };
}

function newYear(year: number): Date {
  return new Date(`${year}-01-01T00:00:00+08:00`);
}

/** A moment of 31 December in China, by which a report counts ages. */
export function lastDayOf(year: number): Date {
  return new Date(`${year}-12-31T12:00:00+08:00`);
}
