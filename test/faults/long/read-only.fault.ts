import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { phoneOf, pushesOf, startCases } from '../frame/cases';
import type { Fault } from '../frame/fault';
import { inboxEmptied } from '../frame/metrics';
import { pushUntilAcknowledged } from '../frame/pushing';
import { recoveredWithin, statusOfReady } from './recovery';

const casesEach = 6;
const pushesEach = 5;
const recoveryMs = 5000;
const followersMs = 30_000;
const closedMs = { short: 2000, long: 12_000 };

/** A primary that was demoted, or a reader behind the primary's name: it answers, and takes no changes. */
export const fault: Fault = {
  title: 'the database is read-only for 12 s',
  what: 'PostgreSQL takes no changes for 12 s while pushes arrive at two replicas. `/readyz` must answer 503 in the meantime; pushes must be acknowledged; from 5 s after it can be written again no mutation may fail.',
  stores: ['postgresql'],
  rounds: { short: 1, long: 5 },
  async run(context) {
    const { ledger, random } = context;
    const operator = new Client({ connectionString: context.databaseUrl });
    await operator.connect();
    await operator.query('set default_transaction_read_only = off');
    const close = async (isClosed: boolean) => {
      await operator.query(`alter system set default_transaction_read_only = ${isClosed ? 'on' : 'off'}`);
      await operator.query('select pg_reload_conf()');
    };
    let slowest = 0;
    try {
      const [one, two] = await Promise.all([context.start({}, 'one'), context.start({}, 'two')]);
      for (const round of context.eachRound()) {
        const guid = `account-${round}`;
        const phones = Array.from({ length: casesEach }, (_, index) => phoneOf(round * 100 + index));
        const cases = await startCases(context, one.url, guid, phones);
        const followers = [ledger.follow(guid), ledger.follow(guid)];
        for (const follower of followers) follower.keepUp(() => (follower === followers[0] ? one : two).url);
        await Promise.all(followers.map((follower) => follower.reaches(2 * casesEach, followersMs)));

        await close(true);
        const pushes = random.shuffle(pushesOf(cases, pushesEach));
        const pushing = pushUntilAcknowledged(ledger, () => (random.int(0, 1) === 0 ? one : two).url, pushes);
        await pause(closedMs[context.form]);
        for (const { url } of [one, two]) {
          if ((await statusOfReady(url)) !== 503) ledger.regressed(`${url} was ready without a database`);
        }
        await close(false);
        const start = (url: string, n: number) =>
          startCases(context, url, guid, [phoneOf(round * 100 + 50 + n)]);
        const took = await recoveredWithin(
          ledger,
          recoveryMs,
          [one, two].map(
            ({ url }, n) =>
              () =>
                start(url, n),
          ),
        );
        slowest = Math.max(slowest, took);
        await pushing;
        for (const { url } of [one, two]) {
          if (!(await inboxEmptied(url, followersMs))) ledger.lost('what is left in the inbox');
        }
        await ledger.check(one.url, [guid]);
        await Promise.all(followers.map((follower) => follower.stop()));
      }
      return { ...ledger.counts(context.rounds), recoveryMs: slowest };
    } finally {
      await operator.end();
    }
  },
};
