import { type Round, resultOf } from '../report/result.mts';
import { type Server, startPeer } from '../servers/server.mts';
import { startOursOn } from './reads.mts';
import type { Bench, Scenario } from './scenario.mts';
import { holdSockets, pushOne } from './sockets.mts';

/** (h) One event to many subscribers of one verification, all with the same query. */
export const fanOutScenario: Scenario = {
  id: 'h',
  async run(bench) {
    const sockets = bench.options.short ? 40 : 10_000;
    bench.say('\n(h) ');
    const store = await bench.store({ finished: 50, awaited: 1 });
    const bare = await startPeer('bare ws, broadcast', 'raw-ws.mts', {});
    bench.onEnd(() => bare.child.end());
    const servers = [await startOursOn(bench, store), bare];
    const results = new Map<string, Round[]>();
    // One server after the other: the sockets of both at once would be too many for the load process.
    for (const server of servers) results.set(server.name, await eventsTo(bench, server, sockets));
    const title = `one event to ${sockets} subscribers of one verification`;
    return [resultOf('h', title, ['all have it ms', 'CPU ms/event'], results)];
  },
};

async function eventsTo(bench: Bench, { child, url }: Server, sockets: number): Promise<Round[]> {
  const holders = await holdSockets(bench, { url, sockets, oneVerification: true });
  const rounds: Round[] = [];
  for (let n = 0; n <= bench.options.rounds * 2; n += 1) {
    const before = await child.usage();
    const begin = process.hrtime.bigint();
    const { lost, faults, lastAt } = await holders.arrivals(await pushOne(url, n));
    const after = await child.usage();
    if (lost + faults > 0) throw new Error(`${lost} subscribers lost an event, ${faults} had one twice.`);
    // The first one is the warm-up.
    if (n === 0) continue;
    rounds.push({
      'all have it ms': Number(lastAt - begin) / 1e6,
      'CPU ms/event': after.cpuMs - before.cpuMs,
      'CPU µs/delivery': ((after.cpuMs - before.cpuMs) * 1000) / sockets,
    });
    bench.say('.');
  }
  await holders.close();
  return rounds;
}
