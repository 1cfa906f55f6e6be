import { apply, record, type Transition, type TransitionRules } from './apply';
import { changeOf, mergeChangeOf } from './change';
import { isNews } from './news';
import type { Outcome } from './outcome';
import { comparePushOrder } from './push-order';
import { moveAway, redact } from './removal';
import { decide, type StaffVerdict } from './staff';
import { canBecome, isUndecided, isVerdict } from './status';
import type { ProviderReferences, PushOrder, Verification } from './verification';

/** Something that happened to a verification. Every change goes through a fact. */
export type Fact =
  /** The provider's answer to the request that started it. */
  | { readonly kind: 'answered'; readonly outcome: Outcome }
  /** A result that the provider pushed, with its place among all pushes. */
  | { readonly kind: 'pushed'; readonly outcome: Outcome; readonly order: PushOrder }
  /** The provider's answer to a query; `onlyNews`: an answer that changes nothing is not recorded. */
  | { readonly kind: 'queried'; readonly outcome: Outcome; readonly onlyNews?: boolean }
  /** The person came back with a reference, and the provider did not answer the query with it. */
  | { readonly kind: 'returned'; readonly references: ProviderReferences }
  /** A merge is about to be sent. It is recorded before, so that a second one is never sent. */
  | { readonly kind: 'mergeSent' }
  | { readonly kind: 'mergeAnswered'; readonly outcome: Outcome }
  | { readonly kind: 'expired' }
  | { readonly kind: 'canceled' }
  /** Staff decided what the provider could not. */
  | { readonly kind: 'staffDecided'; readonly verdict: StaffVerdict }
  /** A merge has moved its verified data to another account. */
  | { readonly kind: 'movedAway' }
  | { readonly kind: 'redacted' };

export type { Transition, TransitionRules } from './apply';

/**
 * The verification as it stands after a fact, and the event that records it; null when there is nothing to record
 * (expiring what is decided, cancelling what cannot be cancelled). Pure: the same arguments, the same result.
 */
export function transition(current: Verification, fact: Fact, rules: TransitionRules): Transition | null {
  switch (fact.kind) {
    case 'answered':
      return apply(current, changeOf(current, fact.outcome, 'PROVIDER_RESPONSE'), rules);
    case 'queried': {
      const change = changeOf(current, fact.outcome, 'PROVIDER_QUERY');
      const next = isOfAnotherReturn(current, fact.outcome)
        ? record(current, change, rules)
        : apply(current, change, rules);
      return fact.onlyNews && !isNews(current, next.verification) ? null : next;
    }
    case 'pushed':
      return applyPush(current, fact.outcome, fact.order, rules);
    case 'returned':
      return apply(
        current,
        {
          cause: 'USER_RETURNED',
          status: 'PENDING',
          message: null,
          outcome: { kind: 'undecided', references: fact.references },
        },
        rules,
      );
    case 'mergeSent':
      return current.status === 'CONFLICT'
        ? apply(current, { cause: 'REQUESTED', status: 'PENDING', message: null, failure: null }, rules)
        : null;
    case 'mergeAnswered':
      return apply(current, mergeChangeOf(current, fact.outcome), rules);
    case 'expired':
      return isExpired(current, rules.now)
        ? apply(current, { cause: 'TIMED_OUT', status: 'EXPIRED', message: null }, rules)
        : null;
    case 'canceled':
      return isCancelable(current)
        ? apply(current, { cause: 'CANCELED', status: 'CANCELED', message: null }, rules)
        : null;
    case 'staffDecided':
      return decide(current, fact.verdict, rules);
    case 'movedAway':
      return moveAway(current, rules);
    case 'redacted':
      return redact(current, rules);
  }
}

/** True when it waits for the person or the provider and its time is over. */
export function isExpired(verification: Verification, now: Date): boolean {
  return isUndecided(verification.status) && verification.expiresAt !== null && verification.expiresAt <= now;
}

/** True when the verification may still be cancelled. False while a merge is under way, which cannot be undone. */
export function isCancelable(verification: Verification): boolean {
  return canBecome(verification.status, 'CANCELED') && !isMerging(verification);
}

/** True from the moment a merge is sent until it is answered; for good if the answer never comes. */
export function isMerging(verification: Verification): boolean {
  return verification.status === 'PENDING' && verification.personal.holder !== undefined;
}

/**
 * True for an answer to a query with another reference than the one that the verdict rests on. Two returns can be
 * queried at the same time: the answer that comes second changes nothing, and its reference is not used for later
 * queries.
 */
function isOfAnotherReturn({ status, references }: Verification, { askedBy = {} }: Outcome): boolean {
  return isVerdict(status) && Object.entries(askedBy).some(([name, value]) => references[name] !== value);
}

function applyPush(
  before: Verification,
  outcome: Outcome,
  order: PushOrder,
  rules: TransitionRules,
): Transition {
  const current = withInspection(before, outcome, order);
  const change = changeOf(current, outcome, 'PROVIDER_CALLBACK');
  if (outcome.kind === 'undecided') return apply(current, change, rules);
  const isNewer = current.ruling === null || comparePushOrder(order, current.ruling) > 0;
  const counts = canBecome(current.status, change.status) || current.status === change.status;
  return isNewer && counts && current.status !== 'CANCELED'
    ? apply(current, { ...change, ruling: order }, rules)
    : record(current, change, rules);
}

/** The newest second inspection counts, even if a still newer push of another kind decides the status. */
function withInspection(current: Verification, outcome: Outcome, order: PushOrder): Verification {
  const result =
    outcome.kind === 'approved' || outcome.kind === 'rejected' ? outcome.secondInspection : undefined;
  if (result === undefined || current.status === 'CANCELED') return current;
  if (current.inspection && comparePushOrder(order, current.inspection) <= 0) return current;
  return { ...current, secondInspection: result, inspection: order };
}
