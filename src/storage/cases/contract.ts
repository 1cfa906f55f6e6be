import type { CaseEvent, IdentityCase } from '../../domain/routing/case';
import type { CaseTransition } from '../../domain/routing/case-transition';
import type { IdempotencyUse } from '../idempotency/contract';

/**
 * The cases. A change of one, its event and its decision are one transaction, together with the attempt that it begins
 * (`Draft.case`). Its evidence is sealed with its account's data key.
 */
export interface Cases extends CaseReads, CaseChanges {}

export interface CaseReads {
  /** Throws AlteredRecordError if one of them was altered. */
  find(ids: readonly string[]): Promise<ReadonlyMap<string, IdentityCase>>;
  /** The same without those that were altered, which are reported. */
  believed(ids: readonly string[]): Promise<readonly IdentityCase[]>;
  /** The decisions of each case, oldest first. */
  decisions(ids: readonly string[]): Promise<ReadonlyMap<string, readonly StoredDecision[]>>;
  /** Events of a case with a greater version, oldest first. */
  eventsAfter(id: string, version: number, limit: number): Promise<readonly CaseEvent[]>;
  /** The first use of a key; null if there was none yet. */
  firstUse(use: IdempotencyUse): Promise<FirstCaseUse | null>;
  /** Cases whose time is over, oldest first. */
  overdue(now: Date, limit: number): Promise<readonly string[]>;
  /** Attempts that changed before that time, and whose case has not taken it in. */
  unfollowed(before: Date, limit: number): Promise<readonly string[]>;
  /** Every case of an account, oldest first. */
  ofAccount(guid: string): Promise<readonly string[]>;
  /** Cases of an account that are not redacted. */
  unredacted(guid: string, limit: number): Promise<readonly string[]>;
}

export interface CaseChanges {
  /** Records a case that begins without an attempt. */
  create(draft: CaseDraft): Promise<CaseCreated>;
  /**
   * Changes a case under a lock. `decide` gets the current case; null for no change. `followed` is the state of the
   * attempt that the change takes in. Null if there is no such case.
   */
  change(
    id: string,
    decide: (current: IdentityCase) => CaseTransition | null,
    options?: CaseChangeOptions,
  ): Promise<CaseChanged | null>;
  /** Marks a state of an attempt as taken in, unless the attempt has changed since. */
  follow(followed: Followed): Promise<void>;
}

export interface CaseChangeOptions {
  readonly followed?: Followed;
  /** Claimed together with the change, and only if there is one. */
  readonly idempotency?: IdempotencyUse;
}

/** A state of an attempt that its case has taken in. */
export interface Followed {
  readonly verificationId: string;
  readonly version: number;
}

export interface CaseDraft {
  readonly transition: CaseTransition;
  readonly idempotency?: IdempotencyUse;
}

/** The change of a case that an attempt begins with. */
export interface CaseWrite extends CaseDraft {
  /** The attempt before, which the change takes in. */
  readonly followed?: Followed;
}

/** A decision and its question, as JSON: exactly the text that was stored. */
export interface StoredDecision {
  readonly question: string;
  readonly decision: string;
}

/** The key was used before: with this input, or with another. */
export type FirstCaseUse =
  | { readonly kind: 'caseRepeated'; readonly caseId: string }
  | { readonly kind: 'keyReused' };

export type CaseCreated = { readonly kind: 'created'; readonly identityCase: IdentityCase } | FirstCaseUse;

export type CaseChanged =
  | { readonly kind: 'changed'; readonly identityCase: IdentityCase; readonly event: CaseEvent }
  | { readonly kind: 'unchanged'; readonly identityCase: IdentityCase }
  | FirstCaseUse;
