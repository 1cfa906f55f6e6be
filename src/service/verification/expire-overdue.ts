import { someAtOnce } from '../some-at-once';
import type { ServiceTools } from '../tools';
import { record } from './record';

const batchSize = 500;

/** Expires verifications whose time is over. Returns their number; after a full batch there may be more. */
export async function expireOverdue(tools: ServiceTools, stopped: AbortSignal): Promise<number> {
  const ids = await tools.store.undecided.overdue(tools.now(), batchSize);
  let expired = 0;
  await someAtOnce(tools, ids, stopped, async (id) => {
    const changed = await record(tools, id, { kind: 'expired' });
    if (changed?.kind === 'changed') expired += 1;
  });
  return expired;
}
