import { phoneOf, pushesOf, startCases } from '../frame/cases';
import type { Fault } from '../frame/fault';
import { pushUntilAcknowledged } from '../frame/pushing';

const casesEach = 4;
const pushesEach = 5;

/** NOTIFY is a hint and may be lost: with the process between commit and notification, or with a connection. */
export const fault: Fault = {
  title: 'every wake-up between replicas lost',
  what: 'A replica sends no notification of its commits to the others (the line is removed from a copy of the program). Followers on one replica must still see every push that the other one receives.',
  stores: ['postgresql'],
  rounds: { short: 0, long: 5 },
  patches: [
    { file: 'storage/postgres/change-feed.js', find: 'await this.#bus?.publish(', replace: 'void (' },
  ],
  async run(context) {
    const { ledger, random } = context;
    const [one, two] = await Promise.all([context.start({}, 'one'), context.start({}, 'two')]);
    for (const round of context.eachRound()) {
      const guid = `account-${round}`;
      const phones = Array.from({ length: casesEach }, (_, index) => phoneOf(round * casesEach + index));
      const cases = await startCases(context, one.url, guid, phones);
      const followers = [ledger.follow(guid), ledger.follow(guid, cases[0]?.id ?? null)];
      await Promise.all(followers.map((follower) => follower.connect(two.url)));
      await pushUntilAcknowledged(ledger, () => one.url, random.shuffle(pushesOf(cases, pushesEach)));
      await ledger.check(one.url, [guid]);
      await Promise.all(followers.map((follower) => follower.disconnect()));
    }
    return ledger.counts(context.rounds);
  },
};
