import { type AssuranceRules, assuranceOf } from '../assurance/of-verification';
import { Secret } from '../privacy/secret';
import type { Change } from './change';
import type { VerificationEvent } from './event';
import type { Outcome } from './outcome';
import { canBecome, isUndecided, isVerdict } from './status';
import type { Failure, PersonalData, ProviderReferences, Verification } from './verification';

export interface Transition {
  readonly verification: Verification;
  readonly event: VerificationEvent;
}

export interface TransitionRules {
  readonly now: Date;
  /** How long an undecided verification waits, in milliseconds. */
  readonly pendingTtlMs: number;
  /**
   * Names of the references that only identify. Any other one may be a credential with which personal data can be
   * fetched, and is destroyed when the verification is redacted.
   */
  readonly identifiers: ReadonlySet<string>;
  /** The rules for the level of assurance that each event stores. */
  readonly assurance: AssuranceRules;
}

/** Applies a change if the table of transitions allows it; otherwise only records it in the history. */
export function apply(current: Verification, change: Change, rules: TransitionRules): Transition {
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
    verdictBy: isVerdictOf(outcome) ? 'PROVIDER' : current.verdictBy,
    references: { ...current.references, ...referencesIn(current, outcome, rules) },
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
  return { verification: next, event: eventOf(current, next, change, rules) };
}

/** Records the fact in the history. The verification does not change, except that it gains references. */
export function record(current: Verification, change: Change, rules: TransitionRules): Transition {
  const next: Verification = {
    ...current,
    version: current.version + 1,
    references: { ...referencesIn(current, change.outcome, rules), ...current.references },
    updatedAt: rules.now,
  };
  return { verification: next, event: eventOf(current, next, change, rules) };
}

export function eventOf(
  { status: previousStatus }: Verification,
  next: Verification,
  change: Change,
  { now, assurance }: TransitionRules,
): VerificationEvent {
  return {
    verificationId: next.id,
    guid: next.guid,
    version: next.version,
    status: next.status,
    previousStatus,
    assuranceLevel: assuranceOf(next, assurance, now).level,
    secondInspection: next.secondInspection,
    cause: change.cause,
    message: change.message,
    occurredAt: change.occurredAt ?? now,
    recordedAt: now,
  };
}

function personalAfter(current: Verification, outcome: Outcome): PersonalData {
  // Destroyed data stays destroyed, even if the provider sends it again.
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
    // If a provider confirms a decision of staff, the verdict is its own from then on.
    const isNewWord =
      change.ruling !== undefined || (isVerdictOf(change.outcome) && current.verdictBy === 'STAFF');
    const news = change.status !== current.status || isNewWord;
    return news ? (change.occurredAt ?? now) : current.decidedAt;
  }
  return change.status === 'IN_REVIEW' ? null : current.decidedAt;
}

/** True if the outcome decides about the person; any other outcome leaves the verdict as it was (`verdictBy`). */
function isVerdictOf(outcome: Outcome | undefined): boolean {
  return outcome?.kind === 'approved' || outcome?.kind === 'rejected';
}

function failureAfter(current: Verification, failure: Failure | null): Failure | null {
  return current.redactedAt === null ? failure : withoutWords(failure);
}

/** A provider's own words may name the person. */
export function withoutWords(failure: Failure | null): Failure | null {
  return failure && { ...failure, providerMessage: null };
}

/** The references that stay when personal data is destroyed: a push about a second inspection may still come. */
export function identifiersIn(
  references: ProviderReferences,
  { identifiers }: TransitionRules,
): ProviderReferences {
  return Object.fromEntries(Object.entries(references).filter(([name]) => identifiers.has(name)));
}

/** The references in an outcome. After redaction, an answer that was still on its way brings no credential back. */
function referencesIn(
  { redactedAt }: Verification,
  outcome: Outcome | undefined,
  rules: TransitionRules,
): ProviderReferences {
  const references = { ...outcome?.askedBy, ...outcome?.references };
  return redactedAt === null ? references : identifiersIn(references, rules);
}
