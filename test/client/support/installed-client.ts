import { execFile, execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../../docs/support/markdown';
import { temporaryFolder } from '../../support/temporary-folder';

/** A project that has installed the package, and graphql-ws of all that the package depends on. */
export interface InstalledClient {
  /** Runs a program of the project, and returns what it printed. */
  run(name: string, text: string): string;
  /** The same with arguments and settings, while this process goes on, which may serve the program. */
  start(
    name: string,
    text: string,
    args: readonly string[],
    env: Readonly<Record<string, string>>,
  ): Promise<string>;
  /** What the compiler says of a program of the project; empty if nothing. */
  check(name: string, text: string, options: readonly string[]): string;
  remove(): void;
}

/** Builds dist/client, which programs in this project import, too. */
export function buildClient(): void {
  execFileSync(process.execPath, [join(root, 'scripts/build-client.mts')], { cwd: root });
}

/** Builds the client, and installs what the package publishes of it. */
export function installClient(): InstalledClient {
  buildClient();
  const { path: folder, remove } = temporaryFolder();
  const modules = join(folder, 'node_modules');
  const installed = join(modules, 'realname-subgraph');
  mkdirSync(installed, { recursive: true });
  cpSync(join(root, 'package.json'), join(installed, 'package.json'));
  cpSync(join(root, 'dist/client'), join(installed, 'dist/client'), { recursive: true });
  for (const name of ['graphql-ws', 'react', '@types/react', 'csstype']) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), join(modules, name));
  }
  writeFileSync(join(folder, 'package.json'), '{}');
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  return {
    remove,
    run: (name, text) =>
      execFileSync(process.execPath, ['--preserve-symlinks', write(name, text)], { encoding: 'utf8' }),
    async start(name, text, args, env) {
      const program = ['--preserve-symlinks', write(name, text), ...args];
      return (await promisify(execFile)(process.execPath, program, { env })).stdout;
    },
    check(name, text, options) {
      const compiler = join(root, 'node_modules/typescript/bin/tsc');
      try {
        return execFileSync(
          process.execPath,
          [compiler, '--noEmit', '--strict', ...options, write(name, text)],
          {
            cwd: folder,
            encoding: 'utf8',
          },
        );
      } catch (error) {
        return String((error as { stdout: unknown }).stdout);
      }
    },
  };
}

/** The entries of the package that its exports name. */
export const entries = Object.keys(
  (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { exports: object }).exports,
);
