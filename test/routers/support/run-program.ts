import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

export interface RunningProgram {
  close(): Promise<void>;
}

/** Starts a program and waits until its health address answers. Throws with what it wrote if it ends before that. */
export async function runProgram(
  path: string,
  parameters: readonly string[],
  env: Readonly<Record<string, string>>,
  healthUrl: string,
): Promise<RunningProgram> {
  const child = spawn(path, parameters, { env: { HOME: '/tmp', ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let written = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      written = (written + text).slice(-20_000);
    });
  }
  const ended = once(child, 'close');
  while (child.exitCode === null) {
    const health = await fetch(healthUrl).catch(() => null);
    await health?.text();
    if (health?.ok) {
      return {
        async close() {
          child.kill('SIGKILL');
          await ended;
        },
      };
    }
    await pause(50);
  }
  throw new Error(`${path} did not start:\n${written}`);
}
