import type { RecordedDecision } from '../../domain/routing/case';
import { decide } from '../../domain/routing/decide';
import { ownMutation, type RoutingDecision } from '../../domain/routing/decision';
import { type Evidence, fieldsOf } from '../../domain/routing/evidence';
import type { Purpose } from '../../domain/routing/policy';
import type { Method, PreparedRequest, Provider } from '../../providers/provider';
import type { ServiceTools } from '../tools';
import { type Need, type Obstacles, questionFor } from './question';

/** A method that was chosen, with its checked request. */
export interface Way {
  readonly method: Method;
  readonly provider: Provider;
  readonly prepared: PreparedRequest;
  /** In the currency's smallest unit; null if none is set. */
  readonly price: number | null;
}

export interface Choice {
  readonly decision: RecordedDecision;
  /** Null if no method can serve now. */
  readonly way: Way | null;
}

/**
 * Decides, and prepares the request of the chosen method. Evidence that is right by itself may be of no use for a
 * method, such as a kind of certificate that it does not take: then the decision is made again with that known.
 */
export function chooseWay(
  tools: ServiceTools,
  purpose: Purpose,
  need: Omit<Need, 'evidence' | 'isResidentCard'>,
  evidence: Evidence,
  limited: ReadonlySet<string>,
): Choice {
  const unfit = new Map<string, readonly string[]>();
  const obstacles: Obstacles = { unfit, limited };
  const whole: Need = {
    ...need,
    evidence: fieldsOf(evidence),
    isResidentCard: evidence.certType === 'RESIDENT_ID_CARD',
  };
  for (;;) {
    const question = questionFor(tools, purpose, whole, obstacles);
    const decision = decide(question);
    const recorded = { question, decision };
    const found = decision.chosen === null ? null : tools.catalog.method(decision.chosen);
    if (!found) return { decision: recorded, way: null };
    const { method, provider } = found;
    const input = method.evidence?.input(evidence) ?? {};
    const checked = method.check(input);
    if (checked.ok) {
      const price = decision.candidates[0]?.price ?? null;
      return { decision: recorded, way: { method, provider, prepared: checked.value, price } };
    }
    const fields = checked.errors.map(
      ({ path: [field = ''] }) => fieldBehind(evidence, input[field]) ?? field,
    );
    unfit.set(method.name, [...new Set(fields)]);
  }
}

/** True if more evidence could open a way that was not tried. */
export function moreEvidenceHelps({ candidates }: RoutingDecision, tried: ReadonlySet<string>): boolean {
  return candidates.some(
    ({ method, verdict, missing }) =>
      verdict === 'MISSING_EVIDENCE' && !missing.includes(ownMutation) && !tried.has(method),
  );
}

/** True if no way is left but those with a face, and only the consent that a face needs is missing. */
export function onlyFaceIsLeft(
  { question, decision }: RecordedDecision,
  tried: ReadonlySet<string>,
): boolean {
  if (question.mayUseFace !== false || !question.mayChoose) return false;
  if (decision.chosen !== null || moreEvidenceHelps(decision, tried)) return false;
  const withFace = decide({ ...question, mayUseFace: true });
  return withFace.chosen !== null || moreEvidenceHelps(withFace, tried);
}

function fieldBehind(evidence: Evidence, value: unknown): string | undefined {
  return fieldsOf(evidence).find((field) => evidence[field] === value);
}
