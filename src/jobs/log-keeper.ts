import { CheckpointPublisher } from '../service/log/publish-checkpoint';
import type { ServiceTools, Transparency } from '../service/tools';

/** Entries that are added in one transaction. Not more, because on SQLite requests wait for it. */
const batchSize = 512;

/**
 * How long what comes in is gathered, in milliseconds: entries that are added together cost less, and an event has its
 * entry within a second all the same. Also how often the log looks for what nothing wakes it for.
 */
const gatherMs = 400;

/** Pause between two attempts at publishing, in milliseconds: longer while witnesses are missing. */
const publishPauseMs = 500;
const retryPauseMs = 5000;

/**
 * Keeps the transparency log: every process adds entries, one after another by a lock of the database, and one process
 * at a time publishes checkpoints. The returned function stops both and waits for what is under way.
 */
export function startLogKeeper(
  tools: Pick<ServiceTools, 'store' | 'log' | 'meter'>,
  transparency: Transparency,
): () => Promise<void> {
  const stop = new AbortController();
  const { store, meter, log } = tools;
  let hasFailed = false;
  /** A fault is told once, as long as it lasts. */
  const guarded = async (duty: string, work: () => Promise<unknown>) => {
    try {
      await work();
      hasFailed = false;
    } catch (error) {
      if (!hasFailed) {
        meter.fault({ place: 'sweeper' });
        log.error({ duty }, 'sweep failed', error);
      }
      hasFailed = true;
    }
  };

  const append = async () => {
    while (!stop.signal.aborted) {
      await guarded('log', async () => {
        let added = batchSize;
        while (added === batchSize && !stop.signal.aborted) {
          added = await store.log.append(batchSize);
          // Requests that wait for this thread go first.
          await new Promise((resolve) => setImmediate(resolve));
        }
      });
      await pause(gatherMs, stop.signal);
    }
  };

  const publisher = new CheckpointPublisher(tools, transparency);
  const publish = async () => {
    while (!stop.signal.aborted) {
      await guarded('publishLog', () =>
        store.leases.withLease('publishLog', async (lost) => {
          const ended = AbortSignal.any([stop.signal, lost]);
          while (!ended.aborted) {
            const isDone = await publisher.publish();
            await pause(isDone ? publishPauseMs : retryPauseMs, ended);
          }
        }),
      );
      // Another process publishes, or the database is away.
      await pause(publishPauseMs, stop.signal);
    }
  };

  const running = Promise.all([append(), publish()]);
  return async () => {
    stop.abort();
    await running;
  };
}

/** Ends early once the signal aborts. */
function pause(ms: number, ended: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (ended.aborted) {
      resolve();
      return;
    }
    const done = () => {
      clearTimeout(timer);
      ended.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    timer.unref();
    ended.addEventListener('abort', done);
  });
}
