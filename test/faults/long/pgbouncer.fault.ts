import { setTimeout as pause } from 'node:timers/promises';
import { hasPgBouncer, startPgBouncer } from '../../support/pgbouncer';
import { hasRedis, startRedis } from '../../support/redis';
import type { Fault } from '../frame/fault';
import { recoveredWithin } from './recovery';
import { beReady, roundOfWork } from './round-of-work';

const recoveryMs = 30_000;

/** A pooler in transaction mode: no session outlives a transaction, so nothing may rest on one. */
export const fault: Fault = {
  title: 'PgBouncer in transaction mode, killed with a replica',
  what: 'Two replicas reach PostgreSQL through a real PgBouncer in transaction mode with five connections to the server, and wake each other through Redis (`BUS_URL`). In every round, while pushes arrive, the pooler is killed (-9) for two seconds, or one of the replicas is, or Redis. Mutations and `/readyz` must be right again within 30 s.',
  stores: ['postgresql'],
  rounds: { short: 0, long: 9 },
  missing: hasPgBouncer && hasRedis ? null : 'PgBouncer or Redis is not installed',
  async run(context) {
    const { ledger, random } = context;
    const bouncer = await startPgBouncer(context.databaseUrl);
    const redis = await startRedis();
    let slowest = 0;
    try {
      const env = { DATABASE_URL: bouncer.url, BUS_URL: redis.url };
      const names = ['one', 'two'];
      const services = await Promise.all(names.map((name) => context.start(env, name)));
      const urls = () => services.map(({ url }) => url);
      const kinds = [
        async () => {
          await bouncer.kill();
          await pause(2000);
          await bouncer.start();
        },
        async (round: number) => {
          const killed = round % services.length;
          services[killed]?.kill('SIGKILL');
          await services[killed]?.exited;
          services[killed] = await context.start(env, names[killed]);
        },
        async () => {
          await redis.stop();
          await pause(2000);
          await redis.start();
        },
      ];
      for (const round of context.eachRound()) {
        const took = await roundOfWork(context, {
          urls,
          round,
          pushesEach: 20,
          async fault({ start }) {
            await pause(random.int(0, 300));
            await kinds[round % kinds.length]?.(round);
            return recoveredWithin(ledger, recoveryMs, [
              ...urls().map((url) => () => start(url)),
              ...urls().map((url) => () => beReady(url)),
            ]);
          },
        });
        slowest = Math.max(slowest, took);
      }
      return { ...ledger.counts(context.rounds), recoveryMs: slowest };
    } finally {
      await Promise.all([bouncer.close(), redis.close()]);
    }
  },
};
