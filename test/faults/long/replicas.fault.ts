import { phoneOf, pushesOf, startCases } from '../frame/cases';
import type { Fault } from '../frame/fault';
import { pushUntilAcknowledged } from '../frame/pushing';

const accounts = 20;
const casesEach = 5;
/** Of each case; together 10,000. */
const pushesEach = 100;

/** Two replicas on one PostgreSQL, and one of them is killed and restarted while both take pushes. */
export const fault: Fault = {
  title: 'two replicas, one killed',
  what: '10,000 pushes are split between two replicas on one PostgreSQL, with a follower of every account on each. In every round one of the two, alternately, is killed (-9) at a random moment and started again; in the meantime the other receives its pushes. Every follower must see each version once and in order.',
  stores: ['postgresql'],
  rounds: { short: 0, long: 4 },
  async run(context) {
    const { ledger, random } = context;
    const names = ['one', 'two'];
    const services = await Promise.all(names.map((name) => context.start({}, name)));
    const urlOf = (index: number) => services[index % services.length]?.url ?? '';

    const guids = Array.from({ length: accounts }, (_, index) => `account-${index}`);
    const cases = (
      await Promise.all(
        guids.map((guid, account) => {
          const phones = Array.from({ length: casesEach }, (_, index) =>
            phoneOf(account * casesEach + index),
          );
          return startCases(context, urlOf(account), guid, phones);
        }),
      )
    ).flat();
    for (const guid of guids)
      for (const index of names.keys()) ledger.follow(guid).keepUp(() => urlOf(index));

    const pushes = random.shuffle(pushesOf(cases, pushesEach));
    const part = Math.ceil(pushes.length / context.rounds);
    for (const round of context.eachRound()) {
      const killed = round % services.length;
      const some = pushes.slice((round - 1) * part, round * part);
      // The replica that is away is still tried now and then: a balancer does not know at once.
      const pushing = pushUntilAcknowledged(ledger, () => urlOf(random.int(0, 1)), some);
      await new Promise((resolve) => setTimeout(resolve, random.int(500, 3000)));
      services[killed]?.kill('SIGKILL');
      await services[killed]?.exited;
      services[killed] = await context.start({}, names[killed]);
      await pushing;
    }
    await ledger.check(urlOf(0));
    await ledger.check(urlOf(1));
    return ledger.counts(context.rounds);
  },
};
