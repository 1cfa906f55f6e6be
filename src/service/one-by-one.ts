import type { ServiceTools } from './tools';

/**
 * Runs `work` for each item, one after the other. An item that always fails, such as a damaged one, must not hold up
 * the next: the first error is thrown at the end. If the store is unreachable, its error is thrown at once.
 */
export async function oneByOne<Item>(
  tools: ServiceTools,
  items: Iterable<Item>,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const faults: unknown[] = [];
  for (const item of items) {
    try {
      await work(item);
    } catch (error) {
      await tools.store.database.ping();
      faults.push(error);
    }
  }
  if (faults.length > 0) throw faults[0];
}
