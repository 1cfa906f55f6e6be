import type { IdentityCase, KeptInput } from '../../domain/routing/case';
import type { RoutingDecision } from '../../domain/routing/decision';
import { readDecisions } from '../../service/cases/read-cases';
import type { ServiceTools } from '../../service/tools';

/** A case with its decisions, and the evidence that it keeps while it waits. */
export interface ExportedCase extends Omit<IdentityCase, 'kept' | 'decisions'> {
  readonly kept: KeptInput | null;
  readonly decisions: readonly RoutingDecision[];
}

export async function exportedCases(tools: ServiceTools, guid: string): Promise<readonly ExportedCase[]> {
  const ids = await tools.store.cases.ofAccount(guid);
  const found = await tools.store.cases.find(ids);
  const decisions = await readDecisions(tools, ids);
  return ids.flatMap((id, index) => {
    const one = found.get(id);
    return one ? [{ ...one, kept: one.kept?.reveal() ?? null, decisions: decisions[index] ?? [] }] : [];
  });
}
