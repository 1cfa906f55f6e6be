import { setTimeout as pause } from 'node:timers/promises';
import { openSilentLine } from '../../support/silent-line';
import type { Fault } from '../frame/fault';
import { recoveredWithin, statusOfReady } from './recovery';
import { beReady, roundOfWork } from './round-of-work';

const recoveryMs = 30_000;
const silentMs = { short: 4000, long: 20_000 };

/** The machine of the primary vanishes without a word, and comes back: nothing is cut, and nothing comes through. */
export const fault: Fault = {
  title: 'all connections fall silent',
  what: 'A proxy between two replicas and PostgreSQL stops forwarding on every connection without closing any, also on those that listen, while pushes arrive; new connections work again after a while, the old ones never. `/readyz` must answer 503 in the meantime; pushes must still be acknowledged; mutations, `/readyz` and followers must be right again within 30 s.',
  stores: ['postgresql'],
  rounds: { short: 1, long: 5 },
  async run(context) {
    const { ledger } = context;
    const line = await openSilentLine(context.databaseUrl);
    let slowest = 0;
    try {
      const env = { DATABASE_URL: line.url };
      const services = await Promise.all([context.start(env, 'one'), context.start(env, 'two')]);
      const urls = services.map(({ url }) => url);
      for (const round of context.eachRound()) {
        const took = await roundOfWork(context, {
          urls: () => urls,
          round,
          async fault({ start }) {
            line.silence();
            await pause(silentMs[context.form]);
            for (const url of urls) {
              if ((await statusOfReady(url)) !== 503) ledger.regressed(`${url} was ready without a database`);
            }
            line.mend();
            return recoveredWithin(ledger, recoveryMs, [
              ...urls.map((url) => () => start(url)),
              ...urls.map((url) => () => beReady(url)),
            ]);
          },
        });
        slowest = Math.max(slowest, took);
      }
      return { ...ledger.counts(context.rounds), recoveryMs: slowest };
    } finally {
      await line.close();
    }
  },
};
