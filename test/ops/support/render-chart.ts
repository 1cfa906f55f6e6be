import { parseAllDocuments, stringify } from 'yaml';
import type { Manifest } from './files';

/**
 * Renders a template of the chart as Helm does, as far as the chart goes: values, `toYaml … | nindent`, and an `if`
 * around a whole file. Throws at anything else.
 */
export function renderTemplate(template: string, values: Readonly<Record<string, unknown>>): Manifest[] {
  const [, condition, inner] =
    /^\{\{- if \.Values\.([\w.]+) \}\}\n([\s\S]*)\{\{- end \}\}\n$/.exec(template) ?? [];
  if (condition !== undefined && !valueAt(values, condition)) return [];
  const text = (inner ?? template)
    .replaceAll(
      / ?\{\{- toYaml \.Values\.([\w.]+) \| nindent (\d+) \}\}/g,
      (_all, path: string, blanks: string) =>
        `\n${stringify(valueAt(values, path))}`.trimEnd().replaceAll('\n', `\n${' '.repeat(Number(blanks))}`),
    )
    .replaceAll(/\{\{ \.Values\.([\w.]+) \}\}/g, (_all, path: string) => String(valueAt(values, path)));
  if (text.includes('{{')) throw new Error(`The chart uses what is not rendered here: ${text}`);
  return parseAllDocuments(text).map((document) => {
    if (document.errors.length > 0) throw document.errors[0];
    return document.toJS() as Manifest;
  });
}

function valueAt(values: Readonly<Record<string, unknown>>, path: string): unknown {
  let found: unknown = values;
  for (const name of path.split('.')) found = (found as Record<string, unknown> | undefined)?.[name];
  if (found === undefined) throw new Error(`values.yaml has no ${path}.`);
  return found;
}
