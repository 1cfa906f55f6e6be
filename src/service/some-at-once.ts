import { oneByOne } from './one-by-one';
import type { ServiceTools } from './tools';

/** As many as share a commit, and leave connections for the requests that come meanwhile. */
const atOnce = 10;

/**
 * Runs `work` for each item, some of them at the same time, so that they share commits. Errors are treated as by
 * `oneByOne`. Once `stopped` aborts, no further item is begun.
 */
export async function someAtOnce<Item>(
  tools: ServiceTools,
  items: readonly Item[],
  stopped: AbortSignal,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  // Every line takes from the same items.
  const left = items[Symbol.iterator]();
  const lines = Array.from({ length: atOnce }, () => oneByOne(tools, unlessStopped(left, stopped), work));
  const ends = await Promise.allSettled(lines);
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;
}

function* unlessStopped<Item>(
  left: Iterable<Item>,
  stopped: AbortSignal,
): Generator<Item, undefined, undefined> {
  for (const item of left) {
    if (stopped.aborted) return;
    yield item;
  }
}
