import { phoneOf, pushesOf, sendPush, startCases } from '../frame/cases';
import type { Fault } from '../frame/fault';
import { inboxEmptied } from '../frame/metrics';
import { pushUntilAcknowledged } from '../frame/pushing';

const casesEach = 3;
const pushesEach = 5;
const inboxPatienceMs = 60_000;

/** PostgreSQL itself dies while pushes are on their way into it, and recovers from its log. */
export const fault: Fault = {
  title: 'PostgreSQL killed under load',
  what: 'PostgreSQL, with flushing to disk enabled, is killed without a checkpoint at a random moment under pushes, and is started again. Pushes that the database cannot take are kept in the inbox and acknowledged; OneNET repeats those that were not acknowledged.',
  stores: ['postgresql'],
  rounds: { short: 0, long: 60 },
  durablePostgres: true,
  async run(context) {
    const { ledger, random, postgres } = context;
    const { url } = await context.start();
    for (const round of context.eachRound()) {
      const guid = `account-${round}`;
      const phones = Array.from({ length: casesEach }, (_, index) => phoneOf(round * casesEach + index));
      const cases = await startCases(context, url, guid, phones);
      ledger.follow(guid).keepUp(() => url);

      const pushes = random.shuffle(pushesOf(cases, pushesEach));
      const pushing = Promise.all(pushes.map((push) => sendPush(ledger, url, push)));
      await new Promise((resolve) => setTimeout(resolve, random.int(0, 80)));
      await postgres.kill();
      await pushing;
      await postgres.start();
      await pushUntilAcknowledged(
        ledger,
        () => url,
        pushes.filter((push) => !ledger.isAcknowledged(push) || random.int(0, 1) === 0),
      );
    }
    if (!(await inboxEmptied(url, inboxPatienceMs))) ledger.stuck('what is left in the inbox');
    await ledger.check(url);
    return ledger.counts(context.rounds);
  },
};
