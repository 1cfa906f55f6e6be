import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './markdown';

/** The service's code as one text, to look names up in. */
export const serviceCode = textIn('src');

/** The same with the schema, the scripts, and the suites of faults and routers, which have variables of their own. */
export const code = [
  readFileSync(join(root, 'schema/verification.graphql'), 'utf8'),
  serviceCode,
  textIn('scripts'),
  textIn('test/faults'),
  textIn('test/routers'),
].join('\n');

function textIn(folder: string): string {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.m?ts$/.test(path))
    .map((path) => readFileSync(join(root, folder, path), 'utf8'))
    .join('\n');
}

/** Whether a name stands anywhere in the code as a word of its own. */
export function isInCode(name: string): boolean {
  return new RegExp(`(?<![\\w])${name}(?![\\w])`).test(code);
}

export const scripts = (
  JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> }
).scripts;
