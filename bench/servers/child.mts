import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Usage } from '../measure/usage-reporter.mts';

/** A process that the bench started. */
export class Child {
  readonly name: string;
  readonly process: ChildProcess;
  #written = '';

  private constructor(name: string, process: ChildProcess) {
    this.name = name;
    this.process = process;
    for (const stream of [process.stdout, process.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#written = (this.#written + text).slice(-4000);
      });
    }
  }

  /** Only these variables of the environment are passed on. */
  static start(name: string, file: string, options: ChildOptions = {}): Child {
    const { args = [], env = {}, cwd, measured = true } = options;
    const reporter = new URL('../measure/usage-reporter.mts', import.meta.url);
    return new Child(
      name,
      fork(file, args, {
        env: { NODE_ENV: 'production', ...env },
        execArgv: measured ? ['--import', reporter.href] : [],
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
        ...(cwd !== undefined && { cwd }),
      }),
    );
  }

  /** The last lines of its output, for diagnosis. */
  get written(): string {
    return this.#written;
  }

  /** The first message for which `pick` returns a value. Rejects if the process ends before. */
  async message<T>(pick: (message: unknown) => T | null): Promise<T> {
    return new Promise((resolve, reject) => {
      const ended = () => reject(new Error(`${this.name} ended: ${this.#written}`));
      const look = (message: unknown) => {
        const found = pick(message);
        if (found === null) return;
        this.process.off('message', look);
        this.process.off('exit', ended);
        resolve(found);
      };
      this.process.on('message', look);
      this.process.once('exit', ended);
      if (this.process.exitCode !== null) ended();
    });
  }

  /** Its usage so far; after a garbage collection if requested. */
  async usage({ afterGc = false } = {}): Promise<Usage> {
    const answer = this.message((message) => {
      const { kind, usage } = message as { kind?: string; usage?: Usage };
      return kind === 'usage' && usage ? usage : null;
    });
    this.process.send({ kind: 'usage', afterGc });
    return answer;
  }

  async end(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const exited = once(this.process, 'exit');
    this.process.kill(signal);
    await exited;
  }
}

export interface ChildOptions {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Whether it reports its usage. Default: yes. */
  readonly measured?: boolean;
}

/** A file of the bench. */
export function benchFile(path: string): string {
  return fileURLToPath(new URL(`../${path}`, import.meta.url));
}
