import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port';

/** A real Redis of the test's own, from the program on the PATH. */
export interface TestRedis {
  readonly url: string;
  stop(): Promise<void>;
  /** Starts it again on the same port; it remembers nothing. */
  start(): Promise<void>;
  close(): Promise<void>;
}

/** Redis comes with the system, not with npm: without it the tests that need it are left out, but never in CI. */
export const hasRedis =
  spawnSync('redis-server', ['--version']).status === 0 || process.env['CI'] !== undefined;

export async function startRedis(): Promise<TestRedis> {
  const folder = mkdtempSync(join(tmpdir(), 'realname-redis-'));
  const port = await freePort();
  let server: ChildProcess | null = null;

  const start = async () => {
    server = spawn(
      'redis-server',
      ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    );
    let log = '';
    for await (const chunk of server.stdout ?? []) {
      log += String(chunk);
      if (log.includes('Ready to accept connections')) break;
    }
    if (server.exitCode !== null) throw new Error(`redis-server ended: ${log}`);
  };
  const stop = async () => {
    const running = server;
    server = null;
    if (!running || running.exitCode !== null) return;
    const ended = once(running, 'exit');
    running.kill('SIGKILL');
    await ended;
  };
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    start,
    stop,
    async close() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
