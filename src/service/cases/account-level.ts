import { type AssuranceLevel, isAtLeast } from '../../domain/assurance/levels';
import { assuranceOfAccount } from '../../domain/assurance/of-account';
import type { ServiceTools } from '../tools';

/**
 * Whether the account has the level. `liveOnly`: only what real providers confirmed counts, even if the sandbox's
 * approvals count otherwise.
 */
export async function accountMeets(
  { store, settings, now }: ServiceTools,
  guid: string,
  level: AssuranceLevel,
  options: { readonly liveOnly: boolean },
): Promise<boolean> {
  const account = (await store.verifications.ofAccounts([guid])).get(guid) ?? [];
  const rules = options.liveOnly ? { ...settings.assurance, countsSandbox: false } : settings.assurance;
  return isAtLeast(assuranceOfAccount(account, rules, now()).level, level);
}
