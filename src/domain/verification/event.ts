import type { AssuranceLevel } from '../assurance/levels';
import type { Said } from '../messages/message';
import type { SecondInspectionResult, VerificationStatus } from './verification';

export type EventCause =
  | 'REQUESTED'
  | 'PROVIDER_RESPONSE'
  | 'PROVIDER_CALLBACK'
  | 'PROVIDER_QUERY'
  | 'USER_RETURNED'
  | 'MERGED'
  | 'TIMED_OUT'
  | 'CANCELED'
  | 'REDACTED'
  | 'STAFF'
  | 'MERGED_AWAY';

/** One recorded change, as it stands in the history. */
export interface VerificationEvent {
  readonly verificationId: string;
  readonly guid: string | null;
  readonly version: number;
  readonly status: VerificationStatus;
  /** The status before; null for the first event. */
  readonly previousStatus: VerificationStatus | null;
  /** The level of the verification right after the change. */
  readonly assuranceLevel: AssuranceLevel;
  readonly secondInspection: SecondInspectionResult | null;
  readonly cause: EventCause;
  readonly message: Said | null;
  /** The provider's time if it gave one, otherwise recordedAt. */
  readonly occurredAt: Date;
  readonly recordedAt: Date;
}

/** An event that the store has numbered. */
export interface StoredEvent extends VerificationEvent {
  /** Position in the account's stream, counted from 1; the version if there is no account. */
  readonly sequence: number;
}
