import { chownSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { sqlOfRunbook } from '../../support/runbook';
import type { Fault } from '../frame/fault';
import { recoveredWithin } from './recovery';
import { roundOfWork } from './round-of-work';

const recoveryMs = 15_000;

/** The month's events move to slower disks, by the commands of the runbook, while they are in use. */
export const fault: Fault = {
  title: 'a month of events is moved to another disk',
  what: 'The partition of the events is frozen, moved to another tablespace and its indexes after it, by the commands of the runbook, while pushes for the same month arrive at two replicas; every second round moves it back. No month is ever detached: repeats of pushes must be recognised afterwards, and everything must work within 15 s.',
  stores: ['postgresql'],
  rounds: { short: 0, long: 6 },
  async run(context) {
    const { ledger, postgres } = context;
    const operator = new Client({ connectionString: context.databaseUrl });
    await operator.connect();
    let slowest = 0;
    try {
      const services = await Promise.all([context.start({}, 'one'), context.start({}, 'two')]);
      const urls = services.map(({ url }) => url);
      const data = postgres.dataFolder ?? '';
      const folder = join(data, '..', 'archive');
      mkdirSync(folder);
      const { uid, gid } = statSync(data);
      chownSync(folder, uid, gid);
      const [createTablespace = '', ...commands] = sqlOfRunbook('Old months take much space');
      await operator.query(createTablespace.replace('/mnt/archive/postgresql', folder));
      for (const round of context.eachRound()) {
        const took = await roundOfWork(context, {
          urls: () => urls,
          round,
          pushesEach: 30,
          async fault({ start, pushed, pushAgain }) {
            const partition = await partitionInUse(operator);
            for (const command of commands) {
              const here = command.replaceAll('verification_event_2026_01', partition);
              await operator.query(
                round % 2 === 0 ? here.replaceAll('realname_archive', 'pg_default') : here,
              );
            }
            const took = await recoveredWithin(
              ledger,
              recoveryMs,
              urls.map((url) => () => start(url)),
            );
            await pushed();
            await pushAgain();
            return took;
          },
        });
        slowest = Math.max(slowest, took);
      }
      return { ...ledger.counts(context.rounds), recoveryMs: slowest };
    } finally {
      await operator.end();
    }
  },
};

/** The partition that holds the newest events. */
async function partitionInUse(operator: Client): Promise<string> {
  const { rows } = await operator.query<{ name: string }>(
    'select tableoid::regclass::text as name from verification_event order by recorded_at desc limit 1',
  );
  return rows[0]?.name ?? '';
}
