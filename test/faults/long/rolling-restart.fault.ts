import { phoneOf, pushesOf, startCase, startCases } from '../frame/cases';
import type { FaultContext } from '../frame/context';
import type { Fault } from '../frame/fault';
import { pushUntilAcknowledged } from '../frame/pushing';

const casesEach = 4;
const pushesEach = 10;

/** Close codes that tell a client to come again: going away, service restart. */
const saysReconnect: ReadonlySet<number> = new Set([1001, 1012]);

/** SIGTERM under load, as in a rolling deployment. */
export const fault: Fault = {
  title: 'SIGTERM under load',
  what: 'The process gets SIGTERM at a random moment under starts, pushes and followers, and is started again; on PostgreSQL one of two replicas, alternately. It must exit with code 0, must have recorded everything it answered, and must close every socket with a code that means reconnect.',
  stores: ['sqlite', 'postgresql'],
  rounds: { short: 0, long: 40 },
  async run(context) {
    const { ledger, random } = context;
    const names = context.store === 'sqlite' ? ['one'] : ['one', 'two'];
    const services = await Promise.all(names.map((name) => context.start({}, name)));
    const urlOf = (index: number) => services[index % services.length]?.url ?? '';

    for (const round of context.eachRound()) {
      const ending = round % services.length;
      const guid = `account-${round}`;
      const phones = Array.from({ length: casesEach }, (_, index) => phoneOf(round * casesEach + index));
      const [early, late] = [phones.slice(0, -1), phones.slice(-1)];
      const cases = await startCases(context, urlOf(ending), guid, early);
      const followers = [ledger.follow(guid), ledger.follow(guid, cases[0]?.id ?? null)];
      await Promise.all(followers.map((follower) => follower.connect(urlOf(ending))));

      const pushes = random.shuffle(pushesOf(cases, pushesEach));
      const pushing = pushUntilAcknowledged(ledger, () => urlOf(random.int(0, 1)), pushes);
      const starting = Promise.allSettled(
        late.map((phone) => startCase(context, urlOf(ending), guid, phone)),
      );
      await new Promise((resolve) => setTimeout(resolve, random.int(0, 150)));
      await end(context, services[ending]);
      for (const follower of followers) {
        await follower.ended();
        const code = follower.closes.at(-1) ?? 0;
        if (!saysReconnect.has(code))
          ledger.lost(`a follower's way back in round ${round}: closed with ${code}`);
      }

      services[ending] = await context.start({}, names[ending]);
      await Promise.all(followers.map((follower) => follower.connect(urlOf(ending))));
      await Promise.all([pushing, starting]);
      await startCases(context, urlOf(ending), guid, phones);
      await ledger.check(urlOf(ending), [guid]);
      await Promise.all(followers.map((follower) => follower.disconnect()));
    }
    await ledger.check(urlOf(0));
    return ledger.counts(context.rounds);
  },
};

async function end(
  { ledger }: FaultContext,
  service: Awaited<ReturnType<FaultContext['start']>> | undefined,
) {
  service?.kill('SIGTERM');
  const exit = await service?.exited;
  if (exit?.code !== 0) ledger.lost(`a clean end: ${exit?.code ?? exit?.signal} ${service?.stderr}`);
}
