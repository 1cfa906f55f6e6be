import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A process that has loaded the program and opens stores on command. */
export interface Opener {
  /** What came of it: `open`, or why not. */
  open(databaseUrl: string): Promise<string>;
  close(): Promise<void>;
}

export async function startOpener(program: string): Promise<Opener> {
  const child = spawn(process.execPath, [join(__dirname, 'open-on-command.cjs'), program], {
    env: {},
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const line = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error('the opener has ended');
    return value;
  };
  await line();
  return {
    open(databaseUrl) {
      child.stdin.write(`${databaseUrl}\n`);
      return line();
    },
    async close() {
      const ended = once(child, 'close');
      child.kill();
      await ended;
    },
  };
}
