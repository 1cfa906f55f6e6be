import { setTimeout as pause } from 'node:timers/promises';
import { openSilentLine } from '../../support/silent-line';
import { phoneOf, pushesOf, startCases } from '../frame/cases';
import type { Fault } from '../frame/fault';
import { inboxEmptied } from '../frame/metrics';
import { pushUntilAcknowledged } from '../frame/pushing';
import { recoveredWithin, statusOfReady } from './recovery';

const casesEach = 6;
const pushesEach = 5;
const recoveryMs = 30_000;
const silentMs = { short: 4000, long: 20_000 };

/** The machine of the primary vanishes without a word, and comes back: nothing is cut, and nothing comes through. */
export const fault: Fault = {
  title: 'all connections fall silent',
  what: 'A proxy between two replicas and PostgreSQL stops forwarding on every connection without closing any, also on those that listen, while pushes arrive; new connections work again after a while, the old ones never. `/readyz` must answer 503 in the meantime; pushes must still be acknowledged; mutations, `/readyz` and followers must be right again within 30 s.',
  stores: ['postgresql'],
  rounds: { short: 1, long: 5 },
  async run(context) {
    const { ledger, random } = context;
    const line = await openSilentLine(context.databaseUrl);
    let slowest = 0;
    try {
      const env = { DATABASE_URL: line.url };
      const [one, two] = await Promise.all([context.start(env, 'one'), context.start(env, 'two')]);
      for (const round of context.eachRound()) {
        const guid = `account-${round}`;
        const phones = Array.from({ length: casesEach }, (_, index) => phoneOf(round * 100 + index));
        const cases = await startCases(context, one.url, guid, phones);
        const followers = [ledger.follow(guid), ledger.follow(guid)];
        for (const follower of followers) follower.keepUp(() => (follower === followers[0] ? one : two).url);
        await Promise.all(followers.map((follower) => follower.reaches(2 * casesEach, recoveryMs)));

        line.silence();
        const pushes = random.shuffle(pushesOf(cases, pushesEach));
        const pushing = pushUntilAcknowledged(ledger, () => (random.int(0, 1) === 0 ? one : two).url, pushes);
        await pause(silentMs[context.form]);
        for (const { url } of [one, two]) {
          if ((await statusOfReady(url)) !== 503) ledger.regressed(`${url} was ready without a database`);
        }
        line.mend();
        const start = (url: string, n: number) =>
          startCases(context, url, guid, [phoneOf(round * 100 + 50 + n)]);
        slowest = Math.max(
          slowest,
          await recoveredWithin(ledger, recoveryMs, [
            ...[one, two].map(
              ({ url }, n) =>
                () =>
                  start(url, n),
            ),
            ...[one, two].map(({ url }) => async () => {
              if ((await statusOfReady(url)) !== 200) throw new Error('not ready yet');
            }),
          ]),
        );
        await pushing;
        for (const { url } of [one, two]) {
          if (!(await inboxEmptied(url, recoveryMs))) ledger.lost('what is left in the inbox');
        }
        await ledger.check(one.url, [guid]);
        await Promise.all(followers.map((follower) => follower.stop()));
      }
      return { ...ledger.counts(context.rounds), recoveryMs: slowest };
    } finally {
      await line.close();
    }
  },
};
