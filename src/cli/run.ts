import { type Command, CommanderError } from 'commander';
import type { Job, On } from './command';
import { type Explanation, explain } from './fault';
import { Output } from './output';
import { createProgram } from './program';
import type { ExitCode, Terminal } from './terminal';

/** Runs the command of the arguments, and resolves to the exit code. Never rejects. */
export async function runCli(terminal: Terminal): Promise<ExitCode> {
  // Searched by hand: a usage error must have the right form (--json) even if nothing could be parsed.
  const isJson = terminal.args.includes('--json');
  let exitCode: ExitCode = 0;
  const on: On = <Options>(job: Job<Options>) =>
    async function (this: Command) {
      const { json = false, progress = false } = this.optsWithGlobals<{ json?: true; progress?: true }>();
      const output = new Output(terminal, { json, progress });
      try {
        exitCode = await job({ terminal, output }, this.opts() as Options, this.args);
      } finally {
        output.endProgress();
      }
    };
  try {
    const args = withDefault(terminal.args);
    await createProgram(terminal, args, on, isJson).parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) return tell(terminal, explain(error), isJson);
    if (error.exitCode === 0) return 0;
    return isJson ? tell(terminal, usageFault(error), isJson) : 2;
  }
}

/** Without a command, `serve` runs. */
function withDefault(args: readonly string[]): readonly string[] {
  const isAlone = args.every((arg) => arg === '--json' || arg === '--progress');
  return isAlone ? ['serve', ...args] : args;
}

function usageFault({ code, message }: CommanderError): Explanation {
  // For a group of commands without one of them, commander shows help and has no message of its own.
  const text = code === 'commander.help' ? 'A command is missing.' : message.replace(/^error: /, '');
  return { exitCode: 2, code: 'USAGE', message: text };
}

function tell(terminal: Terminal, { exitCode, code, message }: Explanation, isJson: boolean): ExitCode {
  if (isJson) terminal.stdout.write(`${JSON.stringify({ error: { code, message } })}\n`);
  else terminal.stderr.write(`${message}\n`);
  return exitCode;
}
