import type { Job } from '../../src/cli/command';
import { Output } from '../../src/cli/output';
import type { Terminal } from '../../src/cli/terminal';

export interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
}

/** Runs a command of the command line within the test. */
export async function runJob<Options>(
  job: Job<Options>,
  options: Options,
  args: readonly string[],
  {
    env = {},
    json = false,
  }: { readonly env?: Readonly<Record<string, string>>; readonly json?: boolean } = {},
): Promise<Ran> {
  let stdout = '';
  const terminal: Terminal = {
    args,
    env,
    user: 'chen',
    stdout: {
      isTTY: false,
      write(text) {
        stdout += text;
      },
    },
    stderr: { isTTY: false, write() {} },
    ask: null,
    onStop: () => {},
  };
  const output = new Output(terminal, { json, progress: false });
  const exitCode = await job({ terminal, output }, options, args);
  return { exitCode, stdout };
}
