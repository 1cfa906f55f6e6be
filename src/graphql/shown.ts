/** Readers that show stored values; the masks are in domain/privacy/masking.ts. */

/** The masked value; null if there is none. */
export function masked(value: string | null | undefined, mask: (plain: string) => string): string | null {
  return value === null || value === undefined ? null : mask(value);
}

/** A provider masks a number in its own way; masking it again would hide digits that the person may recognise. */
export function unlessMasked(mask: (plain: string) => string): (value: string) => string {
  return (value) => (value.includes('*') ? value : mask(value));
}

/**
 * A time in milliseconds since 1970 as a Date. Null if there is none or no calendar has it: the content of a push is
 * stored unchanged, and one odd number must not hide the rest.
 */
export function dateOf(milliseconds: number | null | undefined): Date | null {
  if (milliseconds === null || milliseconds === undefined) return null;
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? null : date;
}
