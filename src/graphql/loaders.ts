import DataLoader from 'dataloader';
import type { Evidence } from '../domain/assurance/assurance';
import type { IdentityCase } from '../domain/routing/case';
import type { RoutingDecision } from '../domain/routing/decision';
import { AlteredRecordError } from '../domain/verification/altered-record';
import type { StoredEvent } from '../domain/verification/event';
import type { FeedPlace } from '../domain/verification/feed-place';
import type { Verification } from '../domain/verification/verification';
import type { Caller } from '../service/access/caller';
import { readCases, readDecisions } from '../service/cases/read-cases';
import { type Receipt, readReceipts } from '../service/log/read-log';
import { readReveals } from '../service/personal-data/read-reveals';
import { readAccounts } from '../service/reading/read-accounts';
import {
  type HistoryKey,
  readHistories,
  readLatestVerifications,
  readVerifications,
} from '../service/reading/read-verifications';
import type { ServiceTools } from '../service/tools';
import type { EventKey } from '../storage/events/contract';
import type { LoggedEventKey } from '../storage/log/contract';
import type { Reveal } from '../storage/reveals/contract';
import type { LatestKey } from '../storage/verifications/contract';

/**
 * Batches the reads of the fields of one request. Each loader calls a use case, and so stays within the caller's
 * rights. Nothing is cached: a request can hold several mutations, and a value read before one must not be shown after
 * it.
 */
export interface Loaders {
  readonly verification: DataLoader<string, Verification | null>;
  readonly history: DataLoader<HistoryKey, readonly StoredEvent[]>;
  /** The evidence on which an account's assurance rests. */
  readonly account: DataLoader<string, readonly Evidence[]>;
  /** The places of events in the feed; null for an event without one yet. */
  readonly place: DataLoader<EventKey, FeedPlace | null>;
  readonly latest: DataLoader<LatestKey, Verification | null>;
  readonly reveals: DataLoader<string, readonly Reveal[]>;
  readonly identityCase: DataLoader<string, IdentityCase | null>;
  readonly decisions: DataLoader<string, readonly RoutingDecision[]>;
  readonly receipt: DataLoader<LoggedEventKey, Receipt | null>;
}

export function createLoaders(tools: ServiceTools, caller: Caller | null): Loaders {
  return new LazyLoaders(tools, caller);
}

/** Each loader is made at its first use: most requests need one of them, or none. */
class LazyLoaders implements Loaders {
  #verification: Loaders['verification'] | undefined;
  #history: Loaders['history'] | undefined;
  #account: Loaders['account'] | undefined;
  #place: Loaders['place'] | undefined;
  #latest: Loaders['latest'] | undefined;
  #reveals: Loaders['reveals'] | undefined;
  #identityCase: Loaders['identityCase'] | undefined;
  #decisions: Loaders['decisions'] | undefined;
  #receipt: Loaders['receipt'] | undefined;

  constructor(
    private readonly tools: ServiceTools,
    private readonly caller: Caller | null,
  ) {}

  get verification() {
    this.#verification ??= batching((ids) => readVerifications(this.tools, this.caller, ids));
    return this.#verification;
  }

  get history() {
    this.#history ??= batching((keys) => readHistories(this.tools, keys));
    return this.#history;
  }

  get account() {
    this.#account ??= batching((guids) => readAccounts(this.tools, this.caller, guids));
    return this.#account;
  }

  get place() {
    this.#place ??= batching((events) => this.tools.store.feed.placesOf(events));
    return this.#place;
  }

  get latest() {
    this.#latest ??= batching((keys) => readLatestVerifications(this.tools, this.caller, keys));
    return this.#latest;
  }

  get reveals() {
    this.#reveals ??= batching((ids) => readReveals(this.tools, this.caller, ids));
    return this.#reveals;
  }

  get identityCase() {
    this.#identityCase ??= batching((ids) => readCases(this.tools, this.caller, ids));
    return this.#identityCase;
  }

  get decisions() {
    this.#decisions ??= batching((ids) => readDecisions(this.tools, ids));
    return this.#decisions;
  }

  get receipt() {
    this.#receipt ??= batching((events) => readReceipts(this.tools, this.caller, events));
    return this.#receipt;
  }
}

function batching<Key, Value>(batch: DataLoader.BatchLoadFn<Key, Value>): DataLoader<Key, Value> {
  const each = (keys: readonly Key[]) =>
    Promise.all(keys.map((key) => Promise.resolve(batch([key])).then(first, asError)));
  return new DataLoader<Key, Value>(
    async (keys) => {
      try {
        return await batch(keys);
      } catch (error) {
        // Only what was altered is refused, and not what was asked for along with it.
        if (keys.length > 1 && error instanceof AlteredRecordError) return each(keys);
        throw error;
      }
    },
    { cache: false },
  );
}

function first<Value>(values: ArrayLike<Value | Error>): Value | Error {
  return values[0] as Value | Error;
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error('The reading failed.', { cause: error });
}
