import type { EventCause, StoredEvent } from '../../domain/verification/event';
import type { FeedPlace } from '../../domain/verification/feed-place';
import type { Environment, VerificationStatus } from '../../domain/verification/verification';

/** The events, in order: the one truth that subscribers read. */
export interface Events {
  /** Every event of each verification, oldest first. */
  histories(ids: readonly string[]): Promise<ReadonlyMap<string, readonly StoredEvent[]>>;
  /** Events of a verification with a greater version, oldest first. */
  after(verificationId: string, version: number, limit: number): Promise<readonly StoredEvent[]>;
  /** Events of an account with a greater sequence, oldest first. */
  ofAccountAfter(guid: string, sequence: number, limit: number): Promise<readonly StoredEvent[]>;
}

/**
 * Wakes the listeners of a change: after the commit, never before, and never for a change that did not commit. A
 * wake-up carries nothing: the events are read from the store, so that one wake-up too many does no harm and a slow
 * reader holds no memory.
 */
export interface ChangeFeed {
  listen(topic: ChangeTopic): Wake;
}

/**
 * All events: when any has got its place in the feed, or when this process has committed any. All destinations: when
 * the settings of any have changed.
 */
export type FeedTopic = { readonly all: 'placed' | 'committed' | 'destinations' };

export type ChangeTopic =
  | { readonly verificationId: string }
  | { readonly caseId: string }
  | { readonly guid: string }
  | FeedTopic;

export interface Wake {
  /** Resolves at the next change after the last call, also at one that came in between; at once when closed. */
  next(): Promise<void>;
  /** Ends the listening; a `next` that is waiting resolves. */
  close(): void;
}

/**
 * The feed: every committed event in one order that never changes. Places count from 1 without a hole. Once an event
 * was read, nothing ever appears before it, and the versions of one verification rise along the feed.
 */
export interface Feed {
  /** Events after that place, oldest first, none left out. 0: from the first. */
  after(place: number, limit: number): Promise<readonly FeedEntry[]>;
  /** Events after that place that match, oldest first. */
  matching(search: FeedSearch): Promise<FeedPage>;
  /** How many events after that place match. */
  count(search: Omit<FeedSearch, 'limit'>): Promise<number>;
  /** The newest place; null if there is no event. */
  last(): Promise<FeedPlace | null>;
  /** The place with its tag; null if there is no such place yet. */
  at(place: number): Promise<FeedPlace | null>;
  /** The places of events; those without one yet are missing. */
  placesOf(events: readonly EventKey[]): Promise<readonly (FeedPlace | null)[]>;
}

export type EventKey = Pick<StoredEvent, 'verificationId' | 'version'>;

/** An event at its place. */
export interface FeedEntry extends FeedPlace {
  readonly event: StoredEvent;
}

/** An event that carries its place. */
export interface PlacedEvent extends StoredEvent {
  readonly feedPlace: FeedPlace;
}

/** Fields narrow each other; a list matches any of its values, and an empty list nothing. */
export interface FeedFilter {
  readonly guid?: string;
  readonly provider?: readonly string[];
  readonly method?: readonly string[];
  /** The status and the cause of the event, not of the verification as it stands now. */
  readonly status?: readonly VerificationStatus[];
  readonly cause?: readonly EventCause[];
  readonly environment?: Environment;
}

export interface FeedSearch {
  readonly after: number;
  readonly filter: FeedFilter;
  readonly limit: number;
}

export interface FeedPage {
  readonly entries: readonly FeedEntry[];
  /** Up to which place the feed was searched; null if there is nothing after the start. */
  readonly searchedTo: FeedPlace | null;
  /** Whether there is more after that place, matching or not. */
  readonly hasMore: boolean;
}

/** Gives places to committed events; null in a store that does so in the commit itself. */
export interface Sequencing {
  /** Gives places to waiting events, `most` at a time, and returns their number. Safe in any number of processes. */
  place(most: number): Promise<number>;
}
