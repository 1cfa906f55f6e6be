import { execFileSync } from 'node:child_process';
import { readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { type Environment, type LaunchOptions, launchProgram } from '../../support/process';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder';

const root = join(__dirname, '../../..');

/** The package as `npm pack` makes it, unpacked next to an empty folder to run it in. */
export interface Packed {
  /** The unpacked package. */
  readonly path: string;
  /** For `start` and `launchProgram`. */
  readonly options: LaunchOptions & { readonly program: string };
  /** Its working directory. */
  readonly cwd: string;
  run(env: Environment, ...args: readonly string[]): Promise<Ran>;
  remove(): void;
}

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Packs what jest's global setup compiled. Nothing is fetched: its dependencies are linked next to it. */
export function packPackage(): Packed {
  const folder: TemporaryFolder = temporaryFolder();
  execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder.path], {
    cwd: root,
    stdio: 'ignore',
  });
  const archive = readdirSync(folder.path).find((name) => name.endsWith('.tgz')) ?? '';
  execFileSync('tar', ['-xzf', join(folder.path, archive), '-C', folder.path]);
  const path = join(folder.path, 'package');
  symlinkSync(join(root, 'node_modules'), join(path, 'node_modules'));
  const work = temporaryFolder();
  const options = { cwd: work.path, program: join(path, 'dist/main.js') };
  // Many short runs of one program: what Node has compiled once need not be compiled again.
  const compiled = { NODE_COMPILE_CACHE: join(folder.path, 'compiled') };
  return {
    path,
    options,
    cwd: work.path,
    async run(env, ...args) {
      const launched = launchProgram({ ...compiled, ...env }, options, ...args);
      const { code } = await launched.exited;
      return { code, stdout: launched.stdout, stderr: launched.stderr };
    },
    remove() {
      work.remove();
      folder.remove();
    },
  };
}

/** One JSON document, and nothing else. */
export function documentOf<Document = Record<string, unknown>>({ stdout }: Ran): Document {
  expect(stdout.trimEnd().split('\n')).toHaveLength(1);
  return JSON.parse(stdout) as Document;
}
