import { type Change, changeOf, mergeChangeOf } from './change';
import type { Outcome } from './outcome';
import { comparePushOrder } from './push-order';
import { Secret } from './secret';
import { canBecome, isUndecided, isVerdict } from './status';
import type {
  Failure,
  PersonalData,
  ProviderReferences,
  PushOrder,
  Verification,
  VerificationEvent,
} from './verification';

/** Something that happened to a verification. Whatever changes one, goes through here. */
export type Fact =
  /** The provider's answer to the request that started it. */
  | { readonly kind: 'answered'; readonly outcome: Outcome }
  /** A result the provider pushed, with its place among all pushes. */
  | { readonly kind: 'pushed'; readonly outcome: Outcome; readonly order: PushOrder }
  /** The provider's answer to our asking again. */
  | { readonly kind: 'queried'; readonly outcome: Outcome }
  /** The person is back with a credential, and the provider did not answer when asked about it. */
  | { readonly kind: 'returned'; readonly at: string }
  /** A merge is about to be sent; recorded before, so that there is never a second one. */
  | { readonly kind: 'mergeSent' }
  | { readonly kind: 'mergeAnswered'; readonly outcome: Outcome }
  | { readonly kind: 'expired' }
  | { readonly kind: 'canceled' }
  | { readonly kind: 'redacted' };

export interface Transition {
  readonly verification: Verification;
  readonly event: VerificationEvent;
}

export interface TransitionRules {
  readonly now: Date;
  /** How long an undecided verification waits, in milliseconds. */
  readonly pendingTtlMs: number;
}

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
      return isOfAnotherReturn(current, fact.outcome)
        ? record(current, change, rules)
        : apply(current, change, rules);
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
          outcome: { kind: 'undecided', references: { at: fact.at } },
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
    case 'redacted':
      return redact(current, rules);
  }
}

/** True when it waits for the person or the provider and its time is over. */
export function isExpired(verification: Verification, now: Date): boolean {
  return isUndecided(verification.status) && verification.expiresAt !== null && verification.expiresAt <= now;
}

/** True when the person may still take it back. Not while a merge is under way: that cannot be taken back. */
export function isCancelable(verification: Verification): boolean {
  return canBecome(verification.status, 'CANCELED') && !isMerging(verification);
}

/** True from the moment a merge is sent until it is answered; for good when the answer never came. */
export function isMerging(verification: Verification): boolean {
  return verification.status === 'PENDING' && verification.personal.holder !== undefined;
}

/**
 * True for a result behind another credential than the one that the verdict rests on. Two returns can be asked about
 * at once; the one whose answer comes second changes nothing, nor is it what is asked by from then on.
 */
function isOfAnotherReturn({ status, references }: Verification, outcome: Outcome): boolean {
  const at = outcome.references?.at;
  return isVerdict(status) && at !== undefined && at !== references.at;
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
  const isNews = current.ruling === null || comparePushOrder(order, current.ruling) > 0;
  const counts = canBecome(current.status, change.status) || current.status === change.status;
  return isNews && counts && current.status !== 'CANCELED'
    ? apply(current, { ...change, ruling: order }, rules)
    : record(current, change, rules);
}

/** The newest second inspection stands, also where an even newer push of another kind rules the status. */
function withInspection(current: Verification, outcome: Outcome, order: PushOrder): Verification {
  const result =
    outcome.kind === 'approved' || outcome.kind === 'rejected' ? outcome.secondInspection : undefined;
  if (result === undefined || current.status === 'CANCELED') return current;
  if (current.inspection && comparePushOrder(order, current.inspection) <= 0) return current;
  return { ...current, secondInspection: result, inspection: order };
}

/** Brings a change to the table: what may become, becomes; what may not, is only recorded. */
function apply(current: Verification, change: Change, rules: TransitionRules): Transition {
  const moves = canBecome(current.status, change.status);
  const stays = current.status === change.status;
  if (!moves && !stays) return record(current, change, rules);

  const { outcome } = change;
  const entersReviewAgain = moves && change.status === 'IN_REVIEW' && !isUndecided(current.status);
  const entersMerge = moves && current.status === 'CONFLICT' && change.status === 'PENDING';
  const next: Verification = {
    ...current,
    version: current.version + 1,
    status: change.status,
    references: { ...current.references, ...referencesIn(current, outcome) },
    failure: change.failure === undefined ? current.failure : failureAfter(current, change.failure),
    personal: outcome ? personalAfter(current, outcome) : current.personal,
    ruling: change.ruling ?? current.ruling,
    updatedAt: rules.now,
    expiresAt:
      entersReviewAgain || entersMerge
        ? new Date(rules.now.getTime() + rules.pendingTtlMs)
        : isUndecided(change.status)
          ? current.expiresAt
          : null,
    decidedAt: decidedAfter(current, change, rules.now),
  };
  return { verification: next, event: eventOf(next, change, rules.now) };
}

/** The fact stands in the history; the verification stays as it is, but for references, which only identify it. */
function record(current: Verification, change: Change, rules: TransitionRules): Transition {
  const next: Verification = {
    ...current,
    version: current.version + 1,
    references: { ...referencesIn(current, change.outcome), ...current.references },
    updatedAt: rules.now,
  };
  return { verification: next, event: eventOf(next, change, rules.now) };
}

function eventOf(next: Verification, change: Change, now: Date): VerificationEvent {
  return {
    verificationId: next.id,
    guid: next.guid,
    version: next.version,
    status: next.status,
    secondInspection: next.secondInspection,
    cause: change.cause,
    message: change.message,
    occurredAt: change.occurredAt ?? now,
    recordedAt: now,
  };
}

function personalAfter(current: Verification, outcome: Outcome): PersonalData {
  // What was destroyed stays destroyed, whatever a provider still sends.
  if (current.redactedAt !== null) return current.personal;
  const { subject, school, audit, memo } = outcome;
  const claimed = current.personal.subject;
  const { holder: _holder, replay: _replay, ...kept } = current.personal;
  return {
    // Approved means that nothing is left to merge.
    ...(outcome.kind === 'approved' ? kept : current.personal),
    ...(subject && { subject: Secret.lazy(() => ({ ...claimed?.reveal(), ...subject })) }),
    ...(school && { school: Secret.of(school) }),
    ...(audit && { audit: Secret.of(audit) }),
    ...(memo && { memo: Secret.of(memo) }),
    ...(outcome.kind === 'awaitingUser' && { authUrl: Secret.of(outcome.authUrl) }),
    ...((outcome.kind === 'conflict' || outcome.kind === 'blocked') && { holder: Secret.of(outcome.holder) }),
    ...(outcome.kind === 'conflict' && { replay: Secret.of(outcome.replay) }),
  };
}

function decidedAfter(current: Verification, change: Change, now: Date): Date | null {
  if (isVerdict(change.status)) {
    const news = change.status !== current.status || change.ruling !== undefined;
    return news ? (change.occurredAt ?? now) : current.decidedAt;
  }
  return change.status === 'IN_REVIEW' ? null : current.decidedAt;
}

function redact(current: Verification, rules: TransitionRules): Transition | null {
  if (current.redactedAt !== null) return null;
  const change: Change = { cause: 'REDACTED', status: current.status, message: null };
  const recorded = record(current, change, rules);
  const references = withoutCredentials(current.references);
  return {
    ...recorded,
    verification: {
      ...recorded.verification,
      references,
      failure: withoutWords(current.failure),
      personal: {},
      redactedAt: rules.now,
    },
  };
}

function failureAfter(current: Verification, failure: Failure | null): Failure | null {
  return current.redactedAt === null ? failure : withoutWords(failure);
}

/** A provider's own words may name the person. */
function withoutWords(failure: Failure | null): Failure | null {
  return failure && { ...failure, providerMessage: null };
}

/** What personal data could be asked for with is destroyed as well; busiSeq stays, a second inspection may come. */
function withoutCredentials({
  rnAuthTicket: _ticket,
  at: _at,
  ...references
}: ProviderReferences): ProviderReferences {
  return references;
}

/** The references in an outcome; an answer that was still on its way brings no credential back. */
function referencesIn({ redactedAt }: Verification, outcome: Outcome | undefined): ProviderReferences {
  const references = outcome?.references ?? {};
  return redactedAt === null ? references : withoutCredentials(references);
}
