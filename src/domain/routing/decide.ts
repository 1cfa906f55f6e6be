import { isAtLeast } from '../assurance/levels';
import {
  ownMutation,
  type RoutableMethod,
  type RoutingCandidate,
  type RoutingDecision,
  type RoutingQuestion,
  type RoutingVerdict,
} from './decision';
import { isAllowed, lacksFaceConsent, reasonFor } from './reason';

/**
 * Chooses the method for a case: the cheapest that can serve. Pure: the same question gives the same decision, byte for
 * byte, so that a stored decision can be made again and compared.
 */
export function decide(question: RoutingQuestion): RoutingDecision {
  const judged = question.methods.map((method) => ({ method, ...verdictOn(method, question) }));
  const able = judged.filter(({ verdict }) => verdict === 'STANDBY');
  const unable = judged.filter(({ verdict }) => verdict !== 'STANDBY');
  able.sort((a, b) => compare(a.method, b.method, question.order));

  const first = question.mayChoose ? able[0] : undefined;
  const others = able.filter((one) => one !== first);
  const withoutFace = first?.method.usesFace ? others.find(({ method }) => !method.usesFace) : undefined;
  return {
    policy: question.policy,
    decidedAt: question.askedAt,
    chosen: first?.method.method ?? null,
    withoutFace: withoutFace?.method.method ?? null,
    candidates: [...able, ...unable].map(({ method, verdict, missing }) =>
      candidateOf(method, method === first?.method ? 'CHOSEN' : verdict, missing, question),
    ),
  };
}

interface Judged {
  readonly verdict: RoutingVerdict;
  readonly missing: readonly string[];
}

/** The first verdict that applies, in the order of `routingVerdicts`. */
function verdictOn(method: RoutableMethod, question: RoutingQuestion): Judged {
  const is = (verdict: RoutingVerdict): Judged => ({ verdict, missing: [] });
  if (!method.enabled) return is('DISABLED');
  if (!isAllowed(method, question) || lacksFaceConsent(method, question)) return is('NOT_ALLOWED');
  if (!isAtLeast(method.expected, question.required)) return is('INSUFFICIENT');
  if (question.avoidFace && method.usesFace) return is('FACE_AVOIDED');
  const missing = missingFor(method, question);
  if (missing.length > 0) return { verdict: 'MISSING_EVIDENCE', missing };
  if (isTried(method, question)) return is('TRIED');
  if (!method.available || method.limited) return is('UNAVAILABLE');
  if (isOverBudget(method, question)) return is('OVER_BUDGET');
  return is('STANDBY');
}

/** After a wrong code or password the method needs it again, even if it can do without one. */
function missingFor(method: RoutableMethod, { evidence, isResidentCard, attempts }: RoutingQuestion) {
  const { needs, credential, residentCardOnly, unfit } = method;
  if (needs === null) return [ownMutation];
  const failed = attempts.some((past) => past.method === method.method && past.result === 'WRONG_CREDENTIAL');
  const all = failed && credential !== null ? [...needs, credential] : needs;
  const isOtherCard = residentCardOnly && evidence.includes('certNo') && !isResidentCard;
  const missing = all.filter((field) => !evidence.includes(field));
  return [...new Set([...missing, ...(isOtherCard ? ['certType'] : []), ...unfit])];
}

/** A wrong credential opens a method again: a new one is there, because a missing one has been a verdict before. */
function isTried({ method }: RoutableMethod, { attempts }: RoutingQuestion): boolean {
  return attempts.some((past) => past.method === method && past.result !== 'WRONG_CREDENTIAL');
}

function isOverBudget({ price }: RoutableMethod, { budget, attempts }: RoutingQuestion): boolean {
  const spent = attempts.reduce((sum, { cost }) => sum + cost, 0);
  return budget !== null && spent + (price ?? 0) > budget;
}

/** Negative if `a` is tried before `b`. Sorting is stable, so methods that are equal stay in the enum's order. */
function compare(a: RoutableMethod, b: RoutableMethod, order: readonly string[]): number {
  const priceOf = ({ price }: RoutableMethod) => price ?? Number.MAX_SAFE_INTEGER;
  const placeOf = ({ method }: RoutableMethod) =>
    order.includes(method) ? order.indexOf(method) : order.length;
  return (
    priceOf(a) - priceOf(b) ||
    Number(a.deferred) - Number(b.deferred) ||
    Number(a.usesFace) - Number(b.usesFace) ||
    placeOf(a) - placeOf(b)
  );
}

function candidateOf(
  method: RoutableMethod,
  verdict: RoutingVerdict,
  missing: readonly string[],
  question: RoutingQuestion,
): RoutingCandidate {
  const { expected, usesFace, deferred, price } = method;
  const reason = reasonFor(method, verdict, missing, question);
  return { method: method.method, verdict, missing, expected, usesFace, deferred, price, reason };
}
