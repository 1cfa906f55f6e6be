import { decide } from '../../domain/routing/decide';
import type { RoutingDecision, RoutingQuestion } from '../../domain/routing/decision';
import type { ServiceTools } from '../tools';

export interface Explained {
  readonly question: RoutingQuestion;
  readonly decision: RoutingDecision;
  /** Whether the same question gives the stored decision again, byte for byte. */
  readonly isSame: boolean;
}

/** Makes every decision of a case again, oldest first. Null if there is no such case. */
export async function explainCase(tools: ServiceTools, id: string): Promise<readonly Explained[] | null> {
  const identityCase = (await tools.store.cases.find([id])).get(id);
  if (!identityCase) return null;
  const stored = (await tools.store.cases.decisions([id])).get(id) ?? [];
  return stored.map(({ question: text, decision }) => {
    const question = JSON.parse(text) as RoutingQuestion;
    const isSame = JSON.stringify(decide(question)) === decision;
    return { question, decision: JSON.parse(decision) as RoutingDecision, isSame };
  });
}
