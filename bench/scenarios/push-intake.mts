import { cpuColumn, inTurn, loadRound } from '../measure/compare.mts';
import { type Result, resultOf } from '../report/result.mts';
import { startPeer } from '../servers/server.mts';
import { startOursOn } from './reads.mts';
import type { Scenario } from './scenario.mts';

/** (e) Pushes, each acknowledged when it is durable; compared with a hand-written server, one transaction each. */
export const pushIntakeScenario: Scenario = {
  id: 'e',
  async run(bench) {
    const { short } = bench.options;
    const awaited = short ? 50 : 20_000;
    const perSecond = short ? 100 : 500;
    const databases = await bench.databases({ finished: 1000, awaited });
    const peer = await startPeer('Fastify + node:sqlite', 'fastify-pushes.mts', {
      databaseUrl: databases.peersUrl,
    });
    bench.onEnd(() => peer.child.end());
    const servers = [await startOursOn(bench, databases), peer];
    const source = { kind: 'pushes', first: 0, count: awaited } as const;
    const results: Result[] = [];
    for (const connections of [1, 64]) {
      bench.say(`\n(e closed ${connections}) `);
      const rounds = await inTurn(bench, servers, (server, seconds) =>
        loadRound(bench, server, seconds, { kind: 'closed-loop', source, connections }),
      );
      const title = `durable push intake, closed loop, ${connections} at a time`;
      results.push(resultOf(`e closed ${connections}`, title, ['op/s', cpuColumn], rounds));
    }
    bench.say('\n(e open) ');
    const rounds = await inTurn(bench, servers, (server, seconds) =>
      loadRound(bench, server, seconds, { kind: 'open-loop', source, connections: 64, perSecond }),
    );
    const title = `durable push intake, open loop, ${perSecond} pushes/s`;
    return [...results, resultOf('e open', title, [cpuColumn], rounds)];
  },
};
