import { writeFileSync } from 'node:fs';
import type { Deck } from '../load/deck.mts';
import type { LoadJob } from '../load/jobs.mts';
import type { Round } from '../report/result.mts';
import type { Bench } from '../scenarios/scenario.mts';
import type { Server } from '../servers/server.mts';

/** Runs every server in turn, round by round, so that the machine's noise affects all alike. */
export async function inTurn(
  bench: Bench,
  servers: readonly Server[],
  round: (server: Server, seconds: number) => Promise<Round>,
): Promise<Map<string, Round[]>> {
  const { rounds, seconds, short } = bench.options;
  // Warm-up: compilation belongs to no round.
  if (!short) for (const server of servers) await round(server, Math.max(2, seconds));
  const results = new Map(servers.map(({ name }) => [name, [] as Round[]]));
  for (let n = 1; n <= rounds; n += 1) {
    for (const server of servers) {
      results.get(server.name)?.push(await round(server, seconds));
      bench.say('.');
    }
  }
  return results;
}

/** The CPU time by which figures are compared. */
export const cpuColumn = 'CPU ms/op';

/** The part of it that keeps requests waiting. */
export const threadColumn = "requests' thread, CPU ms/op";

type Without<Job> = Job extends LoadJob ? Omit<Job, 'url' | 'seconds'> : never;

/** One round of load on one server, with the server's CPU time; with `settled` also that until it resolves, and the share of one thread. */
export async function loadRound(
  bench: Bench,
  { name, child, url }: Server,
  seconds: number,
  job: Without<LoadJob>,
  settled?: () => Promise<void>,
): Promise<Round> {
  const before = await child.usage();
  const result = await bench.load.run({ ...job, url, seconds }).catch((cause) => {
    throw new Error(`${name} failed. The last it wrote: ${child.written}`, { cause });
  });
  await settled?.();
  const after = await child.usage();
  return {
    'op/s': result.operations / result.seconds,
    'p50 ms': result.p50Ms,
    'p99 ms': result.p99Ms,
    [cpuColumn]: (after.cpuMs - before.cpuMs) / result.operations,
    ...(settled && { [threadColumn]: (after.threadMs - before.threadMs) / result.operations }),
  };
}

export function writeDeck(folder: string, name: string, deck: Deck): string {
  const path = `${folder}/${name}.json`;
  writeFileSync(path, JSON.stringify(deck));
  return path;
}
