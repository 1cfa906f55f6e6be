import DataLoader from 'dataloader';
import type { StoredEvent, Verification } from '../domain/verification';
import type { Caller } from '../service/caller';
import { readReveals } from '../service/read-reveals';
import {
  readHistories,
  readLatestVerifications,
  readVerifications,
  readVerifiedAccounts,
} from '../service/read-verifications';
import type { ServiceTools } from '../service/tools';
import type { LatestKey, Reveal } from '../storage/store';

/**
 * Batches what the fields of one request ask for; each loads through a use case, and so within the caller's rights.
 * Nothing is remembered: a request can hold several mutations, and what was read before one must not be shown after it.
 */
export interface Loaders {
  readonly verification: DataLoader<string, Verification | null>;
  readonly history: DataLoader<string, readonly StoredEvent[]>;
  readonly isVerified: DataLoader<string, boolean>;
  readonly latest: DataLoader<LatestKey, Verification | null>;
  readonly reveals: DataLoader<string, readonly Reveal[]>;
}

export function createLoaders(tools: ServiceTools, caller: Caller | null): Loaders {
  return new LazyLoaders(tools, caller);
}

/** Each is made when it is asked for: most requests need one of them, or none. */
class LazyLoaders implements Loaders {
  #verification: Loaders['verification'] | undefined;
  #history: Loaders['history'] | undefined;
  #isVerified: Loaders['isVerified'] | undefined;
  #latest: Loaders['latest'] | undefined;
  #reveals: Loaders['reveals'] | undefined;

  constructor(
    private readonly tools: ServiceTools,
    private readonly caller: Caller | null,
  ) {}

  get verification() {
    this.#verification ??= batching((ids) => readVerifications(this.tools, this.caller, ids));
    return this.#verification;
  }

  get history() {
    this.#history ??= batching((ids) => readHistories(this.tools, ids));
    return this.#history;
  }

  get isVerified() {
    this.#isVerified ??= batching((guids) => readVerifiedAccounts(this.tools, this.caller, guids));
    return this.#isVerified;
  }

  get latest() {
    this.#latest ??= batching((keys) => readLatestVerifications(this.tools, this.caller, keys));
    return this.#latest;
  }

  get reveals() {
    this.#reveals ??= batching((ids) => readReveals(this.tools, this.caller, ids));
    return this.#reveals;
  }
}

function batching<Key, Value>(batch: DataLoader.BatchLoadFn<Key, Value>): DataLoader<Key, Value> {
  return new DataLoader<Key, Value>(batch, { cache: false });
}
