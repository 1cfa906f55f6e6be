import type { Reveal } from '../../storage/reveals/contract';
import { authenticated, type Caller, requireScope } from '../access/caller';
import type { ServiceTools } from '../tools';

/** The records of each verification's reveals, oldest first. Needs realname:reveal. */
export async function readReveals(
  tools: ServiceTools,
  anyone: Caller | null,
  verificationIds: readonly string[],
): Promise<(readonly Reveal[])[]> {
  requireScope(authenticated(anyone, tools.now()), 'realname:reveal');
  const reveals = await tools.store.reveals.of(verificationIds);
  return verificationIds.map((id) => reveals.get(id) ?? []);
}
