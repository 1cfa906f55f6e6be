import { nextAskAt } from '../domain/asking';
import { askProvider } from './ask-provider';
import { oneByOne } from './one-by-one';
import { record } from './record';
import type { ServiceTools } from './tools';

const batchSize = 50;

/**
 * Asks one provider about undecided verifications by ourselves, with growing pauses. Only what an answer changes
 * becomes an event. Once `stopped`, nobody else is asked about. How many were asked about.
 */
export async function askAgain(tools: ServiceTools, provider: string, stopped: AbortSignal): Promise<number> {
  const due = await tools.store.dueToAsk([provider], tools.now(), batchSize);
  let asked = 0;
  await oneByOne(tools, due, async ({ id, asks }) => {
    if (stopped.aborted) return;
    asked += 1;
    const verification = (await tools.store.find([id])).get(id);
    const outcome = verification ? await askProvider(tools, verification) : null;
    if (outcome && outcome.kind !== 'silent' && outcome.kind !== 'undecided') {
      await record(tools, id, { kind: 'queried', outcome });
    } else {
      const at = outcome ? nextAskAt(tools.now(), asks + 1) : null;
      await tools.store.postponeAsking(id, { at, asks: asks + 1 });
    }
  });
  return asked;
}
