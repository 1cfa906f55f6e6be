#!/usr/bin/env node
import { userInfo } from 'node:os';
import { createInterface } from 'node:readline/promises';
import { nodeFault } from './cli/node-version';
import type { TextStream } from './cli/terminal';

/**
 * The only file that touches the process: arguments, environment, signals, streams, exit code. It must load on an old
 * Node, to say that it is too old: everything else is loaded after that.
 */

const { argv, env, stdin, stdout, stderr } = process;

const fault = nodeFault(process.versions.node);
if (fault === null) {
  main();
} else {
  stderr.write(`${fault}\n`);
  process.exitCode = 2;
}

function main(): void {
  const { runCli } = require('./cli/run') as typeof import('./cli/run');

  // The reader has gone away, as `head` does: there is no one left to write to.
  stdout.on('error', () => process.exit(1));

  // graphql-js abandons a field's rejection when another field of the same list fails first: one answer's fault must
  // not end the process for everybody. Only its kind is written; its text may hold what must not be.
  process.on('unhandledRejection', (reason) => {
    const kind = reason instanceof Error ? reason.name : typeof reason;
    stderr.write(`Unhandled promise rejection: ${kind}\n`);
  });

  runCli({
    args: argv.slice(2),
    env,
    user: userName(),
    stdout: textStream(stdout),
    stderr: textStream(stderr),
    ask: stdin.isTTY && stderr.isTTY ? ask : null,
    onStop,
  }).then((exitCode) => {
    // After everything is written. Without this, a connection that a client keeps open would keep the process.
    stdout.write('', () => process.exit(exitCode));
  });
}

function onStop(stop: () => void): void {
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
}

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
