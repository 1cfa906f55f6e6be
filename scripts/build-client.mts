import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Builds dist/client, the package's client: once as ES modules and once as CommonJS, each with its types. */
const root = fileURLToPath(new URL('..', import.meta.url));

const formats = [
  { name: 'esm', type: 'module', options: [] },
  { name: 'cjs', type: 'commonjs', options: ['--module', 'node20', '--moduleResolution', 'node16'] },
] as const;

for (const { name, type, options } of formats) {
  const outDir = `dist/client/${name}`;
  const program = [
    'node_modules/typescript/bin/tsc',
    '-p',
    'client',
    '--noEmit',
    'false',
    '--outDir',
    outDir,
  ];
  execFileSync(process.execPath, [...program, ...options], { cwd: root, stdio: 'inherit' });
  // Node judges a file by the nearest package.json.
  writeFileSync(`${root}${outDir}/package.json`, `${JSON.stringify({ type })}\n`);
}
