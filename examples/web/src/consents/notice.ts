/**
 * The version of the notices in language/*-cases.ts, with the language in which the person read it: a consent is to the
 * text that was shown. Raise the number with every change of a text.
 */
export function versionOf(language: string): string {
  return `1-${language}`;
}

/** SHA-256 of a text, in hex. */
export async function digestOf(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
