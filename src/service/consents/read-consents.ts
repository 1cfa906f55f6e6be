import type { ConsentPage, ConsentQuery } from '../../storage/consents/contract';
import { type Caller, maySeeAccount, unlessEnded } from '../access/caller';
import type { ServiceTools } from '../tools';

/** Consents of one account. A caller that may not see the account sees those that it gave itself, as a guardian. */
export async function listConsents(
  tools: ServiceTools,
  anyone: Caller | null,
  query: Omit<ConsentQuery, 'givenBy'>,
): Promise<ConsentPage> {
  const caller = unlessEnded(anyone, tools.now());
  if (!caller) return { items: [], hasMore: false };
  const whole = maySeeAccount(caller, query.guid);
  return tools.store.consents.page(whole ? query : { ...query, givenBy: caller.guid });
}
