import { Client } from 'pg';
import { phoneOf, startCase } from '../frame/cases';
import type { Fault } from '../frame/fault';
import { roundOfWork } from './round-of-work';

const startsAtOnce = { short: 40, long: 200 };

/** A database whose default isolation is the strictest: concurrent transactions are refused and have to be repeated. */
export const fault: Fault = {
  title: 'serializable isolation',
  what: "The database's default isolation is `serializable`. In every round 200 verifications start at once at two replicas, all for few accounts, while pushes arrive; none may fail.",
  stores: ['postgresql'],
  rounds: { short: 1, long: 5 },
  async run(context) {
    const { ledger } = context;
    const operator = new Client({ connectionString: context.databaseUrl });
    await operator.connect();
    const name = new URL(context.databaseUrl).pathname.slice(1);
    await operator.query(`alter database ${name} set default_transaction_isolation = 'serializable'`);
    await operator.end();
    const services = [await context.start({}, 'one'), await context.start({}, 'two')];
    const urls = services.map(({ url }) => url);
    for (const round of context.eachRound()) {
      await roundOfWork(context, {
        urls: () => urls,
        round,
        casesEach: 1,
        pushesEach: 30,
        async fault() {
          const starts = Array.from({ length: startsAtOnce[context.form] }, (_, n) => {
            const url = urls[n % urls.length] ?? '';
            return startCase(context, url, `many-${n % 20}`, phoneOf(round * 1000 + 500 + n)).catch((error) =>
              ledger.lost(`start ${n} of round ${round}: ${error instanceof Error ? error.message : ''}`),
            );
          });
          await Promise.all(starts);
          return 0;
        },
      });
    }
    await ledger.check(urls[0] ?? '');
    return ledger.counts(context.rounds);
  },
};
