import type { Job } from '../../src/cli/command';
import { Output } from '../../src/cli/output';
import type { Terminal } from '../../src/cli/terminal';

export interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface Surroundings {
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  readonly write?: (stream: 'stdout' | 'stderr', text: string) => void;
}

/** A terminal within the test, whose user is chen. */
export function terminalOf({ env = {}, args = [], write = () => {} }: Surroundings): Terminal {
  return {
    args,
    env,
    user: 'chen',
    stdout: { isTTY: false, write: (text) => write('stdout', text) },
    stderr: { isTTY: false, write: (text) => write('stderr', text) },
    ask: null,
    onStop: () => {},
  };
}

/** Runs a command of the command line within the test. */
export async function runJob<Options>(
  job: Job<Options>,
  options: Options,
  args: readonly string[],
  {
    env = {},
    json = false,
    progress = false,
  }: {
    readonly env?: Readonly<Record<string, string>>;
    readonly json?: boolean;
    readonly progress?: boolean;
  } = {},
): Promise<Ran> {
  const written = { stdout: '', stderr: '' };
  const terminal = terminalOf({
    env,
    args,
    write(stream, text) {
      written[stream] += text;
    },
  });
  const output = new Output(terminal, { json, progress });
  const exitCode = await job({ terminal, output }, options, args);
  return { exitCode, ...written };
}
