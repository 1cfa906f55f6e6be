import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../../support/free-port';
import type { ServiceProcess } from '../../support/process';
import type { Fault } from '../frame/fault';
import { recoveredWithin } from './recovery';
import { beReady, roundOfWork } from './round-of-work';

const awayMs = { short: 1500, long: 15_000 };
/** The longest pause between two attempts is 5 s. */
const recoveryMs = 30_000;

/** The machines come back after an outage, and the database is the last of them. */
export const fault: Fault = {
  title: 'start without the database',
  what: 'Two replicas and PostgreSQL are killed (-9) while pushes arrive, and the replicas are started 15 s before the database is. They must be alive (`/healthz` 200) and not ready (`/readyz` 503) meanwhile, must not end, must keep the pushes that arrive, and must work within 30 s after the database is back.',
  stores: ['postgresql'],
  rounds: { short: 1, long: 4 },
  durablePostgres: true,
  async run(context) {
    const { ledger, random, postgres } = context;
    const names = ['one', 'two'];
    const ports = [await freePort(), await freePort()];
    const urls = ports.map((port) => `http://127.0.0.1:${port}`);
    const start = (index: number) => context.start({ PORT: String(ports[index]) }, names[index]);
    let services: readonly ServiceProcess[] = await Promise.all([0, 1].map(start));
    let slowest = 0;
    for (const round of context.eachRound()) {
      const took = await roundOfWork(context, {
        urls: () => urls,
        round,
        async fault({ start: startOne, pushed }) {
          await pause(random.int(0, 100));
          await postgres.kill();
          for (const service of services) service.kill('SIGKILL');
          await Promise.all(services.map(({ exited }) => exited));
          const starting = Promise.all([0, 1].map(start)).catch((error: unknown) => {
            ledger.stuck(`a start in round ${round}: ${String(error)}`);
            return null;
          });
          await pause(awayMs[context.form]);
          // None is left to be repeated: the replicas that wait have kept them. Where they end instead, none could.
          await Promise.race([pushed(), starting]);
          for (const url of urls) {
            const [health, ready] = await Promise.all(
              ['healthz', 'readyz'].map((path) => statusOf(`${url}/${path}`)),
            );
            if (health !== 200) ledger.stuck(`${url} was not alive in round ${round}`);
            if (ready !== 503) ledger.regressed(`${url} was ready without a database: ${ready}`);
          }
          await postgres.start();
          services = (await starting) ?? (await Promise.all([0, 1].map(start)));
          return recoveredWithin(ledger, recoveryMs, [
            ...urls.map((url) => () => beReady(url)),
            ...urls.map((url) => () => startOne(url)),
          ]);
        },
      });
      slowest = Math.max(slowest, took);
    }
    return { ...ledger.counts(context.rounds), recoveryMs: slowest };
  },
};

/** A start takes a moment before it listens: asked until there is an answer. */
async function statusOf(url: string): Promise<number> {
  for (const end = Date.now() + recoveryMs; Date.now() < end; ) {
    const answer = await fetch(url).catch(() => null);
    if (answer) return answer.status;
    await pause(50);
  }
  return 0;
}
