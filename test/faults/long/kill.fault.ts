import { phoneOf, pushesOf, sendPush, startCase, startCases } from '../frame/cases';
import type { FaultContext } from '../frame/context';
import type { Fault } from '../frame/fault';

const casesEach = 4;
const pushesEach = 3;

/** kill -9 while pushes, mutations and followers are under way; then a new process on the same data. */
export const fault: Fault = {
  title: 'kill -9 under load',
  what: 'The process is killed at a random moment, or exactly at a random acknowledgement, while starts, pushes and followers are active. A new process takes over; OneNET repeats the pushes that were not acknowledged, and some that were; clients repeat their mutations; followers resume.',
  stores: ['sqlite', 'postgresql'],
  rounds: { short: 2, long: 200 },
  async run(context) {
    let service = await context.start();
    for (const round of context.eachRound()) {
      const { random, ledger } = context;
      const guid = `account-${round}`;
      const phones = Array.from({ length: casesEach }, (_, index) => phoneOf(round * casesEach + index));
      const [early, late] = [phones.slice(0, -1), phones.slice(-1)];
      const url = service.url;
      const cases = await startCases(context, url, guid, early);
      const ofAccount = ledger.follow(guid);
      const ofOne = ledger.follow(guid, cases[0]?.id ?? null);
      await Promise.all([ofAccount.connect(url), ofOne.connect(url)]);

      const pushes = random.shuffle(pushesOf(cases, pushesEach));
      // In every other round the moment is an acknowledgement: nothing can be later than what it promises.
      const fatal = round % 2 === 1 ? random.int(1, pushes.length) : null;
      const killer = fatal === null ? setTimeout(() => service.kill('SIGKILL'), random.int(0, 200)) : null;
      let acknowledgements = 0;
      const died = service;
      const atAcknowledgement = () => {
        acknowledgements += 1;
        if (acknowledgements === fatal) died.kill('SIGKILL');
      };
      const starting = Promise.allSettled(late.map((phone) => startCase(context, url, guid, phone)));
      await Promise.all(pushes.map((push) => sendPush(ledger, url, push, atAcknowledgement)));
      await starting;
      service.kill('SIGKILL');
      await service.exited;
      if (killer) clearTimeout(killer);

      service = await context.start();
      await Promise.all([ofAccount.connect(service.url), ofOne.connect(service.url)]);
      await startCases(context, service.url, guid, phones);
      // OneNET repeats what was not acknowledged, and here every second of the others too.
      const again = pushes.filter((push) => !ledger.isAcknowledged(push) || random.int(0, 1) === 0);
      await Promise.all(again.map((push) => sendPush(ledger, service.url, push)));
      for (const push of pushes) if (!ledger.isAcknowledged(push)) ledger.lost(`repeat of push ${push.n}`);
      for (const phone of phones) checkAskedOnce(context, phone);
      await ledger.check(service.url, [guid]);
      await Promise.all([ofAccount.disconnect(), ofOne.disconnect()]);
    }
    await context.ledger.check(service.url);
    return context.ledger.counts(context.rounds);
  },
};

/** One key, one request to the provider, whatever died in between. */
function checkAskedOnce({ oneNet, ledger }: FaultContext, phone: string): void {
  const asked = oneNet.starts.filter((start) => start.phone === phone).length;
  if (asked > 1) ledger.doubled(`request for ${phone}`);
}
