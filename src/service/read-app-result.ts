import type { AppResult } from '../providers/provider';
import { authenticated, type Caller } from './caller';
import type { ServiceTools } from './tools';

/** LinkID's record of an application's last real-name check; null where LinkID is off or did not answer. */
export async function readAppResult(
  tools: ServiceTools,
  anyone: Caller | null,
  appId: string,
  platform: 'PC' | 'PHONE',
): Promise<AppResult | null> {
  authenticated(anyone, tools.now());
  return (await tools.catalog.provider('LINKID')?.appResult?.(appId, platform)) ?? null;
}
