import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface RunningExample {
  /** The page's address. */
  readonly url: string;
  /** Every address that the banner names: the page's, the router's, the service's, the sandbox's. */
  readonly addresses: readonly string[];
  /** Ends it as Ctrl-C does. Returns its exit code. */
  interrupt(): Promise<number | null>;
  /** Ends it, if it has not ended. */
  close(): Promise<void>;
}

/** Starts what `npm run example` starts, on free ports, and waits for its banner. */
export async function startExample(): Promise<RunningExample> {
  const child = spawn(process.execPath, [join(__dirname, '../../../examples/web/start.mts')], {
    cwd: tmpdir(),
    // Nothing of the surrounding environment: a setting that happens to be there must not decide a test.
    env: { PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const written = { stdout: '', stderr: '' };
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    written.stderr += text;
  });
  const exited = once(child, 'close').then(([code]) => code as number | null);
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      written.stdout += text;
      const [, address] = /^ +Open +(http\S+)$/m.exec(written.stdout) ?? [];
      if (address && written.stdout.includes('Ctrl-C')) resolve(address);
    });
    void exited.then(() => reject(new Error(`The example did not start: ${written.stderr}`)));
  });
  const interrupt = () => {
    child.kill('SIGINT');
    return exited;
  };
  return {
    url,
    addresses: written.stdout.match(/http:\S+/g) ?? [],
    interrupt,
    async close() {
      if (child.exitCode === null) await interrupt();
    },
  };
}
