import type { StoredEvent } from '../../domain/verification/event';
import type { Verification } from '../../domain/verification/verification';
import type { LatestKey, ListQuery, Page, SearchableReference } from '../../storage/verifications/contract';
import {
  authenticated,
  type Caller,
  maySee,
  maySeeAccount,
  requireScope,
  unlessEnded,
} from '../access/caller';
import type { ServiceTools } from '../tools';

/** In the order of the ids; null both for an unknown one and for another account's, so that the two look alike. */
export async function readVerifications(
  tools: ServiceTools,
  anyone: Caller | null,
  ids: readonly string[],
): Promise<(Verification | null)[]> {
  const caller = authenticated(anyone, tools.now());
  const found = await tools.store.verifications.find(ids);
  return ids.map((id) => visible(caller, found.get(id) ?? null));
}

export async function readVerificationByReference(
  tools: ServiceTools,
  anyone: Caller | null,
  reference: SearchableReference,
  value: string,
): Promise<Verification | null> {
  const caller = authenticated(anyone, tools.now());
  return visible(caller, await tools.store.verifications.findByReference(reference, value));
}

/** Verifications of every account; needs realname:read. */
export async function listVerifications(
  tools: ServiceTools,
  anyone: Caller | null,
  query: ListQuery,
): Promise<Page> {
  requireScope(authenticated(anyone, tools.now()), 'realname:read');
  return tools.store.verifications.list(query);
}

/** Verifications of one account; empty for an account that is unknown or not the caller's. */
export async function listAccountVerifications(
  tools: ServiceTools,
  anyone: Caller | null,
  guid: string,
  query: ListQuery,
): Promise<Page> {
  const caller = unlessEnded(anyone, tools.now());
  const { filter } = query;
  const askedForAnother = filter.guid !== undefined && filter.guid !== guid;
  if (!caller || !maySeeAccount(caller, guid) || askedForAnother) return { items: [], hasMore: false };
  return tools.store.verifications.list({ ...query, filter: { ...filter, guid } });
}

export async function readLatestVerifications(
  tools: ServiceTools,
  anyone: Caller | null,
  keys: readonly LatestKey[],
): Promise<(Verification | null)[]> {
  const caller = unlessEnded(anyone, tools.now());
  const seen = keys.filter((key) => caller !== null && maySeeAccount(caller, key.guid));
  const found = await tools.store.verifications.latest(seen);
  return keys.map((key) => found[seen.indexOf(key)] ?? null);
}

/** A part of a verification's history: the first events after a version. */
export interface HistoryKey {
  readonly id: string;
  readonly afterVersion: number;
  /** The most events to return; null: all. */
  readonly first: number | null;
}

/** Histories of verifications that the caller has already been shown. */
export async function readHistories(
  tools: ServiceTools,
  keys: readonly HistoryKey[],
): Promise<(readonly StoredEvent[])[]> {
  const histories = await tools.store.events.histories([...new Set(keys.map(({ id }) => id))]);
  return keys.map(({ id, afterVersion, first }) => {
    const events = (histories.get(id) ?? []).filter(({ version }) => version > afterVersion);
    return first === null ? events : events.slice(0, first);
  });
}

function visible(caller: Caller, verification: Verification | null): Verification | null {
  return verification && maySee(caller, verification) ? verification : null;
}
