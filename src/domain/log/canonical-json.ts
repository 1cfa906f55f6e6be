/**
 * JSON in the one form of RFC 8785 (JCS), so that equal values have equal bytes. Throws TypeError for values that JSON
 * does not have, and for text with half a surrogate pair, which has no UTF-8 form.
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return textOf(value);
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`JSON has no number ${value}.`);
      return JSON.stringify(value);
    case 'boolean':
      return String(value);
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? `[${value.map(canonicalJson).join()}]` : objectOf(value);
    default:
      throw new TypeError(`JSON has no ${typeof value}.`);
  }
}

/** Text and numbers have in ECMAScript the form that RFC 8785 asks for. */
function textOf(text: string): string {
  if (!text.isWellFormed()) throw new TypeError('JSON text must not hold half a surrogate pair.');
  return JSON.stringify(text);
}

/** Members of no value are left out, as JSON.stringify does. Names sort by their UTF-16 code units. */
function objectOf(value: object): string {
  let members = '';
  for (const name of Object.keys(value).sort()) {
    const member = (value as Record<string, unknown>)[name];
    if (member === undefined) continue;
    members += `${members === '' ? '' : ','}${textOf(name)}:${canonicalJson(member)}`;
  }
  return `{${members}}`;
}
