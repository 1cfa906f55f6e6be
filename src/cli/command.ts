import type { Command } from 'commander';
import type { Output } from './output';
import type { ExitCode, Terminal } from './terminal';

/** What a command works with. */
export interface Run {
  readonly terminal: Terminal;
  readonly output: Output;
}

/** What a command does. `Options` are those that it declares. */
export type Job<Options> = (run: Run, options: Options, args: readonly string[]) => Promise<ExitCode>;

/** Makes a job into what commander calls. */
export type On = <Options>(job: Job<Options>) => (this: Command) => Promise<void>;

/** Examples below a command's help. */
export function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}`;
}
