import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../../..');

/** A place in the compiled service, and what is put there instead: a bug planted on purpose. */
export interface Patch {
  /** Below dist. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** FAULT_DIST: another build to run the faults on, such as an older release. */
function compiled(): string {
  return process.env['FAULT_DIST'] ?? join(root, 'dist');
}

/**
 * A copy of the compiled service in a folder of its own, so that a build meanwhile changes nothing under a running
 * fault. Throws where a patch does not meet exactly one place. Returns the path of its main file.
 */
export function copyProgram(folder: string, patches: readonly Patch[] = []): string {
  const dist = join(folder, 'dist');
  // Source maps are half of the files, and nothing reads them.
  cpSync(compiled(), dist, { recursive: true, filter: (path) => !path.endsWith('.map') });
  // As it is published: next to its package.json.
  cpSync(join(root, 'package.json'), join(folder, 'package.json'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const [file, text] of patchedFiles(patches)) writeFileSync(join(dist, file), text);
  return join(dist, 'main.js');
}

/** The text of each file that the patches change. Throws where a patch does not meet exactly one place. */
export function patchedFiles(patches: readonly Patch[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const { file, find, replace } of patches) {
    const parts = (texts.get(file) ?? readFileSync(join(compiled(), file), 'utf8')).split(find);
    if (parts.length !== 2)
      throw new Error(`${file} has ${parts.length - 1} places for a planted bug: ${find}`);
    texts.set(file, parts.join(replace));
  }
  return texts;
}
