import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { buildSchema, isEnumType } from 'graphql';

/**
 * Writes the tables of docs/errors.md from the code and the schema; with --check, only compares, and fails if they
 * differ.
 */
const require = createRequire(import.meta.url);
const { requestErrors } =
  require('../dist/domain/request-errors.js') as typeof import('../src/domain/request-errors.ts');

const path = 'docs/errors.md';
const schema = buildSchema(readFileSync('schema/verification.graphql', 'utf8'), { assumeValidSDL: true });

const requestTable = [
  '| code | meaning | what the client does |',
  '|---|---|---|',
  ...Object.entries(requestErrors).map(
    ([code, { meaning, remedy }]) => `| \`${code}\` | ${meaning} | ${remedy} |`,
  ),
];

function tableOf(name: string): string[] {
  const type = schema.getType(name);
  if (!isEnumType(type)) throw new Error(`${name} is no enum of the schema.`);
  return [
    '| code | meaning |',
    '|---|---|',
    ...type.getValues().map(({ name: code, description }) => `| \`${code}\` | ${description ?? ''} |`),
  ];
}

const before = readFileSync(path, 'utf8');
const after = before.replace(
  /(<!-- written by npm run errors: (\w+) -->\n)[\s\S]*?(<!-- end -->)/g,
  (_, begin: string, name: string, end: string) =>
    `${begin}${(name === 'requests' ? requestTable : tableOf(name)).join('\n')}\n${end}`,
);

if (!process.argv.includes('--check')) {
  writeFileSync(path, after);
} else if (after !== before) {
  process.stderr.write(`${path} is not what the code says. Run: npm run errors\n`);
  process.exitCode = 1;
}
