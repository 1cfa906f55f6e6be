import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseAllDocuments } from 'yaml';

/**
 * Holds Kubernetes manifests, given by their paths, against the API's own schemas: values by their validators, names
 * of fields by the compiler, since the validators let unknown ones pass. Writes what is wrong; the exit code says
 * whether anything is. The packages are ES modules only, which is why this is no part of a test file.
 */
interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
}

interface Model {
  validate(): void;
}

const root = join(import.meta.dirname, '../../..');
const faults: string[] = [];
const literals: string[] = [];
for (const path of process.argv.slice(2)) {
  for (const document of parseAllDocuments(readFileSync(path, 'utf8'))) {
    const manifest = document.toJS() as Manifest;
    const module = `kubernetes-models/${manifest.apiVersion}/${manifest.kind}`;
    const models = (await import(module)) as Record<string, new (data: Manifest) => Model>;
    const model = models[manifest.kind];
    if (!model) throw new Error(`${path}: there is no ${manifest.kind}`);
    try {
      new model(manifest).validate();
    } catch (error) {
      faults.push(`${basename(path)}: ${error instanceof Error ? error.message : String(error)}`);
    }
    const { apiVersion: _version, kind, ...rest } = manifest;
    literals.push(`new (await import('${module}')).${kind}(${JSON.stringify(rest, null, 2)});`);
  }
}
faults.push(...compilerFaults(literals.join('\n')));
for (const fault of faults) process.stdout.write(`${fault}\n`);
process.exitCode = faults.length > 0 ? 1 : 0;

function compilerFaults(source: string): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'realname-manifests-'));
  try {
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    writeFileSync(join(folder, 'manifests.mts'), `${source}\n`);
    const options = ['--noEmit', '--strict', '--skipLibCheck', '--target', 'es2023', '--module', 'nodenext'];
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    execFileSync(process.execPath, [tsc, ...options, 'manifests.mts'], { cwd: folder, stdio: 'pipe' });
    return [];
  } catch (error) {
    return [String((error as { stdout?: Buffer }).stdout ?? error)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
