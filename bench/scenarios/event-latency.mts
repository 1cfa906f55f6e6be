import { type Round, resultOf } from '../report/result.mts';
import { Load } from '../servers/load.mts';
import { startOursOn } from './reads.mts';
import type { Scenario } from './scenario.mts';

/** (f) The latency of an event while other pushes arrive. */
export const eventLatencyScenario: Scenario = {
  id: 'f',
  async run(bench) {
    const { short, rounds, seconds } = bench.options;
    const watched = { first: 0, count: short ? 5 : 50 };
    const others = { first: watched.count, count: short ? 50 : 10_000 };
    const perSecond = { watched: 50, others: 450 };
    const store = await bench.store({ finished: 50, awaited: others.first + others.count });
    const server = await startOursOn(bench, store);
    const watchers = Load.start();
    bench.onEnd(() => watchers.close());

    bench.say('\n(f) ');
    const results: Round[] = [];
    const pushesEach = Math.max(1, Math.round((perSecond.watched * seconds) / watched.count));
    for (let n = 0; n <= rounds; n += 1) {
      const before = await server.child.usage();
      const [flow, seen] = await Promise.all([
        bench.load.run({
          kind: 'open-loop',
          url: server.url,
          source: { kind: 'pushes', ...others },
          connections: 32,
          seconds: seconds + 0.5,
          perSecond: perSecond.others,
        }),
        watchers.latency({
          url: server.url,
          watched,
          pushesBefore: n * pushesEach,
          pushesEach,
          perSecond: perSecond.watched,
        }),
      ]);
      const after = await server.child.usage();
      // The first one is the warm-up.
      if (n === 0) continue;
      results.push({
        'from push, p50 ms': seen.fromSent.p50,
        'from push, p99 ms': seen.fromSent.p99,
        'from acknowledgement, p50 ms': seen.fromAcknowledged.p50,
        'from acknowledgement, p99 ms': seen.fromAcknowledged.p99,
        'pushes/s': (flow.operations + seen.operations) / flow.seconds,
        'CPU ms/push': (after.cpuMs - before.cpuMs) / (flow.operations + seen.operations),
      });
      bench.say('.');
    }
    const title = `one push to one subscriber, while ${perSecond.watched + perSecond.others} pushes/s flow`;
    return [resultOf('f', title, [], new Map([[server.name, results]]))];
  },
};
