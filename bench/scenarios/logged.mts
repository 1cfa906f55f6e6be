import { cpuColumn, inTurn, loadRound } from '../measure/compare.mts';
import { type Result, resultOf } from '../report/result.mts';
import { startOursOn } from './reads.mts';
import type { Scenario } from './scenario.mts';

/** (m) What the transparency log costs the intake of pushes (e): the same service without it, and with it. */
export const loggedScenario: Scenario = {
  id: 'm',
  async run(bench) {
    const { short } = bench.options;
    const awaited = short ? 50 : 20_000;
    const servers = [];
    for (const [name, log] of [
      ['without the log', 'off'],
      ['with the log', 'on'],
    ] as const) {
      const store = await bench.store({ finished: short ? 50 : 1000, awaited });
      servers.push({ ...(await startOursOn(bench, store, { TRANSPARENCY_LOG: log })), name });
    }
    const source = { kind: 'pushes', first: 0, count: awaited } as const;
    const results: Result[] = [];
    for (const connections of [1, 64]) {
      bench.say(`\n(m closed ${connections}) `);
      const rounds = await inTurn(bench, servers, (server, seconds) =>
        loadRound(bench, server, seconds, { kind: 'closed-loop', source, connections }),
      );
      const title = `durable push intake with the transparency log, ${connections} at a time`;
      results.push(resultOf(`m closed ${connections}`, title, ['op/s', cpuColumn], rounds, 'this / first'));
    }
    return results;
  },
};
