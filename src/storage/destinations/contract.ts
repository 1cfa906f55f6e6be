import type { Envelope } from '../../domain/destinations/cloud-event';
import type { DeliveryFailure, EventDestination } from '../../domain/destinations/destination';
import type { Secret } from '../../domain/privacy/secret';
import type { FeedFilter } from '../events/contract';

/** Destinations of events, and the deliveries that wait. Secrets are sealed with the service's key. */
export interface Destinations extends DestinationReads, DestinationChanges {}

export type Destination = EventDestination<FeedFilter>;

export interface DestinationReads {
  /** All of them, oldest first. */
  list(): Promise<readonly Destination[]>;
  find(id: string): Promise<Destination | null>;
  /** The epoch that a destination is in; null if there is no such destination. */
  epochOf(id: string): Promise<number | null>;
  /** The deliveries that wait at a place up to `reached`: their number, and the first place. */
  waiting(id: string): Promise<{ readonly count: number; readonly first: number | null }>;
  /** The envelopes of messages about these verifications; an unknown id is missing. */
  envelopes(verificationIds: readonly string[]): Promise<ReadonlyMap<string, Envelope>>;
}

export interface DestinationChanges {
  /** False, and nothing is made, if there are `most` of them already. */
  create(draft: DestinationDraft, most: number): Promise<boolean>;
  /** Null if there is no such destination; like the others, it makes a running delivery begin again. */
  update(id: string, changes: DestinationUpdate): Promise<Destination | null>;
  /** The old secret goes on signing until that time; null: it signs nothing more. */
  rotate(id: string, secret: Secret<Buffer>, oldUntil: Date | null): Promise<Destination | null>;
  /** Delivers again everything after that place. */
  replay(id: string, after: number): Promise<Destination | null>;
  remove(id: string): Promise<Destination | null>;
  /** Begins to deliver: a process that did so before can store nothing more. Null if there is no such destination. */
  open(id: string): Promise<OpenedDestination | null>;
  /** Stores how far the delivery has come. False, and nothing is stored, if another epoch has begun. */
  store(id: string, epoch: number, progress: DeliveryProgress): Promise<boolean>;
  /** Seals every secret with the first service key. */
  rewrap(): Promise<void>;
}

export interface DestinationDraft {
  readonly id: string;
  readonly url: string;
  readonly description: string | null;
  readonly filter: FeedFilter;
  readonly secret: Secret<Buffer>;
  readonly createdAt: Date;
  /** Begins after this place. */
  readonly reached: number;
}

export interface DestinationUpdate {
  readonly isPaused?: boolean;
  readonly description?: string | null;
  readonly filter?: FeedFilter;
}

export interface OpenedDestination {
  readonly destination: Destination;
  readonly secret: Secret<Buffer>;
  readonly oldSecret: { readonly secret: Secret<Buffer>; readonly until: Date } | null;
  /** In the order of the feed. */
  readonly waiting: readonly WaitingDelivery[];
}

/** A delivery that failed, or that waits behind one of the same verification. */
export interface WaitingDelivery {
  readonly place: number;
  readonly verificationId: string;
  /** 0 for one that waits behind another. */
  readonly attempts: number;
  readonly firstTriedAt: Date | null;
  /** Null: as soon as those before it are delivered. */
  readonly nextAttemptAt: Date | null;
}

export interface DeliveryProgress {
  readonly reached: number;
  readonly isPaused: boolean;
  readonly isFailing: boolean;
  readonly lastSuccessAt: Date | null;
  readonly lastFailure: DeliveryFailure | null;
  /** Deliveries that wait from now on, or wait differently. */
  readonly waiting: readonly WaitingDelivery[];
  /** The places of deliveries that wait no more. */
  readonly settled: readonly number[];
}
