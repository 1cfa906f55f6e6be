/** How stored values are shown. What masks them is in domain/masking. */

/** The value behind its mask; null where there is none. */
export function masked(value: string | null | undefined, mask: (plain: string) => string): string | null {
  return value === null || value === undefined ? null : mask(value);
}

/**
 * A time in milliseconds since 1970 as a Date. Null where there is none, and where no calendar has it: the content
 * of a push is stored as it came, and one odd number must not hide the rest.
 */
export function dateOf(milliseconds: number | null | undefined): Date | null {
  if (milliseconds === null || milliseconds === undefined) return null;
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? null : date;
}
