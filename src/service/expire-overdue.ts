import { oneByOne } from './one-by-one';
import { record } from './record';
import type { ServiceTools } from './tools';

const batchSize = 200;

/** Ends the waiting of verifications whose time is over. How many it ended; more may be left when it is a whole batch. */
export async function expireOverdue(tools: ServiceTools): Promise<number> {
  const ids = await tools.store.overdue(tools.now(), batchSize);
  let expired = 0;
  await oneByOne(tools, ids, async (id) => {
    const changed = await record(tools, id, { kind: 'expired' });
    if (changed?.kind === 'changed') expired += 1;
  });
  return expired;
}
