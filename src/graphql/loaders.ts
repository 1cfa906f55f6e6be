import DataLoader from 'dataloader';
import type { StoredEvent, Verification } from '../domain/verification';
import type { Caller } from '../service/caller';
import {
  readHistories,
  readLatestVerifications,
  readVerifications,
  readVerifiedAccounts,
} from '../service/read-verifications';
import type { ServiceTools } from '../service/tools';
import type { LatestKey } from '../storage/store';

/** Batches what the fields of one request ask for; each loads through a use case, and so within the caller's rights. */
export interface Loaders {
  readonly verification: DataLoader<string, Verification | null>;
  readonly history: DataLoader<string, readonly StoredEvent[]>;
  readonly isVerified: DataLoader<string, boolean>;
  readonly latest: DataLoader<LatestKey, Verification | null, string>;
}

export function createLoaders(tools: ServiceTools, caller: Caller | null): Loaders {
  return {
    verification: new DataLoader((ids) => readVerifications(tools, caller, ids)),
    history: new DataLoader((ids) => readHistories(tools, ids)),
    isVerified: new DataLoader((guids) => readVerifiedAccounts(tools, caller, guids)),
    latest: new DataLoader((keys) => readLatestVerifications(tools, caller, keys), {
      cacheKeyFn: ({ guid, method }) => JSON.stringify([guid, method]),
    }),
  };
}
