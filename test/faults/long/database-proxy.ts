import { connect, type Socket } from 'node:net';
import type { Random } from '../frame/random';
import { openTcpServer } from './tcp-server';

export interface DatabaseProxy {
  /** The database's address, by way of the proxy. */
  readonly url: string;
  /** While it is on, connections are cut at random. */
  isRough: boolean;
  /** While it is on, some of them fall silent instead, and stay so until `cutAll`. */
  isMute: boolean;
  /** How many it has cut so far; those after a COMMIT was sent, before it was answered. */
  readonly cuts: { all: number; commits: number };
  /** Cuts every connection there is now, also those that only listen. */
  cutAll(): void;
  close(): Promise<void>;
}

/** What becomes of one thing that the service says to the database. */
type Fate =
  | 'passed'
  /** The database never hears of it. */
  | 'cut before'
  /** The database hears half of it. */
  | 'cut within'
  /** The database does it, and its answer never comes. */
  | 'cut after'
  /** The line stands, and nothing comes through any more. */
  | 'muted';

/** Between the service and PostgreSQL: a line that breaks at any moment, most often around a COMMIT. */
export async function openDatabaseProxy(databaseUrl: string, random: Random): Promise<DatabaseProxy> {
  const target = new URL(databaseUrl);
  const cuts = { all: 0, commits: 0 };
  const state = { isRough: false, isMute: false };

  const fateOf = (isCommit: boolean): Fate => {
    if (!state.isRough) return 'passed';
    const chance = random.next();
    if (isCommit) return chance < 0.1 ? 'cut after' : chance < 0.15 ? 'cut before' : 'passed';
    if (chance < 0.01) return 'cut before';
    if (chance < 0.02) return 'cut within';
    if (chance > 0.98 && state.isMute) return 'muted';
    return chance < 0.03 ? 'cut after' : 'passed';
  };

  const server = await openTcpServer((client) => {
    const database = connect(Number(target.port), target.hostname);
    const cut = () => {
      client.destroy();
      database.destroy();
    };
    for (const socket of [client, database]) socket.on('error', cut).once('close', cut);
    let isAnswerLost = false;
    let isMuted = false;
    client.on('data', (chunk: Buffer) => {
      const isCommit = isCommitIn(chunk);
      const fate = isMuted ? 'muted' : fateOf(isCommit);
      if (fate === 'passed') return void database.write(chunk);
      if (fate === 'muted') {
        isMuted = true;
        return undefined;
      }
      cuts.all += 1;
      if (fate === 'cut before') return cut();
      if (fate === 'cut within') {
        database.write(chunk.subarray(0, chunk.length / 2), cut);
        return undefined;
      }
      if (isCommit) cuts.commits += 1;
      isAnswerLost = true;
      return void database.write(chunk);
    });
    database.on('data', (chunk: Buffer) => {
      if (isAnswerLost) cut();
      else if (!isMuted) client.write(chunk);
    });
    endTogether(client, database);
  });

  const url = new URL(databaseUrl);
  url.port = String(server.port);
  return {
    url: url.href,
    cuts,
    get isRough() {
      return state.isRough;
    },
    set isRough(isRough) {
      state.isRough = isRough;
    },
    get isMute() {
      return state.isMute;
    },
    set isMute(isMute) {
      state.isMute = isMute;
    },
    cutAll: server.cutAll,
    close: server.close,
  };
}

/** A simple query of the protocol: Q, its length, its text. */
function isCommitIn(chunk: Buffer): boolean {
  return chunk[0] === 0x51 && /^commit\b/i.test(chunk.toString('latin1', 5, 12));
}

function endTogether(one: Socket, other: Socket): void {
  one.once('end', () => other.end());
  other.once('end', () => one.end());
}
