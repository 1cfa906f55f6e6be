import type { Consent } from '../../domain/consent/consent';
import type { AttemptCount, TooMany } from '../attempts/contract';
import type { IdempotencyUse } from '../idempotency/contract';

/** The consents of accounts. They hold nothing sealed: ids, names of purposes, digests and times. */
export interface Consents extends ConsentReads, ConsentChanges {}

export interface ConsentReads {
  find(id: string): Promise<Consent | null>;
  /** Consents for a purpose that are neither withdrawn nor redacted, oldest first. */
  live(guid: string, purpose: string): Promise<readonly Consent[]>;
  /** Consents of an account, newest first. */
  page(query: ConsentQuery): Promise<ConsentPage>;
  /** Every consent of an account, oldest first. */
  ofAccount(guid: string): Promise<readonly Consent[]>;
  /** Every consent that an account gave for another account, oldest first. */
  givenForOthers(guid: string): Promise<readonly Consent[]>;
  /** The first use of a key; null if there was none yet. */
  firstUse(use: IdempotencyUse): Promise<FirstConsentUse | null>;
  /** Withdrawn consents of which the cases are not canceled yet, oldest first. */
  withCasesDue(limit: number): Promise<readonly Consent[]>;
}

export interface ConsentChanges {
  record(draft: ConsentDraft): Promise<ConsentRecorded>;
  /**
   * Records those that are not recorded yet, all in one transaction, and returns their number; with `isDryRun` it only
   * counts them. A redacted consent counts as recorded: account, purpose, kind, digest and time of giving stay.
   */
  recordMissing(consents: readonly Consent[], options: { readonly isDryRun: boolean }): Promise<number>;
  /** Withdraws a consent; one that is withdrawn already stays as it is. Null if there is no such consent. */
  withdraw(id: string, at: Date): Promise<Consent | null>;
  /** Says that the cases that rested on it are canceled. */
  casesCanceled(id: string): Promise<void>;
  /** Forgets who agreed, by which proof and to which version: kind, purpose, times and digest stay. */
  redact(guid: string, at: Date): Promise<void>;
}

export interface ConsentDraft {
  readonly consent: Consent;
  readonly idempotency?: IdempotencyUse;
  readonly attempts?: AttemptCount;
}

/** The key was used before: with this input, or with another. */
export type FirstConsentUse =
  | { readonly kind: 'consentRepeated'; readonly consent: Consent }
  | { readonly kind: 'keyReused' };

export type ConsentRecorded =
  | { readonly kind: 'recorded'; readonly consent: Consent }
  | FirstConsentUse
  | TooMany;

export interface ConsentQuery {
  readonly guid: string;
  /** Only those that this account gave. */
  readonly givenBy?: string;
  readonly limit: number;
  /** Only those after this place, that is older ones. */
  readonly after?: ConsentPlace;
}

export interface ConsentPlace {
  readonly at: Date;
  readonly id: string;
}

export interface ConsentPage {
  readonly items: readonly Consent[];
  readonly hasMore: boolean;
}

/** The consents that a request rests on: it is recorded only if each of them still stands at its commit. */
export interface ConsentRest {
  readonly consentIds: readonly string[];
  /** Verifications that show the relation of a guardian. */
  readonly proofIds: readonly string[];
}
