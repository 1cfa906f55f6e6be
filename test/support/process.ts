import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const root = join(__dirname, '../..');

export type Environment = Readonly<Record<string, string>>;

export interface LaunchOptions {
  /** Its working directory: files of the default settings are below it. */
  readonly cwd: string;
  /** The compiled program if it is another than this one, such as that of another release. */
  readonly program?: string;
}

/** PLANTED_PROGRAM: a copy of it with a fault (test/planted). */
const ownProgram = process.env['PLANTED_PROGRAM'] ?? join(root, 'dist/main.js');

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A program that runs as a process of its own. */
export interface Launched {
  /** All that it has written so far. */
  readonly stdout: string;
  readonly stderr: string;
  kill(signal: NodeJS.Signals): void;
  /** When it has ended and all it wrote has been read. */
  readonly exited: Promise<Exit>;
}

/** The service, ready, with the addresses that its banner gives. */
export interface ServiceProcess extends Launched {
  readonly url: string;
  /** Null where the sandbox is off. */
  readonly sandboxUrl: string | null;
}

const running = new Set<ChildProcess>();

/** Ends what the test left running, the hard way. For afterEach. */
export async function endProcesses(): Promise<void> {
  const ended = [...running].map((child) => once(child, 'close'));
  for (const child of running) child.kill('SIGKILL');
  await Promise.all(ended);
}

/** Starts the compiled service on a free port and waits for its banner. Rejects when it ends before that. */
export async function start(env: Environment, options: LaunchOptions): Promise<ServiceProcess> {
  const child = spawnNode([options.program ?? ownProgram], { PORT: '0', ...env }, options);
  const launched = follow(child);
  await new Promise<void>((resolve, reject) => {
    const look = () => {
      if (addressIn(launched.stdout, 'Health') !== null) resolve();
    };
    child.stdout?.on('data', look);
    void launched.exited.then(() => reject(new Error(`The service did not start: ${launched.stderr}`)));
  });
  const url = addressIn(launched.stdout, 'GraphQL');
  if (url === null) throw new Error('The banner does not say where GraphQL is.');
  return Object.assign(launched, { url, sandboxUrl: addressIn(launched.stdout, 'Sandbox') });
}

/** Starts the compiled program where it is expected to refuse, or to do another thing than to serve. */
export function launchProgram(
  env: Environment,
  options: LaunchOptions,
  ...args: readonly string[]
): Launched {
  return follow(spawnNode([options.program ?? ownProgram, ...args], { PORT: '0', ...env }, options));
}

/** Runs a script of the project, given by its path from the project's root. */
export function launchScript(
  path: string,
  env: Environment,
  options: LaunchOptions,
  ...args: readonly string[]
): Launched {
  return follow(spawnNode([join(root, path), ...args], env, options));
}

function spawnNode(args: readonly string[], env: Environment, { cwd }: LaunchOptions): ChildProcess {
  // Nothing of the surrounding environment: a setting that happens to be there must not decide a test.
  return spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
}

function follow(child: ChildProcess): Launched {
  const written = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      written[name] += text;
    });
  }
  running.add(child);
  const exited = once(child, 'close').then(([code, signal]): Exit => {
    running.delete(child);
    return { code, signal };
  });
  return {
    get stdout() {
      return written.stdout;
    },
    get stderr() {
      return written.stderr;
    },
    kill: (signal) => void child.kill(signal),
    exited,
  };
}

/** The address that stands behind a word of the banner, without its path. */
function addressIn(banner: string, word: string): string | null {
  return new RegExp(`^ +${word} +(https?://[^/\\s]+)/`, 'm').exec(banner)?.[1] ?? null;
}
