import { setTimeout as pause } from 'node:timers/promises';
import { hasPatroni, startPatroni } from '../../support/patroni';
import type { Fault } from '../frame/fault';
import { recoveredWithin } from './recovery';
import { beReady, roundOfWork } from './round-of-work';

/** A leader counts as gone after 20 s; then the other is promoted, and is led to. */
const recoveryMs = 60_000;

/** The primary of a cluster vanishes, and another takes its place. */
export const fault: Fault = {
  title: 'failover of a Patroni cluster',
  what: 'Two replicas work on a cluster of two PostgreSQL under Patroni with etcd and synchronous replication, through a proxy that leads to the leader. In every round the leader is killed (-9) with its Patroni while pushes arrive, the other one is promoted, and the killed one comes back as its follower. Pushes must be acknowledged all the while; mutations and `/readyz` must be right again within 60 s.',
  stores: ['postgresql'],
  rounds: { short: 0, long: 3 },
  missing: hasPatroni ? null : 'Patroni, etcd or PostgreSQL of the system is not installed',
  async run(context) {
    const { ledger, random } = context;
    const cluster = await startPatroni();
    let slowest = 0;
    try {
      const env = { DATABASE_URL: cluster.url };
      const services = await Promise.all([context.start(env, 'one'), context.start(env, 'two')]);
      const urls = services.map(({ url }) => url);
      for (const round of context.eachRound()) {
        const took = await roundOfWork(context, {
          urls: () => urls,
          round,
          pushesEach: 20,
          async fault({ start, pushed }) {
            await pause(random.int(0, 300));
            cluster.killLeader();
            await pushed();
            return recoveredWithin(ledger, recoveryMs, [
              ...urls.map((url) => () => start(url)),
              ...urls.map((url) => () => beReady(url)),
            ]);
          },
        });
        slowest = Math.max(slowest, took);
        await cluster.restore();
      }
      return { ...ledger.counts(context.rounds), recoveryMs: slowest };
    } finally {
      await cluster.close();
    }
  },
};
