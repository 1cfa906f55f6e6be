/**
 * JSON as providers write it. Integers beyond 2^53 come back as text with all their digits: they are references and
 * identity numbers, and rounded they would name another person. Undefined for a text that is not JSON.
 */
export function parseJson(text: string): unknown {
  const value = parseOnce(text);
  return typeof value === 'string' ? openJson(value) : value;
}

/** A JSON object or list that was put into a string as text: opened once. Any other value stays as it is. */
export function openJson(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[{[]/.test(value)) return value;
  return parseOnce(value) ?? value;
}

function parseOnce(text: string): unknown {
  try {
    // A function that is called for every value takes most of the time: few texts need it.
    return mayBeInexact.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** An integer of so many digits, or a number with an exponent, outside strings; strings may look alike. */
const mayBeInexact = /(?:^|[:,[])\s*-?(?:\d{16}|[\d.]+[eE])/;

/** The third argument is newer than TypeScript's types of JSON.parse. */
function keepDigits(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  const isInexact = typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER;
  return isInexact ? (context?.source ?? value) : value;
}
