import { setTimeout as pause } from 'node:timers/promises';
import { awaitedFactsOf } from '../data/facts.mts';
import { seededVersion } from '../data/subscription.mts';
import { HttpConnection } from './http-connection.mts';
import type { LatencyJob, LatencyResult } from './jobs.mts';
import { openSource } from './sources.mts';
import { Subscriber } from './subscriber.mts';

interface Times {
  /** From sending the push, and from its acknowledgement, to the event at its subscriber; in milliseconds. */
  readonly fromSent: number;
  readonly fromAcknowledged: number;
}

/** Pushes for watched verifications one by one, each followed to its subscriber. */
export async function latency(job: LatencyJob): Promise<LatencyResult> {
  const url = new URL(job.url);
  const { first, count } = job.watched;
  const ids = Array.from({ length: count }, (_, n) => awaitedFactsOf(first + n).id);
  const version = seededVersion + job.pushesBefore;
  const watchers = await Promise.all(
    ids.map((verificationId) => Subscriber.open(url, { verificationId, version })),
  );
  const connections = await HttpConnection.openMany(url, count);
  const next = openSource({ kind: 'pushes', first, count }, url);
  try {
    const times: Promise<Times>[] = [];
    const begin = performance.now();
    const total = job.pushesEach * count;
    for (let n = 0; n < total; n += 1) {
      await pause(begin + (n * 1000) / job.perSecond - performance.now());
      // One at a time per verification: its last push was `count` pushes ago.
      if (n >= count) await times[n - count];
      const [watcher, connection] = [watchers[n % count], connections[n % count]];
      if (watcher && connection) times.push(follow(watcher, connection, next()));
    }
    const all = await Promise.all(times);
    return {
      operations: all.length,
      fromSent: percentiles(all.map(({ fromSent }) => fromSent)),
      fromAcknowledged: percentiles(all.map(({ fromAcknowledged }) => fromAcknowledged)),
    };
  } finally {
    for (const one of [...watchers, ...connections]) one.close();
  }
}

async function follow(
  watcher: Subscriber,
  connection: HttpConnection,
  { bytes, expected }: { bytes: Buffer; expected: Buffer },
): Promise<Times> {
  const version = watcher.version + 1;
  const sentAt = process.hrtime.bigint();
  const acknowledgement = connection.send(bytes).then(({ body }) => {
    if (!body.equals(expected)) throw new Error(`A push was answered with ${body}`);
    return process.hrtime.bigint();
  });
  const [acknowledgedAt] = await Promise.all([acknowledgement, watcher.reach(version)]);
  const since = (moment: bigint) => Number(watcher.arrivedAt - moment) / 1e6;
  return { fromSent: since(sentAt), fromAcknowledged: since(acknowledgedAt) };
}

export function percentiles(values: readonly number[]): { readonly p50: number; readonly p99: number } {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50: at(0.5), p99: at(0.99) };
}
