import { nextAskAt } from '../../domain/verification/polling';
import { oneByOne } from '../one-by-one';
import type { ServiceTools } from '../tools';
import { askProvider } from './ask-provider';
import { record } from './record';

const batchSize = 50;

/**
 * Polls one provider about undecided verifications, at growing intervals. Only an answer with news becomes an event.
 * Once `stopped`, no further query is sent. Returns the number of queries.
 */
export async function pollDue(tools: ServiceTools, provider: string, stopped: AbortSignal): Promise<number> {
  const due = await tools.store.undecided.dueForPolling([provider], tools.now(), batchSize);
  let asked = 0;
  await oneByOne(tools, due, async ({ id, asks }) => {
    if (stopped.aborted) return;
    asked += 1;
    const verification = (await tools.store.verifications.find([id])).get(id);
    const outcome = verification ? await askProvider(tools, verification) : null;
    const isHeld = outcome?.kind === 'consentsMissing';
    if (outcome && !isHeld && outcome.kind !== 'silent' && outcome.kind !== 'undecided') {
      await record(tools, id, { kind: 'queried', outcome });
    } else {
      const at = outcome ? nextAskAt(tools.now(), asks + 1) : null;
      await tools.store.undecided.postponePolling(id, { at, asks: asks + 1 });
    }
  });
  return asked;
}
