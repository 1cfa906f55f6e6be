import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** Writes schema/verification.graphql from the code; with --check, only compares, and fails if they differ. */
const require = createRequire(import.meta.url);
const { buildSubgraph } = require('../dist/graphql/schema.js') as typeof import('../src/graphql/schema.ts');
const { registry } =
  require('../dist/providers/registry.js') as typeof import('../src/providers/registry.ts');

const path = new URL('../schema/verification.graphql', import.meta.url);
const { sdl } = buildSubgraph(registry);

if (!process.argv.includes('--check')) {
  writeFileSync(path, sdl);
} else if (readFileSync(path, 'utf8') !== sdl) {
  process.stderr.write('schema/verification.graphql is not what the code emits. Run: npm run schema\n');
  process.exitCode = 1;
}
