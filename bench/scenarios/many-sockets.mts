import { setTimeout as pause } from 'node:timers/promises';
import { seededVersion } from '../data/subscription.mts';
import { type Round, resultOf } from '../report/result.mts';
import { type Server, startPeer } from '../servers/server.mts';
import { startOursOn } from './reads.mts';
import type { Bench, Scenario } from './scenario.mts';
import { holdSockets } from './sockets.mts';

/** (g) Many sockets, each with a subscription to its own verification; then a push for each of them. */
export const manySocketsScenario: Scenario = {
  id: 'g',
  async run(bench) {
    const sockets = bench.options.short ? 40 : 10_000;
    bench.say('\n(g) ');
    const store = await bench.store({ finished: 50, awaited: sockets });
    const ours = await startOursOn(bench, store);
    const results = new Map<string, Round[]>();
    results.set(ours.name, [await socketsOf(bench, ours, sockets)]);
    await ours.child.end();

    const bare = await startPeer('bare ws', 'raw-ws.mts', {});
    bench.onEnd(() => bare.child.end());
    results.set(bare.name, [await memoryOf(bench, bare, sockets)]);
    return [resultOf('g', `${sockets} sockets, each on its own verification`, ['KiB/socket'], results)];
  },
};

/** Memory and time to connect, then one push for each verification, and whether every event arrives once. */
async function socketsOf(bench: Bench, server: Server, sockets: number): Promise<Round> {
  return memoryOf(bench, server, sockets, async ({ arrivals }) => {
    const before = await server.child.usage();
    const begin = process.hrtime.bigint();
    const pushes = await bench.load.run({
      kind: 'closed-loop',
      url: server.url,
      source: { kind: 'pushes', first: 0, count: sockets },
      connections: 32,
      operations: sockets,
      seconds: 600,
    });
    const { lost, faults, lastAt } = await arrivals(seededVersion + 1);
    const after = await server.child.usage();
    return {
      'pushes/s': pushes.operations / pushes.seconds,
      'all events s': Number(lastAt - begin) / 1e9,
      'CPU ms/event': (after.cpuMs - before.cpuMs) / sockets,
      lost,
      'twice or out of order': faults,
    };
  });
}

type Holders = Awaited<ReturnType<typeof holdSockets>>;

async function memoryOf(
  bench: Bench,
  { child, url }: Server,
  sockets: number,
  then: (holders: Holders) => Promise<Round> = async () => ({}),
): Promise<Round> {
  const settleMs = bench.options.short ? 50 : 3000;
  await pause(settleMs);
  const idle = await child.usage({ afterGc: true });
  const begin = performance.now();
  const holders = await holdSockets(bench, { url, sockets, oneVerification: false });
  const connectMs = performance.now() - begin;
  await pause(settleMs);
  const full = await child.usage({ afterGc: true });
  const more = await then(holders);
  await holders.close();
  return {
    'connect s': connectMs / 1000,
    'idle MiB': idle.rssBytes / 2 ** 20,
    'connected MiB': full.rssBytes / 2 ** 20,
    'KiB/socket': (full.rssBytes - idle.rssBytes) / 1024 / sockets,
    ...more,
  };
}
