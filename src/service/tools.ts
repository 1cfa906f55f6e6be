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

type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

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
  changed(labels: { provider: string; method: string; status: string; cause: string }): void;
  push(labels: {
    provider: string;
    result: 'applied' | 'repeated' | 'refused' | 'malformed' | 'kept' | 'failed';
  }): void;
  /** A socket or a stream that we closed. */
  subscriberClosed(labels: { reason: 'stalled' }): void;
}

export interface AttemptLimits {
  readonly perTarget: number;
  readonly perCaller: number;
  readonly perAddress: number;
  readonly windowMs: number;
}
