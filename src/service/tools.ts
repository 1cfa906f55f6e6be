import type { LogFields } from '../domain/log-fields';
import type { FailureCode, VerificationStatus } from '../domain/verification';
import type { Method } from '../providers/provider';
import type { PushInbox, Store } from '../storage/store';
import type { Catalog } from './catalog';

/** What the use cases work with. They keep nothing of their own. */
export interface ServiceTools {
  readonly store: Store;
  readonly inbox: PushInbox;
  readonly catalog: Catalog;
  readonly now: () => Date;
  /** A new verification's id; ids sort by time. */
  readonly newId: () => string;
  /** A fresh unguessable token of at least 128 bits, fit for a URL. */
  readonly newToken: () => string;
  readonly log: ServiceLog;
  readonly meter: ServiceMeter;
  readonly settings: ServiceSettings;
  /** Who answers when LinkID asks us as its third-party data source; null where we are none. */
  readonly source: { readonly provider: string; readonly method: Method } | null;
}

export interface ServiceSettings {
  /** Where providers and browsers reach us, without a slash at the end. */
  readonly publicUrl: () => string;
  /** How long an undecided verification waits, in milliseconds. */
  readonly pendingTtlMs: number;
  /** How long personal data is kept after a verification ended, in milliseconds. */
  readonly retentionMs: number;
  /** Tries of a code or password within the window: for one target, by one caller, from one address. */
  readonly attempts: AttemptLimits;
}

/** Structured lines: a fixed sentence and named fields, none of them personal. */
export interface ServiceLog {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  /** `cause` is logged by its type and place; its text may hold what must not be logged. */
  error(fields: LogFields, message: string, cause?: unknown): void;
}

/** What operators count. Labels are names of providers, methods and outcomes, never anything personal. */
export interface ServiceMeter {
  changed(change: RecordedChange): void;
  /** A push has come, whatever becomes of it. */
  pushReceived(labels: { provider: string }): void;
  push(labels: { provider: string; result: PushResult }): void;
  /** A subscriber has taken an event, so many seconds after it was recorded. */
  delivered(seconds: number): void;
  /** A socket or a stream that we closed. */
  subscriberClosed(labels: { reason: 'stalled' }): void;
  /** Something of ours went wrong. */
  fault(labels: { place: 'graphql' | 'http' | 'sweeper' }): void;
}

export interface RecordedChange {
  readonly verificationId: string;
  readonly provider: string;
  readonly method: string;
  /** Null where it has just been started. */
  readonly before: VerificationStatus | null;
  readonly status: VerificationStatus;
  readonly cause: string;
  /** Why it failed or was rejected; null where it was not. */
  readonly failure: FailureCode | null;
}

export type PushResult = 'applied' | 'repeated' | 'refused' | 'malformed' | 'kept' | 'failed';

export interface AttemptLimits {
  readonly perTarget: number;
  readonly perCaller: number;
  readonly perAddress: number;
  readonly windowMs: number;
}
