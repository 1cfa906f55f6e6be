import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);

/** The compiled service, which is measured and which creates the seeds. */
export const mainFile = pathOf('main.js');

/** A module of the compiled service. */
export function compiled<Module>(path: string): Module {
  return require(pathOf(path)) as Module;
}

export function pathOf(path: string): string {
  return fileURLToPath(new URL(`../../dist/${path}`, import.meta.url));
}
