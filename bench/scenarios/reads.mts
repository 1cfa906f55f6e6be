import { encryptionKeys } from '../data/store-rows.mts';
import type { Deck } from '../load/deck.mts';
import { cpuColumn, inTurn, loadRound, writeDeck } from '../measure/compare.mts';
import type { PeerSettings } from '../peers/peer.mts';
import { type Result, resultOf } from '../report/result.mts';
import { type Server, startOurs, startPeer } from '../servers/server.mts';
import type { Bench, Databases, Options, StoreCopy } from './scenario.mts';

/** Reads that every peer can answer. */
export interface Read {
  readonly id: string;
  readonly title: string;
  readonly deck: Deck;
  readonly connections: number;
}

/** Runs reads against this service and all its peers, with all of them running at the same time. */
export async function compareReads(
  bench: Bench,
  databases: Databases,
  reads: readonly Read[],
  {
    peers = 'usual',
    env = {},
  }: { readonly peers?: Peers; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<readonly Result[]> {
  const ready = reads.map((read) => ({
    ...read,
    path: writeDeck(databases.folder, read.id.replaceAll(' ', '-'), read.deck),
  }));
  const answerPaths = ready.map(({ path }) => path);
  const [own, others, floor] = await Promise.all([
    startOursOn(bench, databases, env),
    startPeersOn(bench, databases, { peers }),
    startPeer('node:http, answers ready', 'raw-http.mts', { answerPaths }),
  ]);
  bench.onEnd(() => floor.child.end());
  const servers = [own, ...others, floor];
  const results: Result[] = [];
  for (const { id, title, path, connections } of ready) {
    bench.say(`\n(${id}) `);
    const source = { kind: 'deck', path, order: 'random' } as const;
    const rounds = await inTurn(bench, servers, (server, seconds) =>
      loadRound(bench, server, seconds, { kind: 'closed-loop', source, connections }),
    );
    results.push(resultOf(id, title, [cpuColumn], rounds));
  }
  return results;
}

export async function startOursOn(
  bench: Bench,
  { databaseUrl, folder }: StoreCopy,
  env: Readonly<Record<string, string>> = {},
): Promise<Server> {
  const server = await startOurs({ databaseUrl, folder, encryptionKeys, env });
  bench.onEnd(() => server.child.end());
  return server;
}

/** The GraphQL peers: name, file, arguments. */
const allPeers = [
  ['Mercurius + JIT', 'mercurius.mts', ['jit']],
  ['Mercurius', 'mercurius.mts', []],
  ['GraphQL Yoga', 'yoga.mts', []],
  ['@apollo/server standalone', 'apollo.mts', []],
] as const;

/** `usual`: all of them, and in a short run only the first. */
type Peers = 'all' | 'first' | 'usual';

export function peersOf({ short }: Options, peers: Peers = 'usual') {
  return peers === 'first' || (short && peers === 'usual') ? allPeers.slice(0, 1) : allPeers;
}

/** The GraphQL peers over one database. */
export async function startPeersOn(
  bench: Bench,
  { peersUrl }: Pick<Databases, 'peersUrl'>,
  { peers = 'usual', ...settings }: Partial<PeerSettings> & { readonly peers?: Peers } = {},
): Promise<readonly Server[]> {
  return Promise.all(
    peersOf(bench.options, peers).map(async ([name, file, args]) => {
      const server = await startPeer(name, file, { databaseUrl: peersUrl, ...settings }, args);
      bench.onEnd(() => server.child.end());
      return server;
    }),
  );
}
