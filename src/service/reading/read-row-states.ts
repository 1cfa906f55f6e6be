import type { ListQuery, PageOfStates, RowState } from '../../storage/verifications/contract';
import { type Caller, maySee, unlessEnded } from '../access/caller';
import type { ServiceTools } from '../tools';

/**
 * The states of rows that the caller may see, in the order of the ids; null for every other id. Null: no caller.
 * `withAccounts`: also the states of their accounts, which a caller may see who may see the row.
 */
export async function readRowStates(
  tools: ServiceTools,
  anyone: Caller | null,
  ids: readonly string[],
  withAccounts: boolean,
): Promise<readonly (RowState | null)[] | null> {
  const caller = unlessEnded(anyone, tools.now());
  if (!caller) return null;
  const found = await tools.store.verifications.states(ids, withAccounts);
  return ids.map((id) => {
    const state = found.get(id);
    return state && maySee(caller, state) ? state : null;
  });
}

/** The same for a page of all accounts; null if the caller may not read all. */
export async function listRowStates(
  tools: ServiceTools,
  anyone: Caller | null,
  query: ListQuery,
  withAccounts: boolean,
): Promise<PageOfStates | null> {
  const caller = unlessEnded(anyone, tools.now());
  if (!caller?.scopes.has('realname:read')) return null;
  return tools.store.verifications.listStates(query, withAccounts);
}
