import { identityUseOf } from '../access/identity-limit';
import { oneByOne } from '../one-by-one';
import type { ServiceTools } from '../tools';

const batchSize = 200;

/** Counts the identity numbers of approvals that the previous release recorded. Returns how many it looked at. */
export async function countIdentities(tools: ServiceTools, stopped: AbortSignal): Promise<number> {
  const { identities, verifications } = tools.store;
  const due = await identities.uncounted(batchSize);
  const found = await verifications.find(due);
  await oneByOne(tools, due, async (id) => {
    if (stopped.aborted) return;
    const verification = found.get(id);
    await identities.count(id, verification ? identityUseOf(tools, verification) : null, tools.now());
  });
  return due.length;
}
