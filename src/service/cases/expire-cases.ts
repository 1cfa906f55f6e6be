import { changeCase } from '../../domain/routing/case-transition';
import { oneByOne } from '../one-by-one';
import type { ServiceTools } from '../tools';
import { reportChange } from './report-change';

const batchSize = 200;

/** Expires cases whose time is over. Returns their number; after a full batch there may be more. */
export async function expireCases(tools: ServiceTools): Promise<number> {
  const ids = await tools.store.cases.overdue(tools.now(), batchSize);
  const change = { status: 'EXPIRED', cause: 'TIMED_OUT' } as const;
  let expired = 0;
  await oneByOne(tools, ids, async (id) => {
    const now = tools.now();
    const changed = await tools.store.cases.change(id, (current) =>
      current.expiresAt !== null && current.expiresAt <= now ? changeCase(current, change, now) : null,
    );
    if (changed?.kind !== 'changed') return;
    expired += 1;
    reportChange(tools, changed.identityCase, change);
  });
  return expired;
}
