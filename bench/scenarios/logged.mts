import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { cpuColumn, inTurn, loadRound, threadColumn } from '../measure/compare.mts';
import { type Result, type Round, resultOf } from '../report/result.mts';
import type { Server } from '../servers/server.mts';
import { startOursOn } from './reads.mts';
import type { Bench, Scenario } from './scenario.mts';

const withoutLog = 'without the log';
const withLog = 'with the log';

/** How long after the last push the log had its entry. */
const behindColumn = 'behind ms';

/**
 * (m) What the transparency log costs the intake of pushes (e): the same service without it, and with it. A round ends
 * when the log has an entry for everything, so that CPU ms/op is of both; op/s is of the pushes alone.
 */
export const loggedScenario: Scenario = {
  id: 'm',
  async run(bench) {
    const { short } = bench.options;
    const awaited = short ? 50 : 20_000;
    const servers: Server[] = [];
    const logs = new Map<string, Log>();
    for (const name of [withoutLog, withLog]) {
      const store = await bench.store({ finished: short ? 50 : 1000, awaited });
      const TRANSPARENCY_LOG = name === withLog ? 'on' : 'off';
      servers.push({ ...(await startOursOn(bench, store, { TRANSPARENCY_LOG })), name });
      logs.set(name, new Log(bench, store.folder, name === withLog));
    }
    // The seed's own events come first.
    for (const log of logs.values()) await log.complete();
    const source = { kind: 'pushes', first: 0, count: awaited } as const;
    const results: Result[] = [];
    for (const connections of [1, 64]) {
      bench.say(`\n(m closed ${connections}) `);
      const rounds = await inTurn(bench, servers, async (server, seconds): Promise<Round> => {
        let behindMs = 0;
        const round = await loadRound(
          bench,
          server,
          seconds,
          { kind: 'closed-loop', source, connections },
          async () => {
            behindMs = (await logs.get(server.name)?.complete()) ?? 0;
          },
        );
        return { ...round, [behindColumn]: behindMs };
      });
      const title = `durable push intake with the transparency log, ${connections} at a time`;
      const columns = ['op/s', cpuColumn, threadColumn];
      results.push(resultOf(`m closed ${connections}`, title, columns, rounds, 'this / first'));
    }
    return results;
  },
};

/** The transparency log of a running service, as its database has it. */
class Log {
  readonly #database: DatabaseSync;
  readonly #isKept: boolean;

  constructor(bench: Bench, folder: string, isKept: boolean) {
    this.#isKept = isKept;
    this.#database = new DatabaseSync(`${folder}/realname.db`, { readOnly: true });
    bench.onEnd(async () => this.#database.close());
  }

  /** Waits until every event has its entry, and returns how long that took in milliseconds. */
  async complete(): Promise<number> {
    const startedAt = performance.now();
    const missing = this.#database.prepare(
      'select (select max(place) from event_feed) > (select feed_place from log_state) as missing',
    );
    while (this.#isKept && missing.get()?.['missing'] !== 0) await pause(10);
    return performance.now() - startedAt;
  }
}
