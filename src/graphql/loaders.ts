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
  // Made when they are asked for: most requests need one of them, or none.
  const made: { -readonly [Name in keyof Loaders]?: Loaders[Name] } = {};
  return {
    get verification() {
      made.verification ??= batching((ids: readonly string[]) => readVerifications(tools, caller, ids));
      return made.verification;
    },
    get history() {
      made.history ??= batching((ids: readonly string[]) => readHistories(tools, ids));
      return made.history;
    },
    get isVerified() {
      made.isVerified ??= batching((guids: readonly string[]) => readVerifiedAccounts(tools, caller, guids));
      return made.isVerified;
    },
    get latest() {
      made.latest ??= batching((keys: readonly LatestKey[]) => readLatestVerifications(tools, caller, keys));
      return made.latest;
    },
    get reveals() {
      made.reveals ??= batching((ids: readonly string[]) => readReveals(tools, caller, ids));
      return made.reveals;
    },
  };
}

function batching<Key, Value>(batch: DataLoader.BatchLoadFn<Key, Value>): DataLoader<Key, Value> {
  return new DataLoader<Key, Value>(batch, { cache: false });
}
