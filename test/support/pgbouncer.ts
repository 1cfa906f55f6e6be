import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port';

/** PgBouncer is no npm package: where it is not installed, its tests are skipped; in CI it has to be there. */
export const hasPgBouncer =
  Boolean(process.env['CI']) || spawnSync('pgbouncer', ['--version']).error === undefined;

/** It refuses to run as root: this is `nobody`. */
const nobody = 65_534;

export interface TestPgBouncer {
  /** The database's address, by way of the pooler. */
  readonly url: string;
  /** Ends it without a word to its clients. */
  kill(): Promise<void>;
  /** Starts it again at the same address. */
  start(): Promise<void>;
  close(): Promise<void>;
}

/** A real PgBouncer in transaction mode, with fewer connections to the server than the service has to it. */
export async function startPgBouncer(databaseUrl: string): Promise<TestPgBouncer> {
  const { hostname, port: serverPort, pathname } = new URL(databaseUrl);
  const folder = mkdtempSync(join(tmpdir(), 'realname-pgbouncer-'));
  const user = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
  chmodSync(folder, 0o755);
  const port = await freePort();
  const ini = join(folder, 'pgbouncer.ini');
  const users = join(folder, 'users.txt');
  writeFileSync(users, '"test" ""\n');
  writeFileSync(
    ini,
    `[databases]
* = host=${hostname} port=${serverPort}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = trust
auth_file = ${users}
pool_mode = transaction
default_pool_size = 5
max_client_conn = 200
`,
  );
  if ('uid' in user) for (const path of [folder, ini, users]) chownSync(path, nobody, nobody);
  let bouncer: ChildProcess | null = null;
  const start = async () => {
    const started = spawn('pgbouncer', [ini], { ...user, stdio: ['ignore', 'ignore', 'pipe'] });
    bouncer = started;
    let log = '';
    await new Promise<void>((resolve, reject) => {
      started.once('error', reject);
      started.once('exit', () => reject(new Error(`pgbouncer ended: ${log}`)));
      started.stderr.on('data', (chunk: Buffer) => {
        log += chunk.toString();
        if (/process up/.test(log)) resolve();
      });
    });
  };
  const end = async (signal: NodeJS.Signals) => {
    const running = bouncer;
    bouncer = null;
    if (!running || running.exitCode !== null) return;
    const ended = once(running, 'exit');
    running.kill(signal);
    await ended;
  };
  await start();
  return {
    url: `postgres://test@127.0.0.1:${port}${pathname}`,
    start,
    kill: () => end('SIGKILL'),
    async close() {
      await end('SIGINT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
