import type { IdentityCase } from '../../domain/routing/case';
import type { RoutingDecision } from '../../domain/routing/decision';
import { authenticated, type Caller } from '../access/caller';
import type { ServiceTools } from '../tools';
import { maySeeCase } from './find-case';

/** In the order of the ids; null both for an unknown one and for another account's, so that the two look alike. */
export async function readCases(
  tools: ServiceTools,
  anyone: Caller | null,
  ids: readonly string[],
): Promise<(IdentityCase | null)[]> {
  const caller = authenticated(anyone, tools.now());
  const found = await tools.store.cases.find(ids);
  return ids.map((id) => {
    const identityCase = found.get(id);
    return identityCase && maySeeCase(caller, identityCase) ? identityCase : null;
  });
}

/** The decisions of cases that the caller has already been shown, oldest first. */
export async function readDecisions(
  tools: ServiceTools,
  ids: readonly string[],
): Promise<(readonly RoutingDecision[])[]> {
  const found = await tools.store.cases.decisions([...new Set(ids)]);
  return ids.map((id) =>
    (found.get(id) ?? []).map(({ decision }) => JSON.parse(decision) as RoutingDecision),
  );
}
