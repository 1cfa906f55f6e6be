import type { Verification } from '../../domain/verification/verification';

/** Idempotency keys, which are claimed together with the change that they guard. */
export interface Idempotency {
  /** The first use of a key; null if there was none yet. */
  firstUse(use: IdempotencyUse): Promise<FirstUse | null>;
}

export interface IdempotencyUse {
  /** Keyed hash of caller and key. */
  readonly keyHash: string;
  /** Keyed hash of the method and its input. */
  readonly requestHash: string;
}

/** The key was used before: with this input, or with another. */
export type FirstUse =
  | { readonly kind: 'repeated'; readonly verification: Verification }
  | { readonly kind: 'keyReused' };
