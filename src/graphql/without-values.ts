/** A string as graphql-js repeats it: JSON if it came from variables, GraphQL if from a literal. */
const printedString = /"""[\s\S]*?"""|"(?:[^"\\]|\\.)*"/g;

/**
 * The text of an error about a request, without the values that graphql-js repeats in it: one of them may be a
 * person's identity number. Names of fields, arguments, types and variables stay.
 */
export function withoutValues(message: string): string {
  if (message.startsWith('Syntax Error: ')) {
    return message.replace(/\b(Int|Float|String|BlockString|Name) "[\s\S]*"/, '$1');
  }
  const subject = /^(?:Variable "\$\w+" got |Expected value of type "[^"]*")/.exec(message)?.[0];
  if (subject === undefined) return withoutSensitive(message);

  // Strings are blanked first: a `; ` inside one does not begin the reason.
  const blinded = message.replace(printedString, (text) => '_'.repeat(text.length));
  const place = [...blinded.matchAll(/; (?=[A-Z])/g)].at(-1)?.index ?? message.length;
  const reason = withoutSensitive(message.slice(place));
  if (subject.startsWith('Expected')) return `${subject}${reason || '.'}`;
  const path = / at "[\w.[\]]+"$/.exec(message.slice(0, place))?.[0] ?? '';
  return `${subject}an invalid value${path}${reason || '.'}`;
}

/** The reasons that scalars and enums give. */
function withoutSensitive(reason: string): string {
  return reason
    .replace(/(cannot represent [^:]*value): [\s\S]*$/, '$1.')
    .replace(/Value "[\s\S]*" does not exist in/, 'The value does not exist in')
    .replace(/^Unknown operation named "[\s\S]*"\.$/, 'The document has no operation of that name.');
}
