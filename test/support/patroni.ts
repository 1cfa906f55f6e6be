import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openTcpServer } from '../faults/long/tcp-server';
import { freePort } from './free-port';

/** Debian's packages patroni, etcd-server and postgresql. */
const programs = '/usr/lib/postgresql';
const newest = existsSync(programs) ? readdirSync(programs).sort((a, b) => Number(b) - Number(a))[0] : null;
const isThere = (name: string) => spawnSync(name, ['--version']).error === undefined;

export const hasPatroni = newest !== null && isThere('patroni') && isThere('etcd');

/** PostgreSQL refuses to run as root: this is `nobody`. */
const nobody = 65_534;

/** Two PostgreSQL, one of which follows the other synchronously, under Patroni with one etcd. */
export interface PatroniCluster {
  /** A database, by way of a proxy that leads to the present leader, as HAProxy does in such a cluster. */
  readonly url: string;
  /** Kills the leader (-9), with its Patroni; resolves at once. */
  killLeader(): void;
  /** Starts what was killed again; resolves when it follows the leader synchronously. */
  restore(): Promise<void>;
  close(): Promise<void>;
}

interface Member {
  readonly name: string;
  readonly rest: string;
  readonly port: number;
  readonly config: string;
  readonly data: string;
  process: ChildProcess | null;
}

export async function startPatroni(): Promise<PatroniCluster> {
  const folder = mkdtempSync(join(tmpdir(), 'realname-patroni-'));
  const isRoot = process.getuid?.() === 0;
  const user = isRoot ? { uid: nobody, gid: nobody } : {};
  if (isRoot) spawnSync('chown', [`${nobody}:${nobody}`, folder]);
  const options = { ...user, cwd: folder, stdio: 'ignore' as const };
  const environment = { PATH: process.env['PATH'] ?? '', HOME: folder, LC_ALL: 'C', TZ: 'UTC' };
  const etcdPort = await freePort();
  const peerPort = await freePort();
  const etcdUrl = `http://127.0.0.1:${etcdPort}`;
  const etcd = spawn(
    'etcd',
    [
      ...['--data-dir', join(folder, 'etcd'), '--enable-v2'],
      ...['--listen-client-urls', etcdUrl, '--advertise-client-urls', etcdUrl],
      ...['--listen-peer-urls', `http://127.0.0.1:${peerPort}`],
    ],
    { ...options, env: environment },
  );
  const members: Member[] = [];
  for (const name of ['one', 'two']) {
    const [port, restPort] = [await freePort(), await freePort()];
    const data = join(folder, name);
    const config = join(folder, `${name}.yaml`);
    mkdirSync(data, { mode: 0o700 });
    writeFileSync(config, configOf({ name, folder, data, port, restPort, etcdPort }));
    if (isRoot) spawnSync('chown', ['-R', `${nobody}:${nobody}`, data, config]);
    members.push({ name, rest: `http://127.0.0.1:${restPort}`, port, config, data, process: null });
  }
  const start = (member: Member) => {
    member.process = spawn('patroni', [member.config], { ...options, env: environment });
  };
  const answers = async (member: Member, path: string) =>
    (await fetch(`${member.rest}${path}`).catch(() => null))?.status === 200;
  const leader = async () => {
    for (const member of members) if (await answers(member, '/primary')) return member;
    return null;
  };
  const untilBothWork = async () => {
    const work = async () => {
      const present = await leader();
      const other = members.find((member) => member !== present);
      return present && other ? answers(other, '/sync') : false;
    };
    while (!(await work())) await pause(200);
  };
  for (const member of members) {
    start(member);
    // The first one makes the cluster.
    while (member.name === 'one' && !(await answers(member, '/primary'))) await pause(200);
  }
  await untilBothWork();

  let presentPort: number | null = (await leader())?.port ?? null;
  const proxy = await openTcpServer((client) => {
    if (presentPort === null) {
      client.destroy();
      return;
    }
    const database = connect(presentPort, '127.0.0.1');
    database.on('error', () => client.destroy());
    database.once('close', () => client.destroy());
    client.once('close', () => database.destroy());
    client.pipe(database);
    database.pipe(client);
  });
  const watch = setInterval(async () => {
    const port = (await leader())?.port ?? null;
    // A balancer cuts the connections to a member that is not the leader any more.
    if (port !== presentPort) proxy.cutAll();
    presentPort = port;
  }, 500);

  let killed: Member | null = null;
  return {
    url: `postgres://test:test@127.0.0.1:${proxy.port}/postgres`,
    killLeader() {
      killed = members.find(({ port }) => port === presentPort) ?? null;
      if (killed) killAll(killed);
    },
    async restore() {
      if (killed) start(killed);
      killed = null;
      await untilBothWork();
    },
    async close() {
      clearInterval(watch);
      await proxy.close();
      for (const member of members) killAll(member);
      const ended = once(etcd, 'exit');
      etcd.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Patroni, and the PostgreSQL that it has started as a daemon: that one at once, without a checkpoint. */
function killAll({ process: patroni, data }: Member): void {
  patroni?.kill('SIGKILL');
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  try {
    process.kill(pid, 'SIGQUIT');
  } catch {
    // It has ended already.
  }
}

interface ConfigOptions {
  readonly name: string;
  readonly folder: string;
  readonly data: string;
  readonly port: number;
  readonly restPort: number;
  readonly etcdPort: number;
}

/** 20 s is the shortest time after which Patroni takes a leader to be gone. No commit is acknowledged by one alone. */
function configOf({ name, folder, data, port, restPort, etcdPort }: ConfigOptions): string {
  return `scope: realname
name: ${name}
restapi: { listen: '127.0.0.1:${restPort}', connect_address: '127.0.0.1:${restPort}' }
etcd3: { host: '127.0.0.1:${etcdPort}' }
bootstrap:
  dcs:
    ttl: 20
    loop_wait: 1
    retry_timeout: 3
    maximum_lag_on_failover: 1048576
    synchronous_mode: true
    postgresql:
      use_pg_rewind: true
      parameters: { max_connections: 100 }
  initdb: [{ encoding: UTF8 }, { locale: C }, { auth-local: trust }, { auth-host: trust }]
  pg_hba: ['local all all trust', 'host all all 127.0.0.1/32 trust', 'host replication all 127.0.0.1/32 trust']
  users: { test: { password: test, options: [superuser] } }
postgresql:
  listen: '127.0.0.1:${port}'
  connect_address: '127.0.0.1:${port}'
  data_dir: '${data}'
  bin_dir: '${programs}/${newest}/bin'
  pgpass: '${folder}/${name}.pgpass'
  authentication:
    superuser: { username: postgres, password: postgres }
    replication: { username: replicator, password: replicator }
    rewind: { username: postgres, password: postgres }
  parameters: { unix_socket_directories: '${folder}' }
`;
}
