import type { SourceOptions } from './sources.mts';

/** The jobs of the load process, and their results; both travel between processes as JSON. */
export type LoadJob = ClosedLoopJob | OpenLoopJob;

export type Job = LoadJob | SubscribeJob | ArrivalsJob | UnsubscribeJob | LatencyJob | FeedLagJob;

/** Every connection sends its next request when the previous one is answered. */
export interface ClosedLoopJob {
  readonly kind: 'closed-loop';
  readonly url: string;
  readonly source: SourceOptions;
  readonly connections: number;
  readonly seconds: number;
  /** Ends after this many requests, if that is sooner. */
  readonly operations?: number;
}

/**
 * Requests are due at fixed moments, whether or not the previous ones are answered. Times count from the due moment, so
 * that a stalling server is charged for every request that had to wait.
 */
export interface OpenLoopJob {
  readonly kind: 'open-loop';
  readonly url: string;
  readonly source: SourceOptions;
  readonly connections: number;
  readonly seconds: number;
  readonly perSecond: number;
}

export interface LoadResult {
  readonly operations: number;
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  /** Answers that differ from the expected bytes. */
  readonly wrong: number;
  /** The first of them. */
  readonly firstWrong: string | null;
}

/** Opens sockets with one subscription each, and keeps them. */
export interface SubscribeJob {
  readonly kind: 'subscribe';
  readonly url: string;
  readonly count: number;
  /** The first awaited verification; the others follow it, unless all subscribe to this one. */
  readonly first: number;
  readonly oneVerification: boolean;
  /** Source address of the sockets, so that one address does not run out of ports. */
  readonly localAddress?: string | undefined;
}

export interface SubscribeResult {
  readonly opened: number;
}

export interface ArrivalsJob {
  readonly kind: 'arrivals';
  readonly version: number;
  readonly timeoutMs: number;
}

export interface ArrivalsResult {
  /** Subscribers without the event. */
  readonly lost: number;
  /** Events that were repeated or out of order. */
  readonly faults: number;
  /** Arrival of the last one, in nanoseconds of the machine's monotonic clock. */
  readonly lastAt: string;
}

export interface UnsubscribeJob {
  readonly kind: 'unsubscribe';
}

/** Pushes that are each followed to a subscriber. */
export interface LatencyJob {
  readonly kind: 'latency';
  readonly url: string;
  readonly watched: { readonly first: number; readonly count: number };
  /** The number of pushes that each watched verification had before. */
  readonly pushesBefore: number;
  readonly pushesEach: number;
  readonly perSecond: number;
}

export interface LatencyResult {
  readonly operations: number;
  readonly fromSent: { readonly p50: number; readonly p99: number };
  readonly fromAcknowledged: { readonly p50: number; readonly p99: number };
}

/** Pushes that are each followed into the feed of all events. */
export interface FeedLagJob {
  readonly kind: 'feed-lag';
  readonly url: string;
  /** The pushes go to the verifications `0` to `count - 1` in turn. */
  readonly count: number;
  /** How many there were before. */
  readonly pushesBefore: number;
  readonly pushes: number;
  readonly perSecond: number;
  readonly connections: number;
}

/** Milliseconds from the acknowledgement to the event in the feed. */
export interface FeedLagResult {
  readonly p50: number;
  readonly p99: number;
  readonly lost: number;
}
