import type { ServiceTools } from '../service/tools';

type Sequencing = NonNullable<ServiceTools['store']['sequencing']>;

/** Events that get their places in one statement. */
const batchSize = 2000;

/**
 * How often, in milliseconds, places are given without a wake-up: to events of a process that ended between its commit
 * and its wake-up, and of the previous release, which has no sequencer. An event has its place within a second.
 */
const lookPauseMs = 400;

/**
 * Gives committed events their places in the feed, as soon as this process has committed any. Every process does so;
 * the database lets them do it one after another. The returned function stops it and waits for a statement under way.
 */
export function startSequencer(
  { store, meter, log }: Pick<ServiceTools, 'store' | 'meter' | 'log'>,
  sequencing: Sequencing,
): () => Promise<void> {
  const wake = store.changes.listen({ all: 'committed' });
  let hasStopped = false;
  let hasFailed = false;
  let endPause: () => void = () => {};

  const place = async () => {
    try {
      let placed = batchSize;
      while (placed === batchSize) placed = await sequencing.place(batchSize);
      hasFailed = false;
      meter.dutySucceeded({ duty: 'sequence' }, new Date());
    } catch (error) {
      // A database that is away is tried again and again, and told of once.
      if (!hasFailed) {
        meter.fault({ place: 'sweeper' });
        log.error({ duty: 'sequence' }, 'sweep failed', error);
      }
      hasFailed = true;
      await pause();
    }
  };
  const pause = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, lookPauseMs);
      timer.unref();
      endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const run = async () => {
    let woken = wake.next();
    while (!hasStopped) {
      let isWoken = false;
      await Promise.race([
        woken.then(() => {
          isWoken = true;
        }),
        pause(),
      ]);
      endPause();
      if (hasStopped) return;
      if (isWoken) woken = wake.next();
      await place();
    }
  };

  meter.dutyExpected({ duty: 'sequence' });
  const running = run();
  return async () => {
    hasStopped = true;
    endPause();
    wake.close();
    await running;
  };
}
