/** Attempts at a code, a password or a callback token, counted durably to bound guessing. */
export interface Attempts extends AttemptReads, AttemptChanges {}

export interface AttemptReads {
  /** When the attempts of a counter were made, oldest first, as far as they are still kept. */
  times(counter: string): Promise<readonly Date[]>;
}

export interface AttemptChanges {
  /**
   * Counts one attempt and returns null, unless `limit` attempts were counted within the window already: then nothing
   * is counted, and the result is when the next one can be.
   */
  take(counter: string, options: { now: Date; windowMs: number; limit: number }): Promise<Date | null>;
  /** Counts one attempt of every counter and returns null; if one is full, counts none and says when all have room. */
  takeAll(attempts: AttemptCount): Promise<Date | null>;
  /** Takes back attempts that were counted at that time, because they turned out not to be attempts. */
  giveBack(attempts: AttemptCount): Promise<void>;
  /**
   * Deletes the attempts that no window holds any more. Returns how many there were. `windowMs` is the window of
   * attempts that 1.0.0 counted.
   */
  forget(options: { now: Date; windowMs: number }): Promise<number>;
}

export interface Counter {
  readonly name: string;
  readonly limit: number;
  /** Default: the window of all counters. */
  readonly windowMs?: number;
}

/**
 * Attempts counted in one transaction with the change they are for: if a counter is full, nothing is changed and
 * nothing is counted; if nothing is to be changed, nothing is counted either.
 */
export interface AttemptCount {
  /** A counter's name may hold a phone or a card number: it is stored as a keyed hash. */
  readonly counters: readonly Counter[];
  readonly now: Date;
  readonly windowMs: number;
}

/** A counter was full: nothing was changed and nothing counted. */
export interface TooMany {
  readonly kind: 'tooManyAttempts';
  /** When all counters have room for one more. */
  readonly retryAt: Date;
}
