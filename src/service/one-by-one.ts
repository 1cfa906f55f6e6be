import type { ServiceTools } from './tools';

/**
 * Does something with each, one after the other. One that fails by itself, as what is damaged does every time, keeps
 * none behind it waiting: the first fault is thrown in the end. Where the store is away it is thrown at once.
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
      await tools.store.ping();
      faults.push(error);
    }
  }
  if (faults.length > 0) throw faults[0];
}
