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
  const load = <Key, Value>(batch: DataLoader.BatchLoadFn<Key, Value>) =>
    new DataLoader<Key, Value>(batch, { cache: false });
  return {
    verification: load((ids: readonly string[]) => readVerifications(tools, caller, ids)),
    history: load((ids: readonly string[]) => readHistories(tools, ids)),
    isVerified: load((guids: readonly string[]) => readVerifiedAccounts(tools, caller, guids)),
    latest: load((keys: readonly LatestKey[]) => readLatestVerifications(tools, caller, keys)),
    reveals: load((ids: readonly string[]) => readReveals(tools, caller, ids)),
  };
}
