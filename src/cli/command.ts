import type { Command } from 'commander';
import type { Output } from './output';
import type { ExitCode, Terminal } from './terminal';

/** A command's surroundings. */
export interface Run {
  readonly terminal: Terminal;
  readonly output: Output;
}

/** The work of a command. `Options` are those that it declares. */
export type Job<Options> = (run: Run, options: Options, args: readonly string[]) => Promise<ExitCode>;

/** Turns a job into the function that commander calls. */
export type On = <Options>(job: Job<Options>) => (this: Command) => Promise<void>;

/** Examples below a command's help. */
export function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}`;
}
