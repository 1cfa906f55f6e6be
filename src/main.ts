#!/usr/bin/env node
import { userInfo } from 'node:os';
import { createInterface } from 'node:readline/promises';
import { runCli } from './cli/run';
import type { TextStream } from './cli/terminal';

/** The only place that touches the process: arguments, environment, signals, streams, exit code. */

const { argv, env, stdin, stdout, stderr } = process;

// Whoever reads us has gone away, as `head` does: there is nobody left to tell.
stdout.on('error', () => process.exit(1));

// graphql-js leaves a field's rejection to nobody where another field of the same list fails first: one answer's fault
// must not end the process for everybody. Only its kind is told; its text may repeat what must not be written.
process.on('unhandledRejection', (reason) => {
  stderr.write(
    `A promise was rejected that nobody waits for: ${reason instanceof Error ? reason.name : typeof reason}\n`,
  );
});

runCli({
  args: argv.slice(2),
  env,
  user: userName(),
  stdout: textStream(stdout),
  stderr: textStream(stderr),
  ask: stdin.isTTY && stderr.isTTY ? ask : null,
  onStop(stop) {
    const signals = ['SIGINT', 'SIGTERM'] as const;
    const first = () => {
      for (const signal of signals) {
        process.off(signal, first);
        // A second signal, or a close that hangs, ends it the hard way.
        process.once(signal, () => process.exit(1));
      }
      stop();
    };
    for (const signal of signals) process.on(signal, first);
  },
}).then((exitCode) => {
  // Once all is written. Without this, a connection that somebody keeps open would keep the process.
  stdout.write('', () => process.exit(exitCode));
});

function textStream(stream: NodeJS.WriteStream): TextStream {
  return { isTTY: stream.isTTY === true, write: (text) => void stream.write(text) };
}

async function ask(question: string): Promise<string> {
  const lines = createInterface({ input: stdin, output: stderr });
  const { promise: answer, resolve } = Promise.withResolvers<string>();
  // Ctrl+C and Ctrl+D answer nothing.
  lines.once('close', () => resolve(''));
  lines.question(question).then(resolve, () => resolve(''));
  return answer.finally(() => lines.close());
}

/** In a container the user may have a number and no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}
