/**
 * Whether a text comes back from every database as it was: PostgreSQL takes no U+0000, and an unpaired surrogate is
 * stored as U+FFFD, so that two different texts would become one.
 */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

/** The text with U+FFFD in place of everything that cannot be stored. For words of a provider, never for a key. */
export function toStorable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}
