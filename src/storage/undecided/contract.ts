import type { VerificationStatus } from '../../domain/verification/verification';

/** Verifications that wait for the person or the provider: when they expire, and when to poll. */
export interface Undecided extends UndecidedReads, UndecidedChanges {}

export interface UndecidedReads {
  /** Those whose time is over, oldest first. */
  overdue(now: Date, limit: number): Promise<readonly string[]>;
  /** Those of these providers that are due for polling, longest waiting first. */
  dueForPolling(providers: readonly string[], now: Date, limit: number): Promise<readonly DueForPolling[]>;
  /** How many there are; counted no further than the limit. */
  count(limit: number): Promise<Backlog>;
}

export interface UndecidedChanges {
  /**
   * After polling in vain: poll again at that time, or only after the next change (null). It does not change the
   * verification.
   */
  postponePolling(id: string, next: { readonly at: Date | null; readonly asks: number }): Promise<void>;
}

export interface DueForPolling {
  readonly id: string;
  /** How often it was polled in vain since its last change. */
  readonly asks: number;
}

export interface Backlog {
  readonly counts: ReadonlyMap<VerificationStatus, number>;
  /** When the oldest was started; null when nothing waits. */
  readonly oldest: Date | null;
}
