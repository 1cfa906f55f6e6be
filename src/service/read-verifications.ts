import type { StoredEvent, Verification } from '../domain/verification';
import type { LatestKey, ListQuery, Page, SearchableReference } from '../storage/store';
import { authenticated, type Caller, maySee, maySeeAccount, requireScope, unlessEnded } from './caller';
import type { ServiceTools } from './tools';

/** In the order asked; null for what is unknown and for what is not the caller's, without a difference. */
export async function readVerifications(
  tools: ServiceTools,
  anyone: Caller | null,
  ids: readonly string[],
): Promise<(Verification | null)[]> {
  const caller = authenticated(anyone, tools.now());
  const found = await tools.store.find(ids);
  return ids.map((id) => visible(caller, found.get(id) ?? null));
}

export async function readVerificationByReference(
  tools: ServiceTools,
  anyone: Caller | null,
  reference: SearchableReference,
  value: string,
): Promise<Verification | null> {
  const caller = authenticated(anyone, tools.now());
  return visible(caller, await tools.store.findByReference(reference, value));
}

/** Verifications of every account; needs realname:read. */
export async function listVerifications(
  tools: ServiceTools,
  anyone: Caller | null,
  query: ListQuery,
): Promise<Page> {
  requireScope(authenticated(anyone, tools.now()), 'realname:read');
  return tools.store.list(query);
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
  return tools.store.list({ ...query, filter: { ...filter, guid } });
}

export async function readLatestVerifications(
  tools: ServiceTools,
  anyone: Caller | null,
  keys: readonly LatestKey[],
): Promise<(Verification | null)[]> {
  const caller = unlessEnded(anyone, tools.now());
  const seen = keys.filter((key) => caller !== null && maySeeAccount(caller, key.guid));
  const found = await tools.store.latest(seen);
  return keys.map((key) => found[seen.indexOf(key)] ?? null);
}

/** Whether each account is real-name verified; false for an account that is unknown or not the caller's. */
export async function readVerifiedAccounts(
  tools: ServiceTools,
  anyone: Caller | null,
  guids: readonly string[],
): Promise<boolean[]> {
  const caller = unlessEnded(anyone, tools.now());
  const seen = guids.filter((guid) => caller !== null && maySeeAccount(caller, guid));
  const verified = await tools.store.verifiedAccounts(seen);
  return guids.map((guid) => verified.has(guid));
}

/** Histories of verifications that the caller has already been shown. */
export async function readHistories(
  tools: ServiceTools,
  ids: readonly string[],
): Promise<(readonly StoredEvent[])[]> {
  const histories = await tools.store.histories(ids);
  return ids.map((id) => histories.get(id) ?? []);
}

function visible(caller: Caller, verification: Verification | null): Verification | null {
  return verification && maySee(caller, verification) ? verification : null;
}
