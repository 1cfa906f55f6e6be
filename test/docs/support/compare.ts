/** What a document shows in place of what a service has said: its ids and addresses by the real ones. */
export type Known = Map<string, string>;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Where an answer differs from the documented one; empty where it does not. Ids, tokens in addresses and masked values
 * may be others: they are remembered in `known`.
 */
export function differences(
  documented: unknown,
  actual: unknown,
  known: Known,
  path = '',
): readonly string[] {
  if (documented === actual) return [];
  if (typeof documented === 'string' && typeof actual === 'string') {
    if (!isAnother(documented, actual)) return [`${path}: ${actual} in place of ${documented}`];
    known.set(documented, actual);
    return [];
  }
  if (!isObject(documented) || !isObject(actual)) {
    return [`${path}: ${JSON.stringify(actual)} in place of ${JSON.stringify(documented)}`];
  }
  const names = new Set([...Object.keys(documented), ...Object.keys(actual)]);
  return [...names].flatMap((name) => differences(documented[name], actual[name], known, `${path}.${name}`));
}

/** The text with what the document shows replaced by what is so. */
export function withKnown(text: string, known: Known): string {
  return [...known].reduce((replaced, [shown, real]) => replaced.replaceAll(shown, real), text);
}

function isAnother(documented: string, actual: string): boolean {
  if (uuid.test(documented)) return uuid.test(actual);
  if (documented.includes('*')) return actual.includes('*');
  if (!URL.canParse(documented) || !URL.canParse(actual)) return false;
  const folder = (url: string) => new URL(url).pathname.replace(/[^/]*$/, '');
  return folder(documented) === folder(actual);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
