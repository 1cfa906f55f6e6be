import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import type { Fault } from '../frame/fault';
import { recoveredWithin, statusOfReady } from './recovery';
import { roundOfWork } from './round-of-work';

const recoveryMs = 5000;
const closedMs = { short: 2000, long: 12_000 };

/** A primary that was demoted, or a reader behind the primary's name: it answers, and takes no changes. */
export const fault: Fault = {
  title: 'the database is read-only for 12 s',
  what: 'PostgreSQL takes no changes for 12 s while pushes arrive at two replicas. `/readyz` must answer 503 in the meantime; pushes must be acknowledged; from 5 s after it can be written again no mutation may fail.',
  stores: ['postgresql'],
  rounds: { short: 1, long: 5 },
  async run(context) {
    const { ledger } = context;
    const operator = new Client({ connectionString: context.databaseUrl });
    await operator.connect();
    await operator.query('set default_transaction_read_only = off');
    const close = async (isClosed: boolean) => {
      await operator.query(`alter system set default_transaction_read_only = ${isClosed ? 'on' : 'off'}`);
      await operator.query('select pg_reload_conf()');
    };
    let slowest = 0;
    try {
      const services = await Promise.all([context.start({}, 'one'), context.start({}, 'two')]);
      const urls = services.map(({ url }) => url);
      for (const round of context.eachRound()) {
        const took = await roundOfWork(context, {
          urls: () => urls,
          round,
          async fault({ start }) {
            await close(true);
            await pause(closedMs[context.form]);
            for (const url of urls) {
              if ((await statusOfReady(url)) !== 503) ledger.regressed(`${url} was ready without a database`);
            }
            await close(false);
            return recoveredWithin(
              ledger,
              recoveryMs,
              urls.map((url) => () => start(url)),
            );
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
