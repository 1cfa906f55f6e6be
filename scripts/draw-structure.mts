import { readFileSync, writeFileSync } from 'node:fs';
import { cruise, type ICruiseResult } from 'dependency-cruiser';

/**
 * Draws which part of src imports which into ARCHITECTURE.md, from the imports themselves. With --check, nothing is
 * written; the exit code says whether the drawing is true.
 */
const path = 'ARCHITECTURE.md';
const [begin, end] = ['<!-- drawn by npm run structure -->', '<!-- end of drawing -->'];

/** From the outside in. Files of src beside the folders belong to app.ts, which composes everything. */
const parts = [
  'main.ts',
  'cli',
  'app.ts',
  'telemetry',
  'http',
  'graphql',
  'service',
  'providers',
  'storage',
  'sandbox',
  'domain',
] as const;
type Part = (typeof parts)[number];

const contracts: readonly string[] = ['src/providers/provider.ts', 'src/storage/store.ts'];

function partOf(file: string): Part {
  const [, first = '', ...rest] = file.split('/');
  if (file === 'src/main.ts') return 'main.ts';
  if (rest.length === 0) return 'app.ts';
  const part = parts.find((name) => name === first);
  if (!part) throw new Error(`${first} is a folder of src that scripts/draw-structure.mts does not know.`);
  return part;
}

const { output } = await cruise(['src'], {
  includeOnly: '^src/',
  tsPreCompilationDeps: true,
  ruleSet: { forbidden: [] },
});
/** For each pair of parts, whether more than a contract is imported. */
const arrows = new Map<string, boolean>();
for (const { source, dependencies } of (output as ICruiseResult).modules) {
  for (const { resolved } of dependencies) {
    if (!source.startsWith('src/') || !resolved.startsWith('src/')) continue;
    const [from, to] = [partOf(source), partOf(resolved)];
    const key = `${from} ${to}`;
    if (from !== to) arrows.set(key, arrows.get(key) === true || !contracts.includes(resolved));
  }
}

const lines = parts.flatMap((from) =>
  parts.flatMap((to) => {
    const isMore = arrows.get(`${from} ${to}`);
    return isMore === undefined ? [] : [`  ${from} ${isMore ? '-->' : '-.->'} ${to}`];
  }),
);
const drawing = `${begin}\n\`\`\`mermaid\nflowchart TD\n${lines.join('\n')}\n\`\`\`\n${end}`;

const before = readFileSync(path, 'utf8');
const [head, rest] = before.split(begin);
const tail = rest?.split(end)[1];
if (head === undefined || tail === undefined) throw new Error(`${path} has no place for the drawing.`);
const after = `${head}${drawing}${tail}`;
if (process.argv.includes('--check')) {
  if (after !== before) {
    process.stderr.write(`${path} does not draw the imports of src as they are. Run: npm run structure\n`);
    process.exitCode = 1;
  }
} else {
  writeFileSync(path, after);
}
