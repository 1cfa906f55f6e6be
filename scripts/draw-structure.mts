import { readFileSync, writeFileSync } from 'node:fs';
import { cruise, type ICruiseResult } from 'dependency-cruiser';

/**
 * Draws the imports between the parts of src into ARCHITECTURE.md. With --check, nothing is written; the exit code
 * tells whether the drawing is up to date.
 */
const path = 'ARCHITECTURE.md';
const [begin, end] = ['<!-- drawn by npm run structure -->', '<!-- end of drawing -->'];

/** From the outside in. */
const parts = [
  'main.ts',
  'cli',
  'app',
  'config',
  'telemetry',
  'jobs',
  'http',
  'graphql',
  'service',
  'providers',
  'storage',
  'sandbox',
  'witness',
  'domain',
] as const;
type Part = (typeof parts)[number];

const contract =
  /^src\/(providers\/provider|providers\/[^/]+\/inputs|storage\/store|storage\/[^/]+\/contract)\.ts$/;

function partOf(file: string): Part {
  const [, first = ''] = file.split('/');
  if (file === 'src/main.ts') return 'main.ts';
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
    if (from !== to) arrows.set(key, arrows.get(key) === true || !contract.test(resolved));
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
