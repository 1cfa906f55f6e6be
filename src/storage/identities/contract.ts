import type { Verification } from '../../domain/verification/verification';

/** Keyed hashes of approved identity numbers, to count the accounts on which one is approved. */
export interface Identities extends IdentityReads, IdentityChanges {}

export interface IdentityReads {
  /** Approvals that are not counted yet, because the previous release recorded them. */
  uncounted(limit: number): Promise<readonly string[]>;
}

export interface IdentityChanges {
  /** Counts such an approval, unless it has been redacted or taken back since; `use` is null if it knows no number. */
  count(verificationId: string, use: IdentityUse | null, now: Date): Promise<void>;
  /** Deletes the hashes whose time after redaction has passed. Returns how many there were. */
  forget(now: Date): Promise<number>;
}

/** One approval of an identity number for an account. */
export interface IdentityUse {
  /** Keyed hash of environment, kind of certificate and number. */
  readonly identityHash: string;
  /** Keyed hash of the account. */
  readonly accountHash: string;
}

/** How a change of a verification is counted. */
export interface IdentityCounting {
  /** The use that a state of the verification makes of an identity number; null if it makes none. */
  readonly claimOf: (verification: Verification) => IdentityUse | null;
  /** On how many accounts one number may be approved; null: on any number. */
  readonly limit: number | null;
  /** The account whose approvals the same change takes back, as a hash. */
  readonly freed: string | null;
  /** How long a hash is kept after redaction, in milliseconds. */
  readonly keepMs: number;
}
