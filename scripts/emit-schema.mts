import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** Writes schema/verification.graphql from the code; with --check, only compares and fails where they differ. */
const require = createRequire(import.meta.url);
const { ownSchema } = require('../dist/graphql/schema.js') as typeof import('../src/graphql/schema.ts');

const path = new URL('../schema/verification.graphql', import.meta.url);
const { sdl } = ownSchema();

if (!process.argv.includes('--check')) {
  writeFileSync(path, sdl);
} else if (readFileSync(path, 'utf8') !== sdl) {
  process.stderr.write('schema/verification.graphql is not what the code emits. Run: npm run schema\n');
  process.exitCode = 1;
}
