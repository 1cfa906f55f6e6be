import { setTimeout as pause } from 'node:timers/promises';
import { awaitedFactsOf } from '../data/facts.mts';
import { seededVersion } from '../data/subscription.mts';
import type { ArrivalsJob, ArrivalsResult, SubscribeJob, SubscribeResult } from './jobs.mts';
import { Subscriber } from './subscriber.mts';

/** The sockets of this process. */
let subscribers: Subscriber[] = [];

/** Opens the sockets, a few at a time, and waits until every subscription is alive. */
export async function subscribe(job: SubscribeJob): Promise<SubscribeResult> {
  const url = new URL(job.url);
  const opened: Subscriber[] = [];
  let next = 0;
  const openNext = async () => {
    for (let n = next++; n < job.count; n = next++) {
      const { id: verificationId } = awaitedFactsOf(job.oneVerification ? job.first : job.first + n);
      const { localAddress } = job;
      opened.push(await Subscriber.open(url, { verificationId, version: seededVersion, localAddress }));
    }
  };
  await Promise.all(Array.from({ length: 50 }, openNext));
  subscribers = opened;
  return { opened: opened.length };
}

/** Waits until every subscriber has the event of that version, or until the time limit. */
export async function arrivals({ version, timeoutMs }: ArrivalsJob): Promise<ArrivalsResult> {
  const all = Promise.all(subscribers.map((subscriber) => subscriber.reach(version)));
  await Promise.race([all, pause(timeoutMs, undefined, { ref: false })]);
  const last = subscribers.reduce((latest, { arrivedAt }) => (arrivedAt > latest ? arrivedAt : latest), 0n);
  return {
    lost: subscribers.filter((subscriber) => subscriber.version < version).length,
    faults: subscribers.reduce((sum, { faults }) => sum + faults, 0),
    lastAt: String(last),
  };
}

export function unsubscribe(): void {
  for (const subscriber of subscribers) subscriber.close();
  subscribers = [];
}
