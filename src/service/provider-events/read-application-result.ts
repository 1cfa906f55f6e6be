import type { ApplicationResult } from '../../providers/provider';
import { authenticated, type Caller, requireScope } from '../access/caller';
import type { ServiceTools } from '../tools';

/**
 * The record of an application's last real-name check; null if no provider keeps such records, or the provider did not
 * answer.
 */
export async function readApplicationResult(
  tools: ServiceTools,
  anyone: Caller | null,
  appId: string,
  platform: 'PC' | 'PHONE',
): Promise<ApplicationResult | null> {
  requireScope(authenticated(anyone, tools.now()), 'realname:read');
  const [provider] = tools.catalog.having('applicationResult');
  return provider ? provider.applicationResult(appId, platform) : null;
}
