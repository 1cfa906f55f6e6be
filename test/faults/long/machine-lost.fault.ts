import { setTimeout as pause } from 'node:timers/promises';
import { openWebhookReceiver } from '../../support/webhook-receiver';
import type { Fault } from '../frame/fault';
import { createDestination } from './destination';
import { versionsOf } from './look';
import { recoveredWithin } from './recovery';
import { roundOfWork } from './round-of-work';

/** The server ends the transactions of a process that vanished after 12 s, and a lease ends after 10 s. */
const recoveryMs = 30_000;

/** A machine that vanishes closes no connection: what its process has locked stays locked until somebody notices. */
export const fault: Fault = {
  title: "a replica's machine is lost",
  what: 'While pushes arrive at two replicas, one of them stops (SIGSTOP) during its work with all its connections to PostgreSQL open, as if its machine had vanished, and a new one takes its place without its files. Mutations and pushes at the other one, and its webhooks, must work within 30 s, although the lost one may hold row locks and leases.',
  stores: ['postgresql'],
  rounds: { short: 0, long: 5 },
  async run(context) {
    const { ledger, random } = context;
    const receiver = await openWebhookReceiver();
    let slowest = 0;
    try {
      let [steady, lost] = await Promise.all([context.start({}, 'steady'), context.start({}, 'lost-0')]);
      await createDestination(steady.url, receiver.url);
      for (const round of context.eachRound()) {
        const gone = lost;
        let urls = [steady.url, gone.url];
        const took = await roundOfWork(context, {
          urls: () => urls,
          round,
          pushesEach: 20,
          async fault({ guid, start, pushed, followers }) {
            await pause(random.int(0, 300));
            gone.kill('SIGSTOP');
            urls = [steady.url];
            await followers[1]?.disconnect();
            return recoveredWithin(ledger, recoveryMs, [
              () => start(steady.url),
              pushed,
              async () => {
                await pushed();
                const versions = [...(await versionsOf(steady.url, guid)).values()];
                const taken = receiver.received.filter(({ event }) => event.data['guid'] === guid);
                if (
                  new Set(taken.map(({ event }) => event.id)).size <
                  versions.reduce((sum, one) => sum + one, 0)
                )
                  throw new Error('webhooks are missing');
              },
            ]);
          },
        });
        slowest = Math.max(slowest, took);
        // The next round loses a machine that was there before, and not always the newest.
        gone.kill('SIGKILL');
        await gone.exited;
        const fresh = await context.start({}, `lost-${round}`);
        [steady, lost] = round % 2 === 0 ? [steady, fresh] : [fresh, steady];
      }
      return { ...ledger.counts(context.rounds), recoveryMs: slowest };
    } finally {
      await receiver.close();
    }
  },
};
