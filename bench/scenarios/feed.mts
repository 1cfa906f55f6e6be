import { seedPostgres } from '../data/seed-postgres.mts';
import { type Round, resultOf } from '../report/result.mts';
import { startPostgres } from '../servers/postgres.mts';
import type { Server } from '../servers/server.mts';
import { startOursOn } from './reads.mts';
import type { Scenario } from './scenario.mts';

/** (p) How long after a push's acknowledgement its event is in the feed of all events. */
export const feedScenario: Scenario = {
  id: 'p',
  async run(bench) {
    const { short, rounds, seconds } = bench.options;
    const count = short ? 50 : 2000;
    const perSecond = short ? 100 : 300;
    const pushes = Math.max(1, Math.round(perSecond * seconds));
    const size = { finished: 50, awaited: count };
    const postgres = await startPostgres(bench.folder());
    bench.onEnd(() => postgres.close());
    const { databaseUrl } = await seedPostgres(postgres, size);
    const onPostgres = () => startOursOn(bench, { databaseUrl, folder: bench.folder() });
    const servers: Server[] = [
      { ...(await startOursOn(bench, await bench.store(size))), name: 'SQLite' },
      { ...(await onPostgres()), name: 'PostgreSQL' },
    ];
    // The second replica places events as well, and takes no pushes.
    await onPostgres();
    bench.say('\n(p) ');
    const results = new Map(servers.map(({ name }) => [name, [] as Round[]]));
    for (let n = 0; n <= rounds; n += 1) {
      for (const { name, url } of servers) {
        const { p50, p99, lost } = await bench.load.feedLag({
          url,
          count,
          pushesBefore: n * pushes,
          pushes,
          perSecond,
          connections: 16,
        });
        // The first one is the warm-up.
        if (n > 0) results.get(name)?.push({ 'in the feed, p50 ms': p50, 'in the feed, p99 ms': p99, lost });
        bench.say('.');
      }
    }
    const title = `from a push's acknowledgement to its event in the feed, ${perSecond} pushes/s`;
    return [resultOf('p', title, [], results)];
  },
};
