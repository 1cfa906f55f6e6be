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
import { readAccounts, readAccountsOf } from '../service/reading/read-accounts';
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
  /** The places of events in the feed; null for an event without one yet. */
  readonly place: DataLoader<EventKey, FeedPlace | null>;
  readonly latest: DataLoader<LatestKey, Verification | null>;
  readonly reveals: DataLoader<string, readonly Reveal[]>;
  readonly identityCase: DataLoader<string, IdentityCase | null>;
  readonly decisions: DataLoader<string, readonly RoutingDecision[]>;
  readonly receipt: DataLoader<LoggedEventKey, Receipt | null>;
  /** Applies `judge` to the evidence of an account; without a promise if the evidence has been read already. */
  ofAccount<Result>(guid: string, judge: (account: readonly Evidence[]) => Result): Result | Promise<Result>;
  /** Whether the operation is a query that asks for what rests on the evidence of accounts: see `readAhead`. */
  readonly readsAccounts: boolean;
  /** The evidence of an account that was read ahead; undefined if it was not. */
  readOf(guid: string): readonly Evidence[] | undefined;
  /** Reads the evidence of the accounts of verifications that were read, all at once. */
  readAhead(read: readonly (Verification | null)[]): Promise<void>;
}

export function createLoaders(tools: ServiceTools, caller: Caller | null, readsAccounts: boolean): Loaders {
  return new LazyLoaders(tools, caller, readsAccounts);
}

/** Each loader is made at its first use: most requests need one of them, or none. */
class LazyLoaders implements Loaders {
  #verification: Loaders['verification'] | undefined;
  #history: Loaders['history'] | undefined;
  #account: DataLoader<string, readonly Evidence[]> | undefined;
  #accountsRead: ReadonlyMap<string, readonly Evidence[]> | undefined;
  #place: Loaders['place'] | undefined;
  #latest: Loaders['latest'] | undefined;
  #reveals: Loaders['reveals'] | undefined;
  #identityCase: Loaders['identityCase'] | undefined;
  #decisions: Loaders['decisions'] | undefined;
  #receipt: Loaders['receipt'] | undefined;

  constructor(
    private readonly tools: ServiceTools,
    private readonly caller: Caller | null,
    readonly readsAccounts: boolean,
  ) {}

  get verification() {
    this.#verification ??= batching(async (ids) => {
      const found = await readVerifications(this.tools, this.caller, ids);
      if (this.readsAccounts) await this.readAhead(found);
      return found;
    });
    return this.#verification;
  }

  get history() {
    this.#history ??= batching((keys) => readHistories(this.tools, keys));
    return this.#history;
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

  ofAccount<Result>(guid: string, judge: (account: readonly Evidence[]) => Result) {
    const known = this.readOf(guid);
    if (known) return judge(known);
    this.#account ??= batching((guids) => readAccounts(this.tools, this.caller, guids));
    return this.#account.load(guid).then(judge);
  }

  readOf(guid: string): readonly Evidence[] | undefined {
    return this.#accountsRead?.get(guid);
  }

  async readAhead(read: readonly (Verification | null)[]): Promise<void> {
    try {
      const accounts = await readAccountsOf(this.tools, this.caller, read);
      this.#accountsRead = new Map([...(this.#accountsRead ?? []), ...accounts]);
    } catch {
      // The fields that need the evidence read it again, and report the error in their place.
    }
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
