import type { ServiceProcess } from '../../support/process';
import { type Case, type CasePush, phoneOf, sendPush, startCases } from '../frame/cases';
import type { FaultContext } from '../frame/context';
import type { Fault } from '../frame/fault';
import { versionsOf } from './look';
import { StreamFollower } from './stream-follower';

const casesEach = 3;
/** Of each of the four followers in a round. */
const reconnectsEach = 10;

interface Reconnecting {
  connect(url: string): Promise<void>;
}

/** Subscribers that lose their connection again and again, at any moment, while their events go on. */
export const fault: Fault = {
  title: 'followers that reconnect',
  what: 'Followers of an account and of one verification, over WebSocket and over SSE, are disconnected and reconnect at random moments, 40 times a round and to either replica, while pushes arrive. Each version must come once and in order, also if the cut falls between two events.',
  stores: ['sqlite', 'postgresql'],
  rounds: { short: 1, long: 5 },
  async run(context) {
    const { random, ledger } = context;
    const services = [await context.start()];
    if (context.store === 'postgresql') services.push(await context.start({}, 'other'));
    const streamed: StreamFollower[] = [];
    for (const round of context.eachRound()) {
      const guid = `account-${round}`;
      const phones = Array.from({ length: casesEach }, (_, index) => phoneOf(round * casesEach + index));
      const cases = await startCases(context, urlOf(services), guid, phones);
      const one = cases[0]?.id ?? null;
      const streams = [new StreamFollower(guid), new StreamFollower(guid, one)];
      const followers: Reconnecting[] = [ledger.follow(guid), ledger.follow(guid, one), ...streams];
      const pushing = new AbortController();
      const pushed = pushWithoutEnd(context, services, cases, pushing.signal);

      await Promise.all(
        followers.map(async (follower) => {
          for (let n = 0; n < reconnectsEach; n += 1) {
            await follower.connect(urlOf(services, random.next()));
            await pause(random.int(0, 60));
          }
        }),
      );
      pushing.abort();
      await pushed;

      const versions = await versionsOf(urlOf(services), guid);
      const total = [...versions.values()].reduce((sum, version) => sum + version, 0);
      for (const stream of streams) {
        const last = stream.id === null ? total : (versions.get(stream.id) ?? 0);
        await stream.reaches(last);
        stream.enter(ledger, last);
        await stream.stop();
      }
      await ledger.check(urlOf(services), [guid]);
      streamed.push(...streams);
    }
    const counts = ledger.counts(context.rounds);
    return { ...counts, followed: streamed.reduce((sum, { seen }) => sum + seen.length, counts.followed) };
  },
};

/** One of the services; `chance` is from 0 to 1. */
function urlOf(services: readonly ServiceProcess[], chance = 0): string {
  return services[Math.floor(chance * services.length)]?.url ?? '';
}

/** Pushes to all cases, one after the other, until it is told to stop. Ends with a push that approves. */
async function pushWithoutEnd(
  { ledger, random }: FaultContext,
  services: readonly ServiceProcess[],
  cases: readonly Case[],
  stopped: AbortSignal,
): Promise<void> {
  for (let n = 1; !stopped.aborted || n % 2 === 1; n += 1) {
    const pushes = cases.map((of): CasePush => ({ of, n }));
    await Promise.all(pushes.map((push) => sendPush(ledger, urlOf(services, random.next()), push)));
  }
}

/** The time a follower stays before it is cut off: chance, not patience. */
function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
