import { redactCase } from '../../domain/routing/case-transition';
import type { ServiceTools } from '../tools';

const batchSize = 100;

/** Destroys what the cases of an account keep; status and times stay. Returns the ids of the redacted cases. */
export async function redactCases(tools: ServiceTools, guid: string): Promise<readonly string[]> {
  const redacted: string[] = [];
  for (;;) {
    const ids = await tools.store.cases.unredacted(guid, batchSize);
    if (ids.length === 0) return redacted;
    for (const id of ids) await tools.store.cases.change(id, (current) => redactCase(current, tools.now()));
    redacted.push(...ids);
  }
}
