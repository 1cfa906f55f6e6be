import { type CasePush, phoneOf, pushesOf, sendPush } from '../frame/cases';
import type { FaultContext } from '../frame/context';
import type { Fault } from '../frame/fault';
import { type DatabaseProxy, openDatabaseProxy } from './database-proxy';
import { inboxEmptied, versionsOf } from './look';
import { checkAskedOnce, startUntilAnswered } from './persistent-client';
import { StreamFollower } from './stream-follower';

const casesEach = 4;
const pushesEach = 4;
/** In each such round the line also falls silent without being cut. */
const muteEvery = 10;

/** The line between the service and PostgreSQL breaks, again and again, and most of all around a COMMIT. */
export const fault: Fault = {
  title: 'connection to the database cut',
  what: 'A proxy between the service and PostgreSQL cuts connections at random before, within and after statements: also after a COMMIT was sent and before it was answered, so that the service cannot know its result. Sometimes a connection only stops answering, and a push must still be acknowledged. The connection that listens for changes is cut too. Pushes that were not acknowledged are repeated, and must not count twice.',
  stores: ['postgresql'],
  rounds: { short: 3, long: 100 },
  async run(context) {
    const { random, ledger } = context;
    const proxy = await openDatabaseProxy(context.databaseUrl, random);
    try {
      const service = await context.start({ DATABASE_URL: proxy.url });
      const followers: StreamFollower[] = [];
      let isOver = false;
      void service.exited.then(() => !isOver && ledger.lost('the process'));
      for (const round of context.eachRound()) {
        const guid = `account-${round}`;
        const phones = Array.from({ length: casesEach }, (_, index) => phoneOf(round * casesEach + index));
        const follower = new StreamFollower(guid);
        await follower.connect(service.url);
        followers.push(follower);

        proxy.isRough = true;
        proxy.isMute = round % muteEvery === 0;
        const starting = phones.map((phone) => startUntilAnswered(context, service.url, guid, phone));
        if (proxy.isMute) await mended(proxy, Promise.all(starting));
        // Where the answer of OneNET could not be recorded, nothing can be pushed.
        const cases = (await Promise.all(starting)).filter((one) => one !== null);
        if (random.int(0, 1) === 0) proxy.cutAll();
        const pushes = random.shuffle(pushesOf(cases, pushesEach));
        await Promise.all(pushes.map((push) => pushTwiceOrMore(context, service.url, push)));
        proxy.isRough = false;
        if (proxy.isMute) proxy.cutAll();

        for (const phone of phones) checkAskedOnce(context, phone);
      }
      await inboxEmptied(service.url);
      await ledger.check(service.url);
      for (const follower of followers) {
        const versions = await versionsOf(service.url, follower.guid);
        const last = [...versions.values()].reduce((sum, version) => sum + version, 0);
        await follower.reaches(last);
        follower.enter(ledger, last);
        await follower.stop();
      }
      isOver = true;
      if (cutsAreFew(proxy, context.rounds)) throw new Error('the line was hardly ever cut');
      return {
        ...ledger.counts(context.rounds),
        followed: followers.reduce((sum, { seen }) => sum + seen.length, 0),
      };
    } finally {
      await proxy.close();
    }
  },
};

/** A mutation whose database says nothing waits until the line is mended; a push must not. */
async function mended(proxy: DatabaseProxy, starting: Promise<unknown>): Promise<void> {
  const mending = setInterval(() => proxy.cutAll(), 1000);
  await starting;
  clearInterval(mending);
}

/** OneNET repeats what is not acknowledged; here some of the rest is repeated too, as after an answer that got lost. */
async function pushTwiceOrMore({ ledger, random }: FaultContext, url: string, push: CasePush): Promise<void> {
  while (!(await sendPush(ledger, url, push)));
  if (random.int(0, 1) === 0) await sendPush(ledger, url, push);
}

function cutsAreFew({ cuts }: DatabaseProxy, rounds: number): boolean {
  return cuts.all < rounds || cuts.commits === 0;
}
