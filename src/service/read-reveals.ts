import type { Reveal } from '../storage/store';
import { authenticated, type Caller, requireScope } from './caller';
import type { ServiceTools } from './tools';

/** Who was shown each verification's personal data, oldest first. Needs realname:reveal. */
export async function readReveals(
  tools: ServiceTools,
  anyone: Caller | null,
  verificationIds: readonly string[],
): Promise<(readonly Reveal[])[]> {
  requireScope(authenticated(anyone, tools.now()), 'realname:reveal');
  const reveals = await tools.store.reveals(verificationIds);
  return verificationIds.map((id) => reveals.get(id) ?? []);
}
