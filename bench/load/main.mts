import { closedLoop } from './closed-loop.mts';
import { feedLag } from './feed-lag.mts';
import type { Job } from './jobs.mts';
import { latency } from './latency.mts';
import { openLoop } from './open-loop.mts';
import { arrivals, subscribe, unsubscribe } from './subscribers.mts';

/** The load process: runs one job after another for the process that started it. */
process.on('disconnect', () => process.exit());
process.on('message', async (job: Job) => {
  try {
    process.send?.({ kind: 'done', result: (await run(job)) ?? null });
  } catch (error) {
    process.send?.({ kind: 'failed', reason: error instanceof Error ? error.stack : String(error) });
  }
});

async function run(job: Job): Promise<unknown> {
  switch (job.kind) {
    case 'closed-loop':
      return closedLoop(job);
    case 'open-loop':
      return openLoop(job);
    case 'feed-lag':
      return feedLag(job);
    case 'latency':
      return latency(job);
    case 'subscribe':
      return subscribe(job);
    case 'arrivals':
      return arrivals(job);
    case 'unsubscribe':
      return unsubscribe();
  }
}
